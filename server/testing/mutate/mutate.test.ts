/**
 * Every part of every kind of object mutated, through every verb: about a minute of it. More: `npm run mutate --
 * --steps N`.
 */

import { expect, test } from 'vitest';
import { TURN_BUDGET } from '../../http/turn-budget.ts';
import { DAMAGES } from './damage.ts';
import { mutateRun } from './mutate-run.ts';

const STEPS = 2500;
/** What has to be taken and refused in any run of that length. */
const VERBS = [
  'POST',
  'PUT',
  'DELETE',
  'GET',
  'list',
  'ref-update',
  'batch',
  'create',
  'update',
  'patch merge',
  'patch strategic',
  'patch json',
  'delete',
  'get',
  'watch',
];

test('nothing that arrives stops it or is lost; a kill after each 500 steps', { timeout: 400_000 }, async () => {
  const report = await mutateRun({ steps: STEPS, seed: 20_261 });
  expect(report.problems).toEqual([]);
  expect(report.kills).toBe(STEPS / 500);
  // Some were taken, most refused.
  expect(report.answers['2']).toBeGreaterThan(STEPS / 10);
  expect(report.answers['4']).toBeGreaterThan(STEPS / 3);
  // Every verb and every damage came to every interface; which kinds of objects were left out by chance is printed by
  // the command.
  const { verbs, damages } = report.coverage.totals();
  for (const verb of VERBS)
    expect({ verb, ...verbs.get(verb) }).toEqual({ verb, taken: expect.any(Number), refused: expect.any(Number) });
  for (const damage of DAMAGES)
    expect({ damage, refused: damages.get(damage)?.refused ?? 0 }).toEqual({
      damage,
      refused: expect.toSatisfy((count) => count > 0),
    });
  // What the process counted of its turns has come through.
  expect(report.turn.nodes).toBeGreaterThan(0);
  expect(report.turn.nodes).toBeLessThanOrEqual(2 * TURN_BUDGET.nodes);
});

/** A module that breaks the process at its fiftieth list. */
const saboteur = (deed: string): string =>
  `data:text/javascript,${encodeURIComponent(`
  import http from 'node:http';
  let count = 0;
  const emit = http.Server.prototype.emit;
  http.Server.prototype.emit = function (event, ...args) {
    if (event === 'request' && /^m/.test(args[0].headers['x-request-id'] ?? '') && ++count === 50) { ${deed} }
    return emit.call(this, event, ...args);
  };
`)}`;

test.each([
  ['a process that ends', 'process.exit(1);', /The process ended with 1: [\s\S]*step \d+: /],
  [
    'an answer of 5xx',
    'args[1].statusCode = 500; args[1].end("no"); return true;',
    /Step \d+ was answered 500: no\nstep \d+: [A-Z]+ \//,
  ],
  [
    'a fault that is only logged',
    'process.stderr.write(JSON.stringify({ level: 50, msg: "fault", err: { stack: "here" } }) + "\\n");',
    /The log has a fault: fault[\s\S]*here/,
  ],
])('is detected: %s, with the requests that were under way', { timeout: 120_000 }, async (_what, deed, sentence) => {
  const report = await mutateRun({ steps: 200, seed: 1, inside: [saboteur(deed)] });
  expect(report.problems[0]).toMatch(sentence);
  expect(report.problems[0]).toMatch(/Again from there: npm run mutate -- --steps 500 --seed 1 --from \d+/);
});
