/** For tests: bytes written as people write them. */

import { hexKey } from '../../../model/bgp/administrator.ts';
import { hexBytes } from './bytes.ts';

/** `00 04 | ffff`: spaces and bars do not count. */
export function hex(text: string): Uint8Array {
  return hexBytes(text.replace(/[\s|]/g, '').toLowerCase());
}

export function toHex(bytes: Uint8Array): string {
  return hexKey(bytes);
}

/** A whole message around a body: marker, length and type before it. */
export function message(type: number, body: string): Uint8Array {
  const bytes = hex(body);
  const length = 19 + bytes.length;
  return hex(
    `${'ff'.repeat(16)}${length.toString(16).padStart(4, '0')}${type.toString(16).padStart(2, '0')}${toHex(bytes)}`,
  );
}

/** The body of an UPDATE: withdrawn routes, path attributes, NLRI. */
export function updateBody(attributes: string, nlri = '', withdrawn = ''): Uint8Array {
  const field = (text: string) => `${hex(text).length.toString(16).padStart(4, '0')}${toHex(hex(text))}`;
  return hex(`${field(withdrawn)}${field(attributes)}${nlri}`);
}
