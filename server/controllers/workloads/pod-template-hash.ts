/**
 * The label `pod-template-hash` that tells a deployment's replica sets apart: FNV-1a over the template's canonical
 * JSON, in the alphabet of k8s.io/apimachinery `rand.SafeEncodeString` (no vowels, nothing that looks like another).
 */

import type { Mint } from '../../config/write-context.ts';
import { by } from '../../model/order.ts';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

export const TEMPLATE_HASH_LABEL = 'pod-template-hash';

/** 1–10 characters; the same template gives the same text, whatever the order of its fields. */
export function podTemplateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const character of canonical(template)) {
    hash ^= character.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return [...String(hash)].map((digit) => ALPHABET[digit.codePointAt(0)! % ALPHABET.length]).join('');
}

/** The five characters at the end of a pod's name. */
export function nameSuffix(mint: Mint): string {
  const digits = mint.uuid().replaceAll('-', '');
  return Array.from(
    { length: 5 },
    (_, i) => ALPHABET[Number.parseInt(digits.slice(-4 * (i + 1)).slice(0, 4), 16) % ALPHABET.length],
  ).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(by(([key]) => key));
  return `{${fields.map(([field, item]) => `${JSON.stringify(field)}:${canonical(item)}`).join(',')}}`;
}
