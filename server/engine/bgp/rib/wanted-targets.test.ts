import { describe, expect, test } from 'vitest';
import type { NlriKey } from '../../../model/bgp/nlri.ts';
import { routeTargetNlri } from '../nlri/nlri-key.ts';
import { targetKey } from './testing.ts';
import { createWantedTargets } from './wanted-targets.ts';

/** A membership of the first bits of a target, the origin AS included in the length. */
function shortened(text: string, bits: number): NlriKey {
  const bytes = [...routeTargetNlri(60_100, text)].map((byte) => byte.charCodeAt(0));
  const cut = bytes.slice(0, 12).map((byte, n) => byte & (0xff << Math.max(0, Math.min(8, (n + 1) * 8 - bits))) & 0xff);
  return String.fromCharCode(...cut, bits);
}

const ALL = routeTargetNlri(0, 'all');
const exactly = (text: string, asn = 60_100) => routeTargetNlri(asn, text);

describe('which targets are asked for (RFC 4684 §4)', () => {
  test.each([
    ['nothing is asked for', [], ['target:60100:100'], false],
    ['the target', [exactly('target:60100:100')], ['target:60100:100'], true],
    ['another', [exactly('target:60100:101')], ['target:60100:100'], false],
    [
      'one of the targets of a route',
      [exactly('target:60100:100')],
      ['target:60100:8000001', 'target:60100:100'],
      true,
    ],
    ['a route without targets', [exactly('target:60100:100')], [], false],
    ['the same number under a 4-byte AS is another target', [exactly('target:1.0:100')], ['target:60100:100'], false],
    ['length 0: all', [ALL], ['target:60100:100'], true],
    ['length 0: routes without targets too', [ALL], [], true],
    ['32 bits, an origin AS alone: all', [shortened('target:60100:100', 32)], ['target:1:1'], true],
    ['48 bits: the type', [shortened('target:60100:100', 48)], ['target:1:1'], true],
    ['48 bits: another type', [shortened('target:60100:100', 48)], ['target:1.1.1.1:1'], false],
    ['64 bits: all of an AS', [shortened('target:60100:100', 64)], ['target:60100:8000001'], true],
    ['64 bits: another AS', [shortened('target:60100:100', 64)], ['target:60101:100'], false],
    ['95 bits: both that differ in the last', [shortened('target:60100:100', 95)], ['target:60100:101'], true],
    ['95 bits: not the next two', [shortened('target:60100:100', 95)], ['target:60100:102'], false],
    ['33 bits', [shortened('target:60100:100', 33)], ['target:1.1.1.1:1'], true],
  ])('%s', (_case, memberships, targets, wanted) => {
    const asked = createWantedTargets();
    for (const key of memberships) asked.add(key);
    expect(asked.wants(targets.map(targetKey))).toBe(wanted);
    for (const key of memberships) asked.remove(key);
    expect(asked.wants(targets.map(targetKey))).toBe(false);
  });
});

describe('the targets that a change affects', () => {
  const some = shortened('target:60100:100', 64);
  test.each([
    ['a target, once', [exactly('target:60100:100')], ['target']],
    ['a target, by two ASes', [exactly('target:60100:100'), exactly('target:60100:100', 7)], ['target', 'none']],
    ['all, by two', [ALL, shortened('target:1:1', 32)], ['all', 'none']],
    ['a prefix, twice', [some, `${exactly('target:1:1', 7).slice(0, 4)}${some.slice(4)}`], ['some', 'none']],
  ])('%s', (_case, memberships, kinds) => {
    const asked = createWantedTargets();
    expect(memberships.map((key) => asked.add(key).kind)).toEqual(kinds);
    expect(memberships.map((key) => asked.remove(key).kind)).toEqual([...kinds].reverse());
    expect([...asked.exact()]).toEqual([]);
  });
});
