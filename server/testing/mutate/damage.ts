/** The kinds of damage that are done to a document, for the table of what was tried. */

import { Members, Raw, type Node } from './document.ts';
import { PROTOTYPE_NAMES } from './hostile-values.ts';

export const DAMAGES = [
  'none',
  'null',
  'a boolean',
  'zero',
  'a number',
  'empty',
  'a prototype name',
  'control characters',
  'length',
  'depth',
  'a text',
  'a structure',
  'no JSON',
  'a little off',
  'plausible',
  'left out',
  'a member besides',
  'twice',
  'from elsewhere',
  'swapped',
  'another encoding',
] as const;
export type Damage = (typeof DAMAGES)[number];

/** Texts and lists that are longer than any name. */
const LONG = 64;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

/** What it is to have a value put where another one belongs. */
export function damageOf(value: Node): Damage {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'a boolean';
    case 'number':
      return value === 0 ? 'zero' : 'a number';
    case 'string':
      return damageOfText(value);
    default:
      return value instanceof Raw ? damageOfBytes(value.bytes) : damageOfStructure(value);
  }
}

function damageOfText(text: string): Damage {
  if (text.trim() === '') return 'empty';
  if (text.length >= LONG) return 'length';
  if (CONTROL.test(text)) return 'control characters';
  return isPrototypeName(text) ? 'a prototype name' : 'a text';
}

function damageOfBytes(bytes: Buffer): Damage {
  const text = bytes.toString('latin1');
  if (/^(\[\[|\{"a":[{1])/.test(text)) return 'depth';
  return /__proto__|constructor/.test(text) ? 'a prototype name' : 'no JSON';
}

function damageOfStructure(value: Node[] | Members): Damage {
  const size = value instanceof Members ? value.entries.length : value.length;
  if (size === 0) return 'empty';
  if (size >= LONG) return 'length';
  return value instanceof Members && value.entries.some(([name]) => isPrototypeName(name))
    ? 'a prototype name'
    : 'a structure';
}

function isPrototypeName(text: string): boolean {
  return PROTOTYPE_NAMES.includes(text);
}
