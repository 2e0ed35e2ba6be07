import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** Only for deletions, short associations and conflicts; a form is a page. */
export function Dialog({
  open,
  onClose,
  title,
  about,
  actions,
  wide,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  about?: ReactNode;
  actions: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={cx('dialog', wide && 'wide')}
          {...(about === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dlh">
            <Radix.Title>{title}</Radix.Title>
            {about !== undefined && <Radix.Description>{about}</Radix.Description>}
          </div>
          {children !== undefined && <div className="dlb">{children}</div>}
          <div className="dlf">{actions}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
