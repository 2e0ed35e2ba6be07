import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type StatusShape = 'disc' | 'half' | 'triangle' | 'slashed' | 'arc' | 'dotted' | 'pause';
export type StatusTone = 'ok' | 'warn' | 'bad' | 'pend' | 'idle';

const drawings: Record<StatusShape, ReactNode> = {
  disc: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
    </>
  ),
  triangle: (
    <>
      <path d="M6 1 11.4 10.6H.6Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" strokeWidth=".8" />
      <path d="M6 4.4v3M6 8.9v.1" stroke="var(--bg-surface)" strokeWidth="1.3" strokeLinecap="round" />
    </>
  ),
  slashed: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M3.2 8.8 8.8 3.2" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  arc: (
    <path d="M6 1.4A4.6 4.6 0 1 1 1.4 6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
  ),
  dotted: (
    <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="1.9 1.55" />
  ),
  pause: (
    <>
      <rect x="1.2" y="1.2" width="9.6" height="9.6" rx="2" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M4.6 4v4M7.4 4v4" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
};

/** Only the shape, where the word is shown elsewhere, such as in graph nodes. */
export function StatusShapeIcon({ shape }: { shape: StatusShape }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className={cx(shape === 'arc' && 'turning')}>
      {drawings[shape]}
    </svg>
  );
}

/** A state: shape, then word, then colour. */
export function Status({
  shape,
  tone,
  strong,
  title,
  children,
}: {
  shape: StatusShape;
  tone: StatusTone;
  strong?: boolean;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={cx('st', tone, strong && 'strong')} title={title}>
      <StatusShapeIcon shape={shape} />
      {children}
    </span>
  );
}
