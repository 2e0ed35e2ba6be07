/** One Python string literal, escapes included; JSON's strings are a part of these. */

export type StringReading =
  | { readonly kind: 'string'; readonly value: string; readonly end: number }
  | { readonly kind: 'malformed'; readonly at: number; readonly expectation: string }
  /** There is no string at this place. */
  | { readonly kind: 'none' };

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '/': '/',
  '\n': '',
};

/** Reads from index `start` on. */
export function readStringLiteral(text: string, start: number): StringReading {
  const opening = /(?:[rR][bB]?|[bB][rR]?|[uU])?('''|"""|'|")/y;
  opening.lastIndex = start;
  const opened = opening.exec(text);
  if (opened === null) return { kind: 'none' };
  const [whole, quote = ''] = opened;
  const raw = /r/i.test(whole.slice(0, whole.length - quote.length));
  let value = '';
  let at = start + whole.length;
  while (at < text.length) {
    if (text.startsWith(quote, at)) return { kind: 'string', value, end: at + quote.length };
    const character = text[at]!;
    if (character === '\n' && quote.length === 1) break;
    if (character !== '\\') {
      value += character;
      at++;
    } else if (raw) {
      value += text.slice(at, at + 2);
      at += 2;
    } else {
      const escape = readEscape(text, at + 1);
      if (escape === undefined) return { kind: 'malformed', at, expectation: 'expected a valid escape' };
      value += escape.value;
      at = escape.end;
    }
  }
  return { kind: 'malformed', at, expectation: `expected the closing ${quote}` };
}

/** The escape whose letter stands at `at`. An unknown one keeps its backslash, as in Python. */
function readEscape(text: string, at: number): { value: string; end: number } | undefined {
  const letter = text[at];
  if (letter === undefined) return undefined;
  const hexDigits = { x: 2, u: 4, U: 8 }[letter];
  if (hexDigits !== undefined) {
    const digits = text.slice(at + 1, at + 1 + hexDigits);
    const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === hexDigits ? Number.parseInt(digits, 16) : undefined;
    if (code === undefined || code > 0x10ffff) return undefined;
    return { value: letter === 'U' ? String.fromCodePoint(code) : String.fromCharCode(code), end: at + 1 + hexDigits };
  }
  const octal = /[0-7]{1,3}/y;
  octal.lastIndex = at;
  const digits = octal.exec(text)?.[0];
  if (digits !== undefined) return { value: String.fromCharCode(Number.parseInt(digits, 8)), end: at + digits.length };
  return { value: SIMPLE[letter] ?? `\\${letter}`, end: at + 1 };
}
