/** `labelSelector=app in (web,db),tier!=cache,!canary`: parsing and matching (k8s.io/apimachinery labels). */

import { badRequest } from '../kube/kube-problem.ts';
import { own } from '../model/own.ts';

export type Labels = { readonly [key: string]: string } | undefined;
export type LabelMatch = (labels: Labels) => boolean;

const TOKEN = /\s*(==|!=|=|!|\(|\)|,|<|>|[^\s=!(),<>]+)/y;

/** A predicate over labels. 400 if the selector cannot be parsed. */
export function parseLabelSelector(text: string): LabelMatch {
  const tokens = tokenise(text);
  const matches: LabelMatch[] = [];
  let at = 0;
  const peek = () => tokens[at] ?? '';
  const identifier = (): string => {
    const token = peek();
    if (!isIdentifier(token)) throw badRequest(`found '${token}', expected: identifier`);
    at++;
    return token;
  };
  while (at < tokens.length) {
    if (peek() === '!') {
      at++;
      const key = identifier();
      matches.push((labels) => own(labels, key) === undefined);
    } else {
      if (!isIdentifier(peek())) throw badRequest(`found '${peek()}', expected: !, identifier, or 'end of string'`);
      const key = identifier();
      matches.push(requirement(key));
    }
    if (at < tokens.length) {
      if (peek() !== ',') throw badRequest(`found '${peek()}', expected: ',' or 'end of string'`);
      at++;
      if (at === tokens.length) throw badRequest("found '', expected: identifier after ','");
    }
  }
  return (labels) => matches.every((match) => match(labels));

  function requirement(key: string): LabelMatch {
    const operator = peek();
    if (operator === '' || operator === ',') return (labels) => own(labels, key) !== undefined;
    at++;
    switch (operator) {
      case '=':
      case '==': {
        const value = optionalValue();
        return (labels) => own(labels, key) === value;
      }
      case '!=': {
        const value = optionalValue();
        return (labels) => own(labels, key) !== value;
      }
      case 'in': {
        const values = valueList();
        return (labels) => {
          const held = own(labels, key);
          return held !== undefined && values.has(held);
        };
      }
      case 'notin': {
        const values = valueList();
        return (labels) => {
          const held = own(labels, key);
          return held === undefined || !values.has(held);
        };
      }
      case '<':
      case '>': {
        const bound = Number(identifier());
        return (labels) => {
          const held = own(labels, key);
          return held !== undefined && (operator === '<' ? Number(held) < bound : Number(held) > bound);
        };
      }
      default:
        throw badRequest(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }
  function optionalValue(): string {
    return isIdentifier(peek()) ? identifier() : '';
  }
  function valueList(): Set<string> {
    if (peek() !== '(') throw badRequest(`found '${peek()}', expected: '('`);
    at++;
    const values = new Set<string>();
    while (peek() !== ')') {
      if (at >= tokens.length) throw badRequest("found '', expected: ',' or ')'");
      if (peek() === ',') at++;
      else values.add(identifier());
    }
    at++;
    return values;
  }
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text);
    if (found === null) throw badRequest(`unable to parse the label selector "${text}"`);
    tokens.push(found[1]!);
  }
  return tokens;
}

function isIdentifier(token: string): boolean {
  return /^[^\s=!(),<>]+$/.test(token);
}
