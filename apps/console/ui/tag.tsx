import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A short word or count beside something else. */
export function Tag({
  tone,
  outlined,
  wraps,
  icon,
  title,
  children,
}: {
  tone?: 'ok' | 'warn' | 'bad' | 'acc' | undefined;
  outlined?: boolean;
  /** A long text goes on in the next line. */
  wraps?: boolean;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={cx('tag', tone, outlined && 'line', wraps && 'wraps')} title={title}>
      {icon}
      {children}
    </span>
  );
}
