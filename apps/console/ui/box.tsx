import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A titled part of a page, with a remark beside the title, and a link or word at the end of the line. */
export function Box({
  title,
  note,
  end,
  className,
  children,
}: {
  title: string;
  note?: ReactNode;
  end?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={cx('box', className)} aria-label={title}>
      <div className="box-h">
        <h2>{title}</h2>
        {note !== undefined && <span className="muted type-12 ellipsis">{note}</span>}
        {end !== undefined && <span className="ml-auto type-12">{end}</span>}
      </div>
      {children}
    </section>
  );
}
