import { expect, it } from 'vitest';
import { liveStart, liveWords, nextLive, type LiveEvent } from './live-state.ts';

const t0 = Date.UTC(2026, 0, 1, 1, 18, 31);
const after = (...events: LiveEvent[]) => events.reduce(nextLive, liveStart);

it.each<[string, LiveEvent[], number]>([
  ['Connecting', [], t0],
  ['Live', [{ type: 'opened' }], t0],
  ['Paused', [{ type: 'opened' }, { type: 'pause' }], t0],
  ['Live', [{ type: 'opened' }, { type: 'pause' }, { type: 'resume' }], t0],
  ['Reconnecting 4 s', [{ type: 'opened' }, { type: 'broken', at: t0 }], t0 + 4000],
  ['Reconnecting 9 s', [{ type: 'opened' }, { type: 'broken', at: t0 }, { type: 'broken', at: t0 + 5000 }], t0 + 9000],
  [
    'Stale since 01:18:31 UTC',
    [{ type: 'opened' }, { type: 'broken', at: t0 }, { type: 'tick', at: t0 + 31_000 }],
    t0 + 31_000,
  ],
  ['Live', [{ type: 'broken', at: t0 }, { type: 'tick', at: t0 + 31_000 }, { type: 'opened' }], t0 + 40_000],
  ['Reconnecting 1 s', [{ type: 'opened' }, { type: 'pause' }, { type: 'broken', at: t0 }], t0 + 1000],
])('says %s', (word, events, now) => {
  expect(liveWords(after(...events), now).word).toBe(word);
});
