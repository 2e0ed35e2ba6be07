/**
 * Checks that every shipped package has a licence compatible with Apache-2.0; others are listed, and the check fails.
 * Packages that are only used for building and testing are not checked.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/prepare.mjs';

/** SPDX names of licences that ask for no more than their notice. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense']);
/** Others, with what they are used for. */
const OTHERS = new Map([
  ['OFL-1.1', 'fonts, which are served as they are'],
  ['PSF-2.0', 'argparse, which only a command line of js-yaml uses'],
]);

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const refused = Object.entries(packages)
  .filter(([path, { dev, license }]) => path !== '' && dev !== true && !PERMISSIVE.has(license) && !OTHERS.has(license))
  .map(
    ([path, { license }]) =>
      `${path.replace(/.*node_modules\//, '')} is under ${license ?? 'no licence that it names'}`,
  );
for (const sentence of refused)
  process.stdout.write(`${sentence}: choose another package, or say in scripts/licences.mjs why it may be shipped.\n`);
process.exit(refused.length === 0 ? 0 : 1);
