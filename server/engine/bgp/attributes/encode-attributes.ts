/** The path attributes of an UPDATE as bytes, in the order of their types (RFC 4271 §5), without the MP attributes. */

import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { concat } from '../wire/bytes.ts';
import { ATTRIBUTES } from './attribute-table.ts';
import { EXTENDED_LENGTH, type EncodeContext } from './attribute.ts';

export function encodeAttributes(attributes: PathAttributes, context: EncodeContext): Uint8Array {
  const parts: { readonly type: number; readonly bytes: Uint8Array }[] = [];
  for (const attribute of ATTRIBUTES) {
    if (attribute.internalOnly === true && !context.internal) continue;
    const value = attribute.encode(attributes, context);
    if (value !== undefined)
      parts.push({ type: attribute.type, bytes: attributeBytes(attribute.flags, attribute.type, value) });
  }
  for (const { flags, type, value } of attributes.unknown)
    parts.push({ type, bytes: attributeBytes(flags, type, value) });
  if (attributes.unknown.length > 0) parts.sort((a, b) => a.type - b.type);
  return concat(parts.map(({ bytes }) => bytes));
}

/** Head and value; the length takes two bytes where one is not enough. */
export function attributeBytes(flags: number, type: number, value: Uint8Array): Uint8Array {
  const long = value.length > 255;
  const bytes = new Uint8Array((long ? 4 : 3) + value.length);
  bytes[0] = long ? flags | EXTENDED_LENGTH : flags & ~EXTENDED_LENGTH;
  bytes[1] = type;
  if (long) {
    bytes[2] = value.length >> 8;
    bytes[3] = value.length & 0xff;
  } else bytes[2] = value.length;
  bytes.set(value, long ? 4 : 3);
  return bytes;
}
