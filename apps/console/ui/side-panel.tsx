import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';

/** A pane of 344 px within the page; it never navigates by itself. */
export function SidePanel({
  label,
  title,
  icon,
  note,
  onClose,
  tabs,
  actions,
  children,
}: {
  label: string;
  title: ReactNode;
  icon?: ReactNode;
  note?: ReactNode;
  onClose?: () => void;
  tabs?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <aside className="pane" aria-label={label}>
      <div className="pane-h">
        {icon}
        <h2 className="ellipsis">{title}</h2>
        {note !== undefined && <span className="muted type-12 ellipsis">{note}</span>}
        <span className="fill" />
        {onClose && <IconButton name={`Close ${label.toLowerCase()}`} icon={<X />} small onClick={onClose} />}
      </div>
      {tabs}
      <div className="pane-b" tabIndex={0}>
        {children}
      </div>
      {actions && <div className="flex gap-2 p-3 border-t border-line">{actions}</div>}
    </aside>
  );
}

/**
 * A drawer of 480 px (`wide`: 800) over the page: REST, kubectl and YAML of the form's values. Not modal: the form can
 * be edited meanwhile.
 */
export function Drawer({
  open,
  onClose,
  title,
  tabs,
  footer,
  wide,
  children,
}: {
  open: boolean;
  wide?: boolean | undefined;
  onClose: () => void;
  title: string;
  tabs?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Radix.Root
      open={open}
      modal={false}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Content
          className={cx('drawer', wide && 'wide')}
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <div className="pane-h">
            <Radix.Title>{title}</Radix.Title>
            <span className="fill" />
            <IconButton name="Close" icon={<X />} small onClick={onClose} />
          </div>
          {tabs}
          <div className="pane-b">{children}</div>
          {footer !== undefined && <div className="p-3 border-t border-line muted type-12">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
