import { useEffect, useId, useMemo, useState } from 'react';
import type { SessionEvent } from '../../../../../server/model/oper/bgp-session.ts';
import type { Ends } from '../../../domain-ui/sessions/session-words.ts';
import { serverTime, type Clock } from '../../../domain-ui/times/duration-text.ts';
import { useSecond } from '../../../domain-ui/times/duration.tsx';
import { cx } from '../../../ui/cx.ts';
import { Segments } from '../../../ui/radio-group.tsx';
import {
  marksOf,
  numbersText,
  PLOT,
  plotOf,
  rangeOf,
  ROWS,
  rowOf,
  sentenceOf,
  type ConfigChange,
  type MarkGroup,
  type MarkLine,
  type RangeId,
} from './timeline.ts';

/** The width of an element, as it changes. */
function useWidth(): [number, (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(0);
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [width, setElement];
}

/** ms after which the time axis advances; it also advances with each event. */
const PACE = 10_000;

/** A session's states over time, with the reasons of events numbered and listed. */
export function StateTimeline({
  events,
  changes,
  ends,
  clock,
  flaps,
}: {
  events: readonly SessionEvent[];
  changes: readonly ConfigChange[];
  ends: Ends;
  clock: Clock;
  flaps: number;
}) {
  const [range, setRange] = useState<RangeId>('start');
  const [hot, setHot] = useState<number>();
  const [width, measure] = useWidth();
  const now = Math.max(clock.now, Math.floor(serverTime(clock, Math.max(useSecond(), clock.at)) / PACE) * PACE);
  const { ours, theirs } = ends;
  const marks = useMemo(() => marksOf(events, changes, { ours, theirs }), [events, changes, ours, theirs]);
  const covered = useMemo(() => rangeOf(range, events, now), [range, events, now]);
  const plot = useMemo(() => plotOf(events, marks, covered, Math.max(320, width)), [events, marks, covered, width]);
  const title = useId();
  const day = new Date(covered.from).toUTCString().slice(5, 11);
  const list = <Lines lines={plot.lines} inside={plot.freeFrom} onHot={setHot} />;
  return (
    <section aria-labelledby={title}>
      <div className="bgp-h">
        <h2 id={title}>State</h2>
        <span className="muted type-12">{day}, UTC</span>
        <span className="fill" />
        <Segments
          label="Range"
          value={range}
          onChange={setRange}
          choices={[
            { value: 'start', label: 'This start' },
            { value: 'hour', label: 'Hour' },
            { value: 'day', label: 'Day' },
            { value: 'all', label: flaps === 0 ? 'All' : flaps === 1 ? 'All, 1 flap' : `All ${flaps} flaps` },
          ]}
        />
      </div>
      <div className="bgp-w">
        <div className="tl" ref={measure}>
          {width > 0 && (
            <svg className="plot" height={PLOT.height} role="img" aria-label={sentenceOf(marks, events, covered)}>
              {ROWS.map((state) => (
                <g key={state}>
                  <text
                    x={PLOT.left - 12}
                    y={rowOf(state) + 4}
                    textAnchor="end"
                    className={state === 'Established' ? 'on' : undefined}
                  >
                    {state}
                  </text>
                  <path className="gl" d={`M${PLOT.left} ${rowOf(state)}H${Math.max(320, width) - PLOT.right}`} />
                </g>
              ))}
              {plot.up.map((each) => (
                <rect
                  key={each.x}
                  className="upfill"
                  x={each.x}
                  y={PLOT.top}
                  width={Math.max(0.5, each.width)}
                  height={PLOT.bottom - PLOT.top}
                />
              ))}
              <path className="ln" d={plot.line} />
              {plot.up.map((each) => (
                <path key={each.x} className="ln ok" d={`M${each.x} ${PLOT.top}h${Math.max(0.5, each.width)}`} />
              ))}
              {plot.groups.map((group) => (
                <MarkShape
                  key={`${group.kind} ${group.numbers[0]}`}
                  group={group}
                  hot={hot !== undefined && group.numbers.includes(hot)}
                />
              ))}
              {plot.ticks.map((tick) => (
                <g key={tick.x}>
                  <path className="gl2" d={`M${tick.x} ${PLOT.bottom + 2}v4`} />
                  <text className="ax" x={tick.x} y={PLOT.height - 4} textAnchor="middle">
                    {tick.label}
                  </text>
                </g>
              ))}
            </svg>
          )}
          {plot.freeFrom !== undefined && list}
        </div>
        {plot.freeFrom === undefined && list}
      </div>
    </section>
  );
}

function MarkShape({ group: { kind, x, numbers, lower }, hot }: { group: MarkGroup; hot: boolean }) {
  const label = numbersText(numbers);
  if (kind === 'up')
    return (
      <g className={cx('mk up', hot && 'hot')}>
        <text className="nn" x={x + 5} y={12}>
          {label}
        </text>
      </g>
    );
  const y = PLOT.bottom + (lower ? 20 : 7);
  return (
    <g className={cx('mk', kind, hot && 'hot')}>
      <path d={`M${x} 4V${y - 1}`} />
      {kind === 'trouble' ? (
        <polygon className="shape" points={`${x - 5.5},${y + 10} ${x},${y} ${x + 5.5},${y + 10}`} />
      ) : (
        <rect
          className="shape"
          x={x - 4.2}
          y={y + 1}
          width={8.4}
          height={8.4}
          transform={`rotate(45 ${x} ${y + 5.2})`}
        />
      )}
      <text className="nn" x={x + 9} y={y + 10}>
        {label}
      </text>
    </g>
  );
}

/** The numbered reasons. Each can be focused with the keyboard, which highlights it in the picture. */
function Lines({
  lines,
  inside,
  onHot,
}: {
  lines: readonly MarkLine[];
  inside: number | undefined;
  onHot: (number: number | undefined) => void;
}) {
  if (lines.length === 0)
    return (
      <p className="muted type-12" style={{ paddingLeft: inside ?? PLOT.left }}>
        Nothing happened in this range.
      </p>
    );
  return (
    <ol
      className={cx('tl-lines', inside === undefined ? 'below' : 'inside')}
      style={inside === undefined ? undefined : { left: inside }}
      aria-label="What happened"
    >
      {lines.map((line) => (
        <li key={line.numbers[0]} className={line.kind}>
          <button
            type="button"
            title={`${line.lead} ${line.rest}`}
            onFocus={() => onHot(line.numbers[0])}
            onBlur={() => onHot(undefined)}
            onMouseEnter={() => onHot(line.numbers[0])}
            onMouseLeave={() => onHot(undefined)}
          >
            <span className="nn">{numbersText(line.numbers)}</span>
            <span className="lead">{line.lead}</span>
            <span className="ellipsis">{line.rest}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
