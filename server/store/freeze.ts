import { Problem } from '../model/problem.ts';

/**
 * Levels of nesting of a record: deeper ones could exhaust the stack of recursive code. Bodies of requests are
 * limited to 64.
 */
const DEEPEST = 100;

/**
 * Freezes a JSON value deeply, and refuses values that the journal cannot represent: with a `Problem` where a request
 * can cause it (an infinite number, a depth beyond `DEEPEST`), with an error where only a bug can. A part that is
 * frozen is assumed to be deeply frozen, so that unchanged parts of a record cost nothing.
 */
export function deepFreeze<T>(value: T, where: string, depth = 0): T {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value))
        throw new Problem({
          status: 400,
          reason: 'Invalid',
          detail: `${where} holds a number that is too large to be kept (${value}): give one below 1.8e308`,
        });
      return value;
    case 'object':
      break;
    default:
      throw new Error(`BUG: ${where} holds a ${typeof value}, which JSON cannot hold.`);
  }
  if (value === null || Object.isFrozen(value)) return value;
  if (depth >= DEEPEST)
    throw new Problem({
      status: 400,
      reason: 'Invalid',
      detail: `${where} is nested more than ${DEEPEST} levels deep and cannot be kept`,
    });
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) deepFreeze(value[index], where, depth + 1);
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
      throw new Error(`BUG: ${where} holds an object that is not plain.`);
    const parts = value as { readonly [name: string]: unknown };
    for (const name in parts) if (parts[name] !== undefined) deepFreeze(parts[name], where, depth + 1);
  }
  return Object.freeze(value);
}
