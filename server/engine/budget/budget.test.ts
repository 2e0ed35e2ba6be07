import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../model/problem.ts';
import { holds } from '../../testing/seed.ts';
import type { Budget } from './budget.ts';
import { JsonReading } from './json-reading.ts';
import { weigh } from './weigh.ts';

const BUDGET: Budget = { of: 'the body', bytes: 1_000_000, depth: 8, values: 1_000, keys: 500 };

function read(text: string, step = Infinity, budget = BUDGET): unknown {
  const reading = new JsonReading(text, budget);
  while (!reading.read(step));
  return reading.value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refusal(text: string): string {
  try {
    return `taken as ${JSON.stringify(read(text))}`;
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.detail}`;
    throw error;
  }
}

/** Not so deep, no `__proto__`, and no half surrogates: what is refused on purpose. */
const json = fc
  .jsonValue({ maxDepth: 5, noUnicodeString: false })
  .map((value) => JSON.stringify(value))
  .filter((text) => !text.includes('__proto__') && !/\\ud[89a-f]/i.test(text));

describe('reading JSON', () => {
  test('what JSON.parse reads gives the same value, in one go or step by step, with any white space', () => {
    holds(
      fc.property(json, fc.integer({ min: 1, max: 5 }), (text, step) => {
        const spaced = JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n\t');
        expect(read(text)).toEqual(JSON.parse(text));
        expect(read(spaced, step)).toEqual(JSON.parse(spaced));
      }),
    );
  });

  test('what JSON.parse refuses is refused: texts that are broken at one place', () => {
    holds(
      fc.property(
        json,
        fc.nat(),
        fc.constantFrom('', ',', ':', '"', '{', ']', '0', '\\', '\u0001', 'é'),
        (text, place, instead) => {
          const at = place % (text.length + 1);
          const broken = text.slice(0, at) + instead + text.slice(at + 1);
          const notJson = /^400 The body cannot be read, as it is not JSON: .* at line \d+, column \d+/;
          const ofOneAsked = isJson(broken) ? /^taken as / : notJson;
          expect(refusal(broken)).toMatch(
            new RegExp(
              `${ofOneAsked.source}|^400 .*duplicate field|^400 .*half of a surrogate pair|^400 .*too large to be kept`,
            ),
          );
        },
      ),
    );
  });

  test.each([
    [
      'a key twice',
      '{"metadata":{"labels":{"a":"1","a":"2"}}}',
      '400 strict decoding error: duplicate field "metadata.labels.a": give it once',
    ],
    [
      'a key twice in a list',
      '{"spec":[{},{"a":1,"\\u0061":2}]}',
      '400 strict decoding error: duplicate field "spec[1].a": give it once',
    ],
    [
      '__proto__',
      '{"data":{"__proto__":"x"}}',
      '400 The key "__proto__" (data.__proto__) is not taken here: use another name',
    ],
    [
      '__proto__ with escapes',
      '{"\\u005f_proto__":{}}',
      '400 The key "__proto__" (__proto__) is not taken here: use another name',
    ],
    [
      'half a surrogate pair',
      '{"a":["\\ud800"]}',
      '400 The text at a[0] holds half of a surrogate pair (\\ud800 to \\udfff), which is no character: write ' +
        'both halves',
    ],
    [
      'a number beyond all bounds',
      '{"a":1e999}',
      '400 The number at a is too large to be kept: give one below 1.8e308',
    ],
    [
      'such a number as the whole body',
      '5e324',
      '400 The number at the top level is too large to be kept: give one below 1.8e308',
    ],
    [
      'nothing',
      '',
      '400 The body cannot be read, as it is not JSON: the end of the body at line 1, column 1, expected a value',
    ],
    [
      'a comma too many',
      '{"a":1,}',
      '400 The body cannot be read, as it is not JSON: "}" at line 1, column 8 (a), expected a key in double quotes',
    ],
    [
      'two documents',
      '{} {}',
      '400 The body cannot be read, as it is not JSON: "{" at line 1, column 4, expected the end',
    ],
    [
      'a text without its end',
      '["a',
      '400 The body cannot be read, as it is not JSON: the end of the body at line 1, column 4 ([0]), expected a ' +
        'closing quote',
    ],
  ])('%s is refused by name', (_name, text, sentence) => expect(refusal(text)).toBe(sentence));

  test.each([
    ['names of every object’s properties', '{"constructor":1,"toString":{"hasOwnProperty":[]},"prototype":null}'],
    ['both halves of a pair', '["\\ud83d\\ude00"]'],
    ['a scalar', ' -0.5e-3 '],
  ])('%s: taken', (_name, text) => expect(read(text)).toEqual(JSON.parse(text)));

  test.each([
    [
      'depth',
      '['.repeat(9) + ']'.repeat(9),
      '400 The body is nested more than 8 levels deep at [0][0][0][0][0][0][0][0]. Make it flatter.',
    ],
    [
      'values',
      `[${'1,'.repeat(1_000)}1]`,
      '413 The body holds more than 1,000 values (objects, lists, texts, numbers), the most that is taken here. ' +
        'Send it in parts.',
    ],
    [
      'keys',
      `{${Array.from({ length: 501 }, (_unused, index) => `"k${index}":1`).join(',')}}`,
      '413 The body holds more than 500 keys, the most that is taken here. Send it in parts.',
    ],
  ])('the budget of %s is kept', (_name, text, sentence) => expect(refusal(text)).toBe(sentence));

  test('endless nesting is refused where the budget ends', () => {
    expect(refusal('{"a":'.repeat(100_000))).toMatch(/^400 The body is nested more than 8 levels/);
  });
});

describe('weighing', () => {
  test('counts what reading counts', () => {
    expect(weigh({ a: [1, 'xy', null], b: {} }, BUDGET)).toEqual({ values: 6, keys: 2, characters: 4 });
  });
  test.each([
    [
      'a circle',
      (() => {
        const list: unknown[] = [];
        list.push(list);
        return list;
      })(),
      /nested more than 8 levels/,
    ],
    [
      'much, by few references',
      (() => {
        let value: unknown = 'x';
        for (let level = 0; level < 6; level++) value = Array(10).fill(value);
        return value;
      })(),
      /more than 1,000 values/,
    ],
    ['no number', { a: Number.NaN }, /The number at a is NaN/],
    ['__proto__', JSON.parse('{"a":{"__proto__":1}}'), /"__proto__" \(a\.__proto__\)/],
  ])('%s is refused', (_name, value, sentence) => expect(() => weigh(value, BUDGET)).toThrow(sentence));
});
