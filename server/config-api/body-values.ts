/** Reads and quotes unvalidated values of request bodies. */

import { invalid } from '../config/problems.ts';

/** Characters of a client's value that an error quotes. */
const LONGEST_SHOWN = 100;

/** A value as quoted in a refusal: shortened, and without calling any of its own methods. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'None';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = String(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** A list of strings; 400 with `sentence` for anything else. */
export function textsOf(value: unknown, sentence: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw invalid(sentence);
  return value;
}
