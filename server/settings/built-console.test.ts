import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requireBuilt } from './built-console.ts';
import { Refused } from './refused.ts';

test('a console that was not built is refused with the way out, a built one is not', () => {
  const dist = mkdtempSync(join(tmpdir(), 'overlay-dist-'));
  try {
    expect(() => requireBuilt(dist)).toThrow(Refused);
    expect(() => requireBuilt(dist)).toThrow('npm run build');
    writeFileSync(join(dist, 'index.html'), '<!doctype html>');
    requireBuilt(dist);
  } finally {
    rmSync(dist, { recursive: true });
  }
});
