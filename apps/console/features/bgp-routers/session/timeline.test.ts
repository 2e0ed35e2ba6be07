import { describe, expect, it } from 'vitest';
import type { SessionEvent, SessionState } from '../../../../../server/model/oper/bgp-session.ts';
import { marksOf, numbersText, plotOf, PLOT, rangeOf, rowOf, ROWS, sentenceOf } from './timeline.ts';

const T = Date.UTC(2026, 6, 10, 6, 56, 0);
const ends = { ours: 'cent111', theirs: 'camaro' };
const step = (
  seconds: number,
  from: SessionState,
  to: SessionState,
  more: Partial<SessionEvent> = {},
): SessionEvent => ({ at: T + seconds * 1000, from, to, reason: `${from} to ${to}`, ...more });
const refusal: Partial<SessionEvent> = {
  notification: { direction: 'received', code: 2, subcode: 2, name: 'OPEN Message Error / Bad Peer AS' },
  trouble: { kind: 'bad-peer-as', expected: 60100, said: 64512 },
};
/** The picture of the design: two refused attempts, a change, then up. */
const story: SessionEvent[] = [
  step(0, 'Idle', 'Connect'),
  step(8, 'Connect', 'Active'),
  step(40, 'Active', 'OpenSent'),
  step(49, 'OpenSent', 'Idle', refusal),
  step(60, 'Idle', 'Active'),
  step(90, 'Active', 'OpenSent'),
  step(98, 'OpenSent', 'Idle', refusal),
  step(116, 'Idle', 'Active'),
  step(170, 'Active', 'OpenSent'),
  step(174, 'OpenSent', 'OpenConfirm'),
  step(177, 'OpenConfirm', 'Established', { reason: 'KEEPALIVE received' }),
];
const changes = [{ at: T + 132_000, revision: 7, actor: 'admin', summary: 'AS on camaro set to 60100' }];
const now = T + 18 * 3_600_000;

it('Established is at the top, Idle at the bottom', () => {
  expect(ROWS).toEqual(['Established', 'OpenConfirm', 'OpenSent', 'Active', 'Connect', 'Idle']);
  expect([rowOf('Established'), rowOf('Idle')]).toEqual([PLOT.top, PLOT.bottom]);
});

describe('ranges', () => {
  it('this start: until it was up for as long as it took', () => {
    const { from, to } = rangeOf('start', story, now);
    expect(to).toBe(T + 177_000 * 2);
    expect(from).toBeLessThan(T);
    expect(from).toBeGreaterThan(T - 20_000);
  });
  it('this start begins where the session was last lost', () => {
    const lost = [...story, step(1000, 'Established', 'Idle'), step(1010, 'Idle', 'Connect')];
    expect(rangeOf('start', lost, T + 1_060_000).from).toBeCloseTo(T + 1_000_000 - 60_000 * 0.04, -2);
    expect(rangeOf('start', lost, T + 1_060_000).to).toBe(T + 1_060_000);
  });
  it('never shorter than can be drawn, even with no event at all', () => {
    for (const events of [[], [step(0, 'Idle', 'Established')]]) {
      const { from, to } = rangeOf('start', events, T);
      expect(to - from).toBeGreaterThanOrEqual(5000);
    }
  });
  it('hour and day end now; all begins with the first event', () => {
    expect(rangeOf('hour', story, now)).toEqual({ from: now - 3_600_000, to: now });
    expect(rangeOf('day', story, now)).toEqual({ from: now - 86_400_000, to: now });
    expect(rangeOf('all', story, now).from).toBeLessThan(T);
  });
});

describe('the drawing', () => {
  const marks = marksOf(story, changes, ends);
  const plot = plotOf(story, marks, rangeOf('start', story, now), 1180);
  it('is a line of steps that ends at the right edge, on top', () => {
    expect(plot.line).toMatch(/^M92 128H/);
    expect(plot.line.match(/V/g)).toHaveLength(story.length);
    expect(plot.line).toMatch(/V18H1172$/);
    expect(plot.up).toHaveLength(1);
    expect(plot.up[0]!.x + plot.up[0]!.width).toBeCloseTo(1172, 0);
  });
  it('numbers what happened and says equal neighbours once', () => {
    expect(plot.lines.map(({ kind, numbers, lead }) => [kind, numbersText(numbers), lead])).toEqual([
      ['trouble', '1, 2', 'NOTIFICATION 2/2 Bad Peer AS.'],
      ['change', '3', 'AS on camaro set to 60100'],
      ['up', '4', 'Established 06:58:57 UTC'],
    ]);
    expect(plot.lines[0]!.rest).toBe('camaro said 64512, cent111 expects 60100');
    expect(plot.freeFrom).toBeGreaterThan(plot.up[0]!.x);
  });
  it('marks that would cover each other are one', () => {
    const far = plotOf(story, marks, rangeOf('day', story, now), 1180);
    expect(far.groups.filter((group) => group.kind === 'trouble').map((group) => group.numbers)).toEqual([[1, 2]]);
    expect(far.groups.find((group) => group.kind === 'change')).toMatchObject({ numbers: [3], lower: true });
    expect(
      plot.groups.every((group) => !group.lower),
      'far enough apart they share a line',
    ).toBe(true);
  });
  it.each([300, 700, 1180, 2200])('ticks can be read at %d px', (width) => {
    for (const id of ['start', 'hour', 'day', 'all'] as const) {
      const { ticks } = plotOf(story, marks, rangeOf(id, story, now), width);
      const gaps = ticks.slice(1).map((tick, index) => tick.x - ticks[index]!.x);
      expect(Math.min(...gaps), `${id} ${width}`).toBeGreaterThan(60);
    }
  });
  it('ticks are round moments', () => expect(plot.ticks.map((tick) => tick.label)).toContain('06:57:00'));
  it('a range that begins in the middle of something starts with the state of then', () => {
    expect(plotOf(story, marks, { from: T + 50_000, to: T + 59_000 }, 1180).line).toBe('M92 128H1172');
    expect(plotOf(story, marks, { from: T + 200_000, to: T + 300_000 }, 1180).line).toBe('M92 18H1172');
  });
  it('nothing known is one flat line', () =>
    expect(plotOf([], [], rangeOf('start', [], now), 600)).toMatchObject({
      line: 'M92 128H592',
      up: [],
      lines: [],
      groups: [],
    }));
});

it('a loss without a NOTIFICATION still has its mark', () => {
  expect(marksOf([step(5, 'Established', 'Idle', { reason: 'the connection was closed' })], [], ends)).toMatchObject([
    { kind: 'trouble', lead: 'Left Established 06:56:05 UTC' },
  ]);
});
it.each([
  [[1], '1'],
  [[1, 2], '1, 2'],
  [[1, 2, 3, 4], '1–4'],
  [[4, 5, 6, 7, 9], '4–7, 9'],
])('%o is written %s', (numbers, text) => expect(numbersText(numbers)).toBe(text));
it('the drawing is described in a sentence', () =>
  expect(sentenceOf(marksOf(story, changes, ends), story, rangeOf('start', story, now))).toBe(
    'Session state over time: 2 losses or refusals, then Established since 06:58:57 UTC',
  ));
