/**
 * Text of UTF-8 bytes for people to read: what is no UTF-8 becomes U+FFFD, control characters a space (RFC 9003 §4 asks
 * receivers to be careful with what they show).
 */
export function utf8Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    const code = length === 0 ? undefined : codePoint(bytes, at, length);
    text += code === undefined ? '\ufffd' : isControl(code) ? ' ' : String.fromCodePoint(code);
    at += code === undefined ? 1 : length;
  }
  return text;
}

const LOWEST = [0, 0, 0x80, 0x800, 0x1_0000] as const;

function codePoint(bytes: Uint8Array, at: number, length: number): number | undefined {
  if (at + length > bytes.length) return undefined;
  let code = length === 1 ? bytes[at]! : bytes[at]! & (0x7f >> length);
  for (let index = 1; index < length; index++) {
    const tail = bytes[at + index]!;
    if (tail >> 6 !== 2) return undefined;
    code = (code << 6) | (tail & 0x3f);
  }
  const shortest = code >= LOWEST[length]!;
  return shortest && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff) ? code : undefined;
}

function isControl(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}
