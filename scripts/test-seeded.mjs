/**
 * `npm run test:seeded -- SEED [--times N] [what vitest takes]`: tries all that is tried with random values, with this
 * seed alone, N times as often as otherwise. Without names of files it is every test that draws values.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { become, install, node24, root } from './lib/prepare.mjs';

const [seed, ...rest] = process.argv.slice(2);
const [times, more] = rest[0] === '--times' ? [rest[1] ?? '', rest.slice(2)] : ['1', rest];
if (!/^-?\d{1,10}$/.test(seed ?? '') || !/^[1-9]\d{0,4}$/.test(times)) {
  process.stderr.write('Say which seed, and how often: npm run test:seeded -- 1234 [--times 20] [names of tests]\n');
  process.exit(64);
}
install();
process.env.OVERLAY_SEED = seed;
process.env.OVERLAY_TIMES = times;
const drawing = ['server', 'apps']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && readFileSync(join(root, file), 'utf8').includes('testing/seed.ts'));
const named = more.some((argument) => !argument.startsWith('-'));
await become(node24(), 'node_modules/vitest/vitest.mjs', [
  'run',
  ...(times === '1' ? [] : ['--testTimeout', '0']),
  ...(named ? [] : drawing),
  ...more,
]);
