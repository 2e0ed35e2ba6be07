/**
 * The words of a shell's line (POSIX.1-2024, XCU 2.2–2.3): quotes, escapes, parameters, and the operators that are
 * modelled here: `;`, `&&`, `||`, line ends, and redirections of output to the other stream or to /dev/null.
 */

export type Token =
  | {
      readonly kind: 'word';
      /** Pieces in order, of which those in quotes are not split. */ readonly pieces: readonly Piece[];
    }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'redirection'; readonly from: 1 | 2 | 'both'; readonly to: 1 | 2 | 'nowhere' };

export type Operator = ';' | '&&' | '||';

export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** A parameter's name, which the text names as written. */
  readonly parameter?: string;
}

/** What is not understood: with the shell's name in front it is a message. */
export class ShellSyntax extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ShellSyntax';
  }
}

const REDIRECTION = /^(?:(?:([12])?>\s*&([12])(?![\w/]))|(?:([12&])?>>?\s*\/dev\/null(?![\w/])))/;
const PARAMETER = /^\$(?:\{(\w+|[?$#@*])\}|([A-Za-z_]\w*|[?$#@*\d]))/;

/** Throws `ShellSyntax`, also where there are more than `most` pieces. */
export function tokensOf(line: string, most: number): readonly Token[] {
  const tokens: Token[] = [];
  let pieces: Piece[] | undefined;
  let rest = line.replaceAll('\\\n', '');
  let count = 0;
  const more = (): void => {
    count += 1;
    if (count > most) throw new ShellSyntax(`a script has at most ${most} words, parts of words and operators here`);
  };
  const add = (piece: Piece): void => {
    more();
    (pieces ??= []).push(piece);
  };
  const close = (): void => {
    if (pieces !== undefined) tokens.push({ kind: 'word', pieces });
    pieces = undefined;
  };
  const take = (length: number): string => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken;
  };
  while (rest !== '') {
    const redirection = pieces === undefined || rest.startsWith('>') ? REDIRECTION.exec(rest) : null;
    if (redirection !== null) {
      close();
      const [all, from, to, silenced] = redirection;
      more();
      take(all.length);
      tokens.push({
        kind: 'redirection',
        from: silenced === '&' ? 'both' : (from ?? silenced) === '2' ? 2 : 1,
        to: to === undefined ? 'nowhere' : to === '2' ? 2 : 1,
      });
      continue;
    }
    const operator = /^(?:&&|\|\||;|\n)/.exec(rest)?.[0];
    if (operator !== undefined) {
      close();
      more();
      take(operator.length);
      tokens.push({ kind: 'operator', operator: operator === '\n' ? ';' : (operator as Operator) });
      continue;
    }
    const begin = rest[0]!;
    if (/\s/.test(begin)) {
      close();
      take(1);
    } else if (begin === '#' && pieces === undefined) take(/^[^\n]*/.exec(rest)![0].length);
    else if (begin === "'") {
      const end = rest.indexOf("'", 1);
      if (end < 0) throw new ShellSyntax('syntax error: unterminated quoted string');
      add({ text: rest.slice(1, end), quoted: true });
      take(end + 1);
    } else if (begin === '"') {
      take(1);
      add({ text: '', quoted: true });
      rest = quotedPieces(rest, add);
    } else if (begin === '\\') {
      take(1);
      add({ text: take(1), quoted: true });
    } else if (begin === '$' && PARAMETER.test(rest)) {
      const [all, braced, bare] = PARAMETER.exec(rest)!;
      add({ text: take(all.length), quoted: false, parameter: braced ?? bare! });
    } else if (/[|&<>(){}`]/.test(begin) || rest.startsWith('$(')) {
      if (/[{}]/.test(begin) && (pieces !== undefined || /^[{}]\S/.test(rest))) {
        add({ text: take(1), quoted: false });
        continue;
      }
      const name = rest.startsWith('$(') ? '$(' : begin;
      throw new ShellSyntax(`syntax error: "${name}" is not modelled here: join commands with ; && ||`);
    } else add({ text: take(/^[^\s'"\\$;&|<>(){}`]+/.exec(rest)?.[0].length ?? 1), quoted: false });
  }
  close();
  return tokens;
}

/** Up to the closing double quote; returns what is behind it. */
function quotedPieces(text: string, add: (piece: Piece) => void): string {
  let rest = text;
  for (;;) {
    if (rest === '') throw new ShellSyntax('syntax error: unterminated quoted string');
    if (rest.startsWith('"')) return rest.slice(1);
    const parameter = PARAMETER.exec(rest);
    if (parameter !== null) {
      add({ text: parameter[0], quoted: true, parameter: parameter[1] ?? parameter[2]! });
      rest = rest.slice(parameter[0].length);
    } else if (/^\\["\\$`]/.test(rest)) {
      add({ text: rest[1]!, quoted: true });
      rest = rest.slice(2);
    } else {
      if (rest.startsWith('`') || rest.startsWith('$('))
        throw new ShellSyntax('syntax error: command substitution is not modelled here');
      const plain = /^[^"\\$`]+/.exec(rest)?.[0] ?? rest[0]!;
      add({ text: plain, quoted: true });
      rest = rest.slice(plain.length);
    }
  }
}
