import type { ReactNode } from 'react';
import { momentText, momentTitle, timeText } from './moment-text.ts';

/**
 * A time in the console's standard format: in UTC, with the zone; on hover the full time and how long ago it was when
 * rendered. `of` is milliseconds since 1970, or ISO 8601, taken as UTC if it names no zone. Shows date and time, only
 * the time (`short`), or the given text.
 */
export function Moment({
  of,
  short = false,
  className,
  children,
}: {
  of: string | number;
  short?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const at = typeof of === 'number' ? of : Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(of) ? of : `${of}Z`);
  const tell = (event: { currentTarget: HTMLElement }) => {
    event.currentTarget.title = momentTitle(at, Date.now());
  };
  return (
    <time
      className={className}
      dateTime={new Date(at).toISOString()}
      title={momentText(at)}
      onPointerEnter={tell}
      onFocus={tell}
    >
      {children ?? (short ? timeText(at) : momentText(at))}
    </time>
  );
}
