import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import { parseLiteral } from './python-literal.ts';

describe('Python literals', () => {
  test.each<[string, unknown]>([
    [`{'domain': 'default-domain', 'n': 1}`, { domain: 'default-domain', n: 1 }],
    [
      `{"a": [1, 2.5, -3, 1e3, 0x10, 1_000], "b": null, "c": true}`,
      { a: [1, 2.5, -3, 1000, 16, 1000], b: null, c: true },
    ],
    [`{'a': None, 'b': True, 'c': False,}`, { a: null, b: true, c: false }],
    [`(1, 'x',)`, [1, 'x']],
    [`('a' 'b')`, 'ab'],
    [`(1,)`, [1]],
    [`{1, 2}`, [1, 2]],
    [`{}`, {}],
    [`[]`, []],
    [`()`, []],
    [`{1: 'one'}`, { 1: 'one' }],
    [`'it\\'s \\x41\\u00e9\\U0001F600\\n\\101'`, "it's Aé😀\nA"],
    [`"\\ud83d\\ude00 \\/"`, '😀 /'],
    [`r'a\\n'`, 'a\\n'],
    [`u'ü'`, 'ü'],
    [`'''a\nb'''`, 'a\nb'],
    [`''`, ''],
    [` { 'a' : 1 , # a comment\n } `, { a: 1 }],
    [`{'a': 1, 'a': 2}`, { a: 2 }],
    [`{'__proto__': 1}`, JSON.parse('{"__proto__": 1}')],
  ])('%s', (text, value) => {
    expect(parseLiteral(text)).toEqual({ kind: 'literal', value });
  });

  test.each([
    '',
    '{',
    `{'a'}x`,
    `{'a': }`,
    `{'a' 1}`,
    `{a: 1}`,
    `'a`,
    `'a\nb'`,
    '[1 2]',
    '1.2.3',
    '{[1]: 2}',
    'True1',
    `{'a': 1, 'b'}`,
    `'\\x4'`,
    `'\\U00110000'`,
    '[,]',
    `{'a': 1}}`,
    '['.repeat(100),
    'open("x")',
    '-',
  ])('%s is refused with a place', (text) => {
    expect(parseLiteral(text)).toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(/at character|nests deeper/),
    });
  });

  it('reads all of JSON', () => {
    holds(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parseLiteral(text)).toEqual({ kind: 'literal', value: JSON.parse(text) });
      }),
    );
  });

  it('never throws', () => {
    holds(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '[', ']', '(', ')', "'", '"', ',', ':', 'a', '1', '\\', ' ', 'u', 'None'),
        }),
        (text) => {
          expect(['literal', 'malformed']).toContain(parseLiteral(text).kind);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
