/** A script: commands joined by `;`, `&&` and `||`, as a list from left to right. */

import { ArgumentListTooLong, MOST_ARGUMENTS, MOST_CHARACTERS } from '../limits.ts';
import { ShellSyntax, tokensOf, type Operator, type Piece, type Token } from './words.ts';

type Redirection = Extract<Token, { readonly kind: 'redirection' }>;

export interface SimpleCommand {
  /** What joins it to the one before. */
  readonly after: Operator;
  readonly words: readonly (readonly Piece[])[];
  readonly redirections: readonly Redirection[];
}

/** Words that begin what is more than a simple command (XCU 2.4), unless they are quoted. */
const RESERVED = new Set(['if', 'for', 'while', 'until', 'case', 'function', '!', '[[']);

/** Commands of one script, and words and operators. */
const MOST_COMMANDS = 1000;
const MOST_TOKENS = 8 * MOST_COMMANDS;

/** Throws `ShellSyntax`. */
export function parseScript(text: string): readonly SimpleCommand[] {
  if (text.length > MOST_CHARACTERS) throw new ShellSyntax(`a script has at most ${MOST_CHARACTERS} characters here`);
  const tokens = tokensOf(text, MOST_TOKENS);
  const commands: SimpleCommand[] = [];
  let after: Operator = ';';
  let words: (readonly Piece[])[] = [];
  let redirections: Redirection[] = [];
  const close = (operator: Operator): void => {
    const [first, ...rest] = words[0] ?? [];
    if (first !== undefined && !first.quoted && rest.length === 0 && RESERVED.has(first.text))
      throw new ShellSyntax(`syntax error: "${first.text}" is not modelled here: join commands with ; && ||`);
    if (words.length > 0 || redirections.length > 0) commands.push({ after, words, redirections });
    else if (operator !== ';' || after !== ';')
      throw new ShellSyntax(`syntax error: unexpected "${operator === ';' ? after : operator}"`);
    after = operator;
    words = [];
    redirections = [];
  };
  for (const token of tokens) {
    if (token.kind === 'word') words.push(token.pieces);
    else if (token.kind === 'redirection') redirections.push(token);
    // A line may end behind && and ||.
    else if (token.operator !== ';' || words.length > 0 || after === ';') close(token.operator);
  }
  if (words.length > 0 || redirections.length > 0 || after !== ';') close(';');
  if (commands.length > MOST_COMMANDS) throw new ShellSyntax(`a script has at most ${MOST_COMMANDS} commands here`);
  return commands;
}

/**
 * The words of a command with their parameters, split where these were not quoted (XCU 2.6). Throws
 * `ArgumentListTooLong`.
 */
export function expand(
  words: readonly (readonly Piece[])[],
  valueOf: (parameter: string) => string,
): readonly string[] {
  let characters = 0;
  let count = 0;
  return words.flatMap((pieces) => {
    const fields: string[] = [];
    let field: string | undefined;
    for (const { text, quoted, parameter } of pieces) {
      const value = parameter === undefined ? text : valueOf(parameter);
      characters += value.length;
      if (characters > MOST_CHARACTERS) throw new ArgumentListTooLong();
      if (parameter === undefined || quoted) {
        field = (field ?? '') + value;
        continue;
      }
      const parts = value.split(/\s+/);
      for (const [index, part] of parts.entries()) {
        if (index > 0 && field !== undefined) {
          fields.push(field);
          field = undefined;
        }
        if (part !== '') field = (field ?? '') + part;
      }
    }
    if (field !== undefined) fields.push(field);
    count += fields.length;
    if (count > MOST_ARGUMENTS) throw new ArgumentListTooLong();
    return fields;
  });
}
