import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hexKey } from '../../../model/bgp/administrator.ts';
import { shares } from '../../../testing/seed.ts';
import { nextFrame } from '../messages/frame.ts';
import { decodeUpdate } from '../messages/update.ts';
import { hexBytes } from '../wire/bytes.ts';
import { checkInput } from './check-input.ts';
import { generateInput } from './generate.ts';
import { createRandom } from './random.ts';
import { shrink } from './shrink.ts';
import { VALID_MESSAGES } from './valid-messages.ts';

const INPUTS = 10_000;
const FAILING = join(import.meta.dirname, 'failing');

describe('fuzz', () => {
  test('the messages that inputs are made of are valid', () => {
    for (const message of VALID_MESSAGES) {
      expect(nextFrame(message, 0, message.length, 4096)).toMatchObject({ kind: 'frame', end: message.length });
      expect(checkInput(message)).toBeUndefined();
    }
  });

  test(`${INPUTS} inputs`, () => {
    const verdicts = new Map<string, number>();
    for (const { seed, runs } of shares(INPUTS)) {
      const random = createRandom(seed);
      for (let count = 0; count < runs; count++) {
        const bytes = generateInput(random);
        const problem = checkInput(bytes);
        if (problem !== undefined)
          throw new Error(
            `${problem}\nInput ${count} of seed ${seed}: ` +
              hexKey(shrink(bytes, (shorter) => checkInput(shorter) !== undefined)),
          );
        const verdict = verdictOf(bytes);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
    }
    // The inputs reach what they are meant to reach.
    for (const verdict of [
      'incomplete',
      'fault',
      'open',
      'notification',
      'update announces',
      'update with errors',
      'update fault',
    ])
      expect(verdicts.get(verdict), verdict).toBeGreaterThan(50);
  });

  test('an input is shrunk to what makes it fail', () => {
    expect([
      ...shrink(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), (bytes) => bytes.includes(3) && bytes.includes(8)),
    ]).toEqual([3, 8]);
  });

  test.each(readdirSync(FAILING))('what failed once: %s', (name) => {
    expect(checkInput(hexBytes(readFileSync(join(FAILING, name), 'utf8').trim()))).toBeUndefined();
  });
});

function verdictOf(bytes: Uint8Array): string {
  const frame = nextFrame(bytes, 0, bytes.length, 4096);
  if (frame.kind !== 'frame') return frame.kind;
  if (frame.type !== 'update') return frame.type;
  const update = decodeUpdate(bytes.slice(frame.bodyStart, frame.end), {
    fourOctetAs: true,
    internal: true,
    families: new Set(['inet', 'inet-vpn', 'inet6-vpn', 'route-target']),
  });
  if (update.kind === 'fault') return 'update fault';
  return update.announced.length > 0
    ? 'update announces'
    : update.attributeErrors.length > 0
      ? 'update with errors'
      : 'update withdraws';
}
