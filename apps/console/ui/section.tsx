import { ChevronRight, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Tag } from './tag.tsx';

/** A collapsible section of a form page: name, number of errors, and a summary while it is closed. */
export function Section({
  title,
  digest,
  errors = 0,
  startOpen = false,
  force,
  hash,
  children,
}: {
  title: string;
  digest?: ReactNode;
  errors?: number;
  startOpen?: boolean;
  /** From "Expand all": a change overrides what the user opened or closed before. */
  force?: { open: boolean; turn: number } | undefined;
  /** Opens when the address ends in this #hash. */
  hash?: string;
  children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(startOpen || (hash !== undefined && location.hash === `#${hash}`));
  useEffect(() => {
    if (force) setOpen(force.open);
  }, [force]);
  useEffect(() => {
    if (errors > 0) setOpen(true);
  }, [errors]);
  return (
    <section className="sect" id={hash}>
      <h2>
        <button type="button" className="sum" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ChevronRight />
          <span className="ttl">{title}</span>
          {errors > 0 && (
            <Tag tone="bad" icon={<TriangleAlert />}>
              {errors === 1 ? '1 error' : `${errors} errors`}
            </Tag>
          )}
          {digest !== undefined && (
            <span className="dig" title={typeof digest === 'string' ? digest : undefined}>
              {digest}
            </span>
          )}
        </button>
      </h2>
      <div className="body" id={id} hidden={!open}>
        {children}
      </div>
    </section>
  );
}
