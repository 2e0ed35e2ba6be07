/**
 * `npm run test:seeded -- SEED [what vitest takes]`: tries all that is tried with random values, with this seed alone.
 * Without names of files it is every test that draws values.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { become, install, node24, root } from './lib/prepare.mjs';

const [seed, ...more] = process.argv.slice(2);
if (!/^-?\d{1,10}$/.test(seed ?? '')) {
  process.stderr.write('Say which seed: npm run test:seeded -- 1234 [names of tests]\n');
  process.exit(64);
}
install();
process.env.OVERLAY_SEED = seed;
const drawing = ['server', 'apps']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && readFileSync(join(root, file), 'utf8').includes('testing/seed.ts'));
const named = more.some((argument) => !argument.startsWith('-'));
await become(node24(), 'node_modules/vitest/vitest.mjs', ['run', ...(named ? [] : drawing), ...more]);
