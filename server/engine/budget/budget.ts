/** Size limits of a document: of a body as it arrives, and of an object as a patch leaves it. */

import { Problem } from '../../model/problem.ts';

export interface Budget {
  /** Its name in messages: `the body`. */
  readonly of: string;
  /** Bytes of UTF-8, after Content-Encoding. */
  readonly bytes: number;
  /** Levels of objects and lists; the outermost is 1. */
  readonly depth: number;
  /** Objects, lists, texts, numbers, true, false and null together. */
  readonly values: number;
  /** Members of all objects together. */
  readonly keys: number;
}

/** Levels of nesting: far more than any object needs, and far fewer than would exhaust the stack. */
const DEPTH = 64;
/** Bytes. */
const MIB = 1024 * 1024;

/** One object of the Kubernetes API, in any format; also the result of a patch. */
export const KUBE_BUDGET: Budget = { of: 'the object', bytes: 3 * MIB, depth: DEPTH, values: 10_000, keys: 10_000 };
/** One request of the config API. */
export const CONFIG_BUDGET: Budget = { of: 'the body', bytes: MIB, depth: DEPTH, values: 50_000, keys: 50_000 };
/** A batch of the config API. */
export const BATCH_BUDGET: Budget = { of: 'the batch', bytes: 8 * MIB, depth: DEPTH, values: 500_000, keys: 500_000 };

export function tooManyBytes(budget: Budget): Problem {
  return tooLarge(`Request entity too large: limit is ${budget.bytes} bytes for ${budget.of}. Send it in parts.`);
}

export function tooManyValues(budget: Budget): Problem {
  return tooLarge(
    `${capital(budget.of)} holds more than ${budget.values.toLocaleString('en')} values (objects, lists, texts, ` +
      'numbers), the most that is taken here. Send it in parts.',
  );
}

export function tooManyKeys(budget: Budget): Problem {
  return tooLarge(
    `${capital(budget.of)} holds more than ${budget.keys.toLocaleString('en')} keys, the most that is taken ` +
      'here. Send it in parts.',
  );
}

export function tooDeep(budget: Budget, path: string): Problem {
  return new Problem({
    status: 400,
    reason: 'BadRequest',
    detail:
      `${capital(budget.of)} is nested more than ${budget.depth} levels ` +
      `deep${path === '' ? '' : ` at ${shortened(path)}`}. Make it flatter.`,
  });
}

/** `__proto__` as a key would be lost when it is assigned to a plain object. */
export function protoKey(path: string): Problem {
  return refused(`The key "__proto__" (${shortened(path)}) is not taken here: use another name`);
}

/** An unpaired surrogate: not a character, and not encodable in UTF-8. */
export const LONE_SURROGATE = /\p{Surrogate}/u;

export function loneSurrogate(path: string): Problem {
  return refused(
    `The text at ${shortened(path)} holds half of a surrogate pair (\\ud800 to \\udfff), which is no character: ` +
      'write both halves',
  );
}

export function refused(detail: string): Problem {
  return new Problem({ status: 400, reason: 'BadRequest', detail });
}

/** A shortened path for a message: its beginning is enough to find the place. */
export function shortened(path: string): string {
  return path.length <= 120 ? path : `${path.slice(0, 120)}…`;
}

/** `spec.containers[0].name` of its steps. */
export function joinedPath(steps: readonly (string | number)[]): string {
  let path = '';
  for (const step of steps) path += typeof step === 'number' ? `[${step}]` : path === '' ? step : `.${step}`;
  return path;
}

function tooLarge(detail: string): Problem {
  return new Problem({ status: 413, reason: 'RequestEntityTooLarge', detail });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
