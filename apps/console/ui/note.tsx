import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A tinted note: put the important words in <b> first, then the fix. */
export function Note({
  tone,
  actions,
  children,
  className,
}: {
  tone: 'ok' | 'warn' | 'bad' | 'info';
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const Icon = tone === 'ok' ? CircleCheck : tone === 'info' ? Info : TriangleAlert;
  return (
    <div className={cx('note', tone, className)} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon className="small" />
      <span className="fill">{children}</span>
      {actions}
    </div>
  );
}

/** A failed read, with a retry. Old content may stay below it. */
export function ErrorBanner({
  title,
  children,
  onRetry,
  className,
}: {
  title: string;
  children?: ReactNode;
  onRetry?: (() => void) | undefined;
  className?: string;
}) {
  return (
    <Note
      tone="bad"
      className={className}
      actions={
        onRetry && (
          <button type="button" className="btn" onClick={onRetry}>
            Retry
          </button>
        )
      }
    >
      <b>{title}</b> {children}
    </Note>
  );
}
