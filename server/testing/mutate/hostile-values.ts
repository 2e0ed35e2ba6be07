/** What a part of a document is replaced by, and what names and texts are made of. */

import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { Members, Raw, type Node } from './document.ts';

export const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  '__defineGetter__',
  'isPrototypeOf',
];

/** Texts that are none of what a field wants, or only nearly. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  'Infinity',
  '-0',
  '1e308',
  '9007199254740993',
  'null',
  'true',
  '[]',
  '{}',
  'undefined',
  ...PROTOTYPE_NAMES,
  'a\nb',
  'a\r\nset system root-authentication',
  'a\tb',
  '\u0000',
  'a\u0007b',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u202eabc',
  '\u2066abc\u2069',
  '\u200b',
  '\ufeff',
  '\u{1f600}',
  'é',
  'e\u0301',
  '\ud800',
  '\udfffx',
  '..',
  '../..',
  'a/b',
  'a:b',
  'default-domain:default-project',
  '%00',
  '%',
  '%2e%2e%2f',
  'a,b',
  'a=b',
  "'; --",
  '"',
  '\\',
  '$(id)',
  '`id`',
  '*',
  '(',
  ')',
  '!',
  '~1',
  '~',
  '0.0.0.0',
  '0.0.0.0/0',
  '127.0.0.1',
  '127.0.0.0/8',
  '224.0.0.1',
  '224.0.0.0/4',
  '255.255.255.255',
  '::',
  '::/0',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:0:0/96',
  'fe80::1%eth0',
  '10.0.0.256',
  '010.0.0.1',
  '10.0.0.0/33',
  '10.0.0.1/8',
  '1.2.3',
  'target:0:0',
  'target:4294967296:1',
  'target:64512:4294967296',
  'target:1:2:3',
  'target:10.0.0.1:70000',
  'target:-1:1',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'not-a-uuid',
  'ff:ff:ff:ff:ff:ff',
  '00:00:00:00:00:00',
  '2026-13-45T99:99:99Z',
  '+999999-01-01T00:00:00Z',
  '{"a":',
  '{"__proto__":{"a":1}}',
  '[{"name":5}]',
  '[{"name":"x","namespace":{}}]',
  'a@b@c',
  'a/b/c@d',
];

export const HOSTILE_NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  -0.5,
  255,
  256,
  4095,
  4096,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
  -1e308,
  5e-324,
];

/** Depths around every limit somebody may have set. */
const DEPTHS = [10, 63, 64, 65, 66, 500, 5000];

function deep(depth: number, list: boolean): Raw {
  return new Raw(list ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
}

/** A member name. */
export function hostileKey(random: Random): string {
  return random.below(3) === 0 ? hostileText(random) : random.pick(PROTOTYPE_NAMES);
}

export function hostileText(random: Random): string {
  const dice = random.below(40);
  if (dice === 0) return 'x'.repeat(random.pick([64, 254, 300, 1100]));
  if (dice === 1) return '字'.repeat(300);
  if (dice === 2) return `${random.pick(HOSTILE_TEXTS)}${random.pick(HOSTILE_TEXTS)}`;
  return random.pick(HOSTILE_TEXTS);
}

/** A value that has nothing to do with the one before; now and then it is large. */
export function hostileValue(random: Random): Node {
  const dice = random.below(100);
  if (dice < 8) return null;
  if (dice < 14) return random.below(2) === 0;
  if (dice < 32) return random.pick(HOSTILE_NUMBERS);
  if (dice < 60) return hostileText(random);
  if (dice < 66) return [];
  if (dice < 72) return new Members([]);
  if (dice < 77) return new Members([[hostileKey(random), hostileValue(random)]]);
  if (dice < 81) return [hostileValue(random), hostileValue(random)];
  if (dice < 83)
    return new Members([
      ['a', 1],
      ['a', hostileText(random)],
      ['a', null],
    ]);
  if (dice < 90) return deep(random.pick(DEPTHS), random.below(2) === 0);
  return random.pick(RARE)(random);
}

/** What costs more to send, or is no JSON. */
const RARE: readonly ((random: Random) => Node)[] = [
  () => 'x'.repeat(70_000),
  () => '\n\u0000"\\'.repeat(5000),
  (random) => Array.from({ length: 10_000 }, (_, index) => (random.below(2) === 0 ? index : `v${index}`)),
  () => new Members(Array.from({ length: 10_000 }, (_, index): [string, Node] => [`k${index}`, index])),
  () => Array.from({ length: 3000 }, (_, index) => new Members([['name', `n${index}`]])),
  () => Array.from({ length: 500 }, () => [[], [], new Members([])]),
  () => new Raw(Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22])),
  () => new Raw(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])),
  () => new Raw('"\\ud800"'),
  () => new Raw('"\\u0000\\u202e"'),
  () => new Raw('1e400'),
  () => new Raw('-1e400'),
  () => new Raw('NaN'),
  () => new Raw('1'.repeat(400)),
  () => new Raw('{"a":1,}'),
  () => new Raw('{"__proto__":{"polluted":true}}'),
  () => new Raw('{"constructor":{"prototype":{"polluted":true}}}'),
];
