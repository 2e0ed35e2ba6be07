/** Debian's Kubernetes client for Python: lists, watches, every type of patch, refusals, exec and logs. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startForClientLibraries, type ClientLibrariesSystem } from '../../testing/client-libraries-system.ts';

const PYTHON = '/usr/bin/python3';
const LIBRARY = '/usr/lib/python3/dist-packages/kubernetes/__init__.py';
const STEPS = fileURLToPath(new URL('./steps.py', import.meta.url));
const installed = existsSync(PYTHON) && existsSync(LIBRARY);
if (!installed) console.warn('\n*** python3-kubernetes IS NOT INSTALLED: its client is not tested ***\n');

const SEEN = {
  version: '32',
  pages: [['a', 'b'], ['c']],
  selected: ['b'],
  watch: [
    ['MODIFIED', 'a', { k: 'strategic' }],
    ['MODIFIED', 'a', { k: 'strategic', j: 'json' }],
    ['ADDED', 'd', { k: 'd' }],
    ['DELETED', 'd', { k: 'd' }],
  ],
  deployment: [2, 'two', 80],
  custom: [{ a: 'b' }, 1],
  refusals: {
    again: [409, 'AlreadyExists'],
    absent: [404, 'NotFound'],
    invalid: [422, 'Invalid'],
    stale: [409, 'Conflict'],
  },
  exec: ['out\n', 3],
  log: 'ready',
  left: [0, 0],
  namespace: true,
};

describe.skipIf(!installed)('the client for Python', () => {
  let system: ClientLibrariesSystem;
  beforeAll(async () => {
    system = await startForClientLibraries();
  }, 60_000);
  afterAll(() => system.close());

  test.each(['plain', 'kubeconfig'] as const)('does its work (%s)', { timeout: 60_000 }, async (way) => {
    const printed = await new Promise<string>((resolve) => {
      execFile(PYTHON, [STEPS, system[way], `python-${way}`], { timeout: 50_000 }, (error, stdout, stderr) =>
        resolve(error === null ? stdout : `${stdout}${stderr}`),
      );
    });
    expect(printed).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(printed)).toEqual(SEEN);
  });
});
