/**
 * A session's timeline as a step line. Pure: events, changes of the configuration, a range and a width in; lines, marks
 * and sentences out. Times are ms since 1970, lengths pixels. Established is at the top, Idle at the bottom.
 */

import { SESSION_STATES, type SessionEvent, type SessionState } from '../../../../../server/model/oper/bgp-session.ts';
import { notificationBy, notificationText, troubleText, type Ends } from '../../../domain-ui/sessions/session-words.ts';
import { timeText } from '../../../ui/moment-text.ts';

export type RangeId = 'start' | 'hour' | 'day' | 'all';
export type ConfigChange = {
  readonly at: number;
  readonly revision: number;
  readonly actor: string;
  readonly summary: string;
};
export type Range = { readonly from: number; readonly to: number };

/** Rows from top to bottom. */
export const ROWS: readonly SessionState[] = SESSION_STATES.toReversed();
export const PLOT = { left: 92, right: 8, top: 18, step: 22, bottom: 128, height: 178 } as const;
/** ms: the shortest time that the axis spans, so that a session seconds old is not stretched over it. */
const SHORTEST = 10_000;

export const rowOf = (state: SessionState): number => PLOT.top + ROWS.indexOf(state) * PLOT.step;

/**
 * The range of the axis. `start` is the current attempt: from the last loss of the session (or the first event) until
 * it has been up as long as it took to come up; until now if it is not up.
 */
export function rangeOf(id: RangeId, events: readonly SessionEvent[], now: number): Range {
  const first = events[0]?.at ?? now - SHORTEST;
  if (id === 'hour') return { from: now - 3_600_000, to: now };
  if (id === 'day') return { from: now - 86_400_000, to: now };
  if (id === 'all') return padded(first, now);
  const last = events.at(-1);
  const up = last?.to === 'Established';
  const lost = events.findLast((event) => event.from === 'Established')?.at ?? first;
  if (!up) return padded(lost, now);
  return padded(lost, Math.min(now, last.at + Math.max(last.at - lost, SHORTEST / 2)));
}

function padded(from: number, to: number): Range {
  const span = Math.max(SHORTEST / 2, to - from);
  return { from: from - span * 0.04, to: Math.max(to, from + span) };
}

type MarkKind = 'trouble' | 'change' | 'up';
export type Mark = { readonly kind: MarkKind; readonly at: number; readonly lead: string; readonly rest: string };

/** What happened, oldest first: losses and refusals, changes by people, and when it came up. */
export function marksOf(events: readonly SessionEvent[], changes: readonly ConfigChange[], ends: Ends): Mark[] {
  const marks: Mark[] = changes.map((change) => ({
    kind: 'change',
    at: change.at,
    lead: change.summary,
    rest: `by ${change.actor}, ${timeText(change.at)}`,
  }));
  for (const event of events) {
    if (event.to === 'Established')
      marks.push({ kind: 'up', at: event.at, lead: `Established ${timeText(event.at)}`, rest: event.reason });
    else if (
      event.notification !== undefined ||
      (event.trouble !== undefined && event.trouble.kind !== 'configuration-changed')
    )
      marks.push({ kind: 'trouble', at: event.at, ...causeOf(event, ends) });
    else if (event.from === 'Established')
      marks.push({ kind: 'trouble', at: event.at, lead: `Left Established ${timeText(event.at)}`, rest: event.reason });
  }
  return marks.sort((a, b) => a.at - b.at);
}

/** The cause in the words of both ends: the NOTIFICATION if there was one, with what caused it. */
function causeOf(event: SessionEvent, ends: Ends): { readonly lead: string; readonly rest: string } {
  const { notification, trouble } = event;
  const said = trouble === undefined || trouble.kind === 'notification' ? undefined : troubleText(trouble, ends);
  if (notification !== undefined)
    return {
      lead: `NOTIFICATION ${notificationText(notification)}.`,
      rest:
        said?.rest ??
        [`sent by ${notificationBy(notification, ends)}`, notification.detail]
          .filter((part) => part !== undefined)
          .join(': '),
    };
  if (trouble?.kind === 'notification')
    return { ...troubleText(trouble, ends), lead: `NOTIFICATION ${notificationText(trouble.notification)}.` };
  return said ?? { lead: `${event.to}.`, rest: event.reason };
}

type NumberedMark = Mark & { readonly number: number; readonly x: number };
/** One line of the list: consecutive equal entries share it. */
export type MarkLine = {
  readonly kind: MarkKind;
  readonly numbers: readonly number[];
  readonly lead: string;
  readonly rest: string;
};
/** Marks of one kind that would overlap are merged; a change beside an error is drawn one line lower. */
export type MarkGroup = {
  readonly kind: MarkKind;
  readonly x: number;
  readonly numbers: readonly number[];
  readonly lower: boolean;
};
type Tick = { readonly x: number; readonly label: string };
export type Plot = {
  readonly line: string;
  readonly up: readonly { readonly x: number; readonly width: number }[];
  readonly groups: readonly MarkGroup[];
  readonly lines: readonly MarkLine[];
  readonly ticks: readonly Tick[];
  /** The position of a list of `lines.length` lines at the right of the plot, if there is room. */
  readonly freeFrom: number | undefined;
};

