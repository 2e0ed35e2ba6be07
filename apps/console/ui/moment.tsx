import type { ReactNode } from 'react';
import { momentText, momentTitle, timeText } from './moment-text.ts';

/**
 * A moment as it is told everywhere: in UTC, with the zone named; on hover the whole of it and how long ago that is, as
 * of then. `of` is milliseconds since 1970, or ISO 8601, UTC where that names no zone. What stands there is the date
 * and time, the time alone (`short`), or what is given.
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
