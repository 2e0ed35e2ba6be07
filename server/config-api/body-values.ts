/** Values of request bodies, of which nothing is known yet: read as what they should be, and shown in refusals. */

import { invalid } from '../config/problems.ts';

/** Characters of a client's value that an error quotes. */
const LONGEST_SHOWN = 100;

/** A value as a refusal quotes it: short, and never by calling anything that stands in it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'None';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = String(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** A list of texts; 400 with `sentence` for anything else. */
export function textsOf(value: unknown, sentence: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw invalid(sentence);
  return value;
}
