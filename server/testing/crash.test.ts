import { expect, test } from 'vitest';
import { crashRun } from './crash-run.ts';
import { promisesBroken, storeWorkload, type CrashWorkload } from './crash-workload.ts';

test('20 kills during concurrent writes lose nothing that was promised', { timeout: 600_000 }, async () => {
  const report = await crashRun(storeWorkload, { kills: 20, seed: 20_261 });
  expect(report.problems).toEqual([]);
  expect(report.kills).toBe(20);
  expect(report.acknowledged).toBeGreaterThan(400);
  expect(report.seen).toBeGreaterThan(100);
});

test('a store that forgets is detected', { timeout: 60_000 }, async () => {
  const forgetful: CrashWorkload = {
    ...storeWorkload,
    verify: async (directory, lines) =>
      storeWorkload.verify(directory, [...lines, 'ack 999999 lost', 'saw 1 otherwise']),
  };
  const report = await crashRun(forgetful, { kills: 3, seed: 5 });
  expect(report.kills).toBe(1);
  expect(report.problems).toHaveLength(2);
  expect(report.problems[0]).toMatch(/Revision 999999 was acknowledged as lost; after the restart it is gone/);
  expect(report.problems[1]).toMatch(/Revision 1 was shown to a watcher as otherwise/);
  expect(promisesBroken([], ['ready http://127.0.0.1'])).toEqual([]);
});
