import { expect, it } from 'vitest';
import { warningsOf } from './warnings.ts';

it.each<[string | null, string[]]>([
  [null, []],
  ['', []],
  ['299 - "one"', ['one']],
  ['299 - "one, 299 - two", 299 - "unknown field \\"a\\\\b\\""', ['one, 299 - two', 'unknown field "a\\b"']],
])('%j', (header, sentences) => expect(warningsOf(header)).toEqual(sentences));
