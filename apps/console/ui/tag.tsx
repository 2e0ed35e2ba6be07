import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A short word or count beside something else. */
export function Tag({
  tone,
  outlined,
  icon,
  title,
  children,
}: {
  tone?: 'ok' | 'warn' | 'bad' | 'acc' | undefined;
  outlined?: boolean;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={cx('tag', tone, outlined && 'line')} title={title}>
      {icon}
      {children}
    </span>
  );
}
