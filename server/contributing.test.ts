import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
/** Paths in code, and those that links lead to. */
const named = [
  ...page.matchAll(/`((?:server|apps|e2e|scripts|public)(?:\/[\w.-]+)*|[\w.-]+\.(?:md|js|json|ts))`/g),
  ...page.matchAll(/\]\(([^)]+)\)/g),
].map(([, path]) => path!);

test('every path that CONTRIBUTING.md names exists', () => {
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