const round = (x: number): number => Math.round(x * 10) / 10;
/** `1, 2`, `1–14`, `4–12, 14`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', '))).join(', ');
}

/** The drawing for a width; deterministic. */
export function plotOf(events: readonly SessionEvent[], marks: readonly Mark[], range: Range, width: number): Plot {
  const right = Math.max(PLOT.left + 1, width - PLOT.right);
  const xOf = (at: number) => round(PLOT.left + ((at - range.from) / (range.to - range.from)) * (right - PLOT.left));
  const inside = events.filter((event) => event.at >= range.from && event.at <= range.to);
  const before = events.findLast((event) => event.at < range.from);
  let state: SessionState = before?.to ?? inside[0]?.from ?? events[0]?.from ?? 'Idle';
  let line = `M${PLOT.left} ${rowOf(state)}`;
  let since = PLOT.left as number;
  const up: { x: number; width: number }[] = [];
  for (const event of inside) {
    const x = xOf(event.at);
    line += `H${x}V${rowOf(event.to)}`;
    if (state === 'Established' && event.to !== 'Established') up.push({ x: since, width: round(x - since) });
    if (event.to === 'Established' && state !== 'Established') since = x;
    state = event.to;
  }
  line += `H${right}`;
  if (state === 'Established') up.push({ x: since, width: round(right - since) });

  const numbered = marks
    .filter((mark) => mark.at >= range.from && mark.at <= range.to)
    .map((mark, index): NumberedMark => ({ ...mark, number: index + 1, x: xOf(mark.at) }));
  const lines = linesOf(numbered);
  const last = up.at(-1);
  const freeFrom =
    last !== undefined && state === 'Established' && last.width >= 470 && lines.length <= 4 ? last.x + 28 : undefined;
  return { line, up, groups: groupsOf(numbered), lines, ticks: ticksOf(range, xOf, right), freeFrom };
}

function linesOf(marks: readonly NumberedMark[]): MarkLine[] {
  const lines: { kind: MarkKind; numbers: number[]; lead: string; rest: string }[] = [];
  for (const { kind, number, lead, rest } of marks) {
    const last = lines.at(-1);
    if (last !== undefined && kind === 'trouble' && last.kind === kind && last.lead === lead && last.rest === rest)
      last.numbers.push(number);
    else lines.push({ kind, numbers: [number], lead, rest });
  }
  return lines;
}

/** Minimum pixels between two marks: room for a mark with its number. */
const APART = 34;
function groupsOf(marks: readonly NumberedMark[]): MarkGroup[] {
  const groups: { kind: MarkKind; x: number; numbers: number[]; end: number }[] = [];
  for (const { kind, x, number } of marks) {
    const last = groups.findLast((group) => group.kind === kind);
    if (last !== undefined && x - last.end < APART) {
      last.numbers.push(number);
      last.end = x;
    } else groups.push({ kind, x, numbers: [number], end: x });
  }
  const troubles = groups.filter((group) => group.kind === 'trouble');
  return groups.map(({ kind, x, numbers }) => ({
    kind,
    x,
    numbers,
    lower: kind === 'change' && troubles.some((trouble) => Math.abs(trouble.x - x) < APART),
  }));
}

const STEPS = [
  0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
].map((seconds) => seconds * 1000);

/** Round times, far enough apart to be readable. */
function ticksOf(range: Range, xOf: (at: number) => number, right: number): Tick[] {
  const span = range.to - range.from;
  const most = Math.max(2, Math.floor((right - PLOT.left) / 110));
  const step = STEPS.find((each) => span / each <= most) ?? STEPS.at(-1)!;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(range.from / step) * step; at <= range.to; at += step) {
    const x = xOf(at);
    if (x >= PLOT.left + 8 && x <= right - 8) ticks.push({ x, label: labelOf(at, step, span) });
  }
  return ticks;
}

function labelOf(at: number, step: number, span: number): string {
  const iso = new Date(at).toISOString();
  if (span > 86_400_000 * 1.5)
    return step >= 86_400_000 ? iso.slice(5, 10) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;
  if (step < 1000) return iso.slice(11, 21);
  return step >= 60_000 && span >= 3_600_000 ? iso.slice(11, 16) : iso.slice(11, 19);
}

/** The picture in one sentence, for screen readers. */
export function sentenceOf(marks: readonly Mark[], events: readonly SessionEvent[], range: Range): string {
  const inside = marks.filter((mark) => mark.at >= range.from && mark.at <= range.to);
  const troubles = inside.filter((mark) => mark.kind === 'trouble').length;
  const last = events.findLast((event) => event.at <= range.to);
  const state = last === undefined ? 'nothing is known yet' : `${last.to} since ${timeText(last.at)}`;
  if (troubles === 0) return `Session state over time: ${state}`;
  const bad = troubles === 1 ? '1 loss or refusal' : `${troubles} losses or refusals`;
  return `Session state over time: ${bad}, then ${state}`;
}
