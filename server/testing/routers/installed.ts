/**
 * Tests that need a program that may not be here: in CI its absence is a failure, elsewhere they are skipped,
 * loudly.
 */

import { existsSync } from 'node:fs';

/** True if all files are there. */
export function installed(debianPackage: string, ...files: readonly string[]): boolean {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length === 0) return true;
  const sentence = `${missing.join(', ')} is not installed (apt-get install ${debianPackage}).`;
  if (process.env.CI !== undefined) throw new Error(sentence);
  process.stderr.write(`SKIPPED: ${sentence}\n`);
  return false;
}
