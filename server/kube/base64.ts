/** Base64 (RFC 4648) as Go's `encoding/base64` reads it: padded, line breaks are skipped. */

const FORM = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LETTER = /[A-Za-z0-9+/]/;

export type Base64Reading =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  /** `at`: the position of the first character that cannot stand there. */
  | { readonly kind: 'illegal'; readonly at: number };

export function readBase64(text: string): Base64Reading {
  const plain = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text;
  if (FORM.test(plain)) return { kind: 'read', bytes: Buffer.from(plain, 'base64') };
  let at = 0;
  while (at < plain.length && LETTER.test(plain[at]!)) at++;
  const rest = plain.slice(at);
  // Padding where it may stand: what is wrong follows it; or the text ends within a group of four.
  if (rest === '') return { kind: 'illegal', at: plain.length - (plain.length % 4) };
  if (rest === '=' && at % 4 === 2) return { kind: 'illegal', at: plain.length };
  if (rest.startsWith('=') && at % 4 === 3) return { kind: 'illegal', at: at + 1 };
  if (rest.startsWith('==') && at % 4 === 2) return { kind: 'illegal', at: at + 2 };
  return { kind: 'illegal', at };
}
