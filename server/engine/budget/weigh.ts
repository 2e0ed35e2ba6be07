/**
 * Checks a value in memory against a budget: a YAML document after its aliases are resolved, or the result of a patch.
 * The cost is bounded by the budget, whatever the value.
 */

import type { Json } from '../../model/json.ts';
import {
  joinedPath,
  LONE_SURROGATE,
  loneSurrogate,
  protoKey,
  refused,
  tooDeep,
  tooManyBytes,
  tooManyKeys,
  tooManyValues,
  type Budget,
} from './budget.ts';

export interface Weight {
  readonly values: number;
  readonly keys: number;
  /** Characters of all strings and keys. */
  readonly characters: number;
}

/** Throws a `Problem` as soon as the value exceeds the budget or contains something that JSON cannot represent. */
export function weigh(value: unknown, budget: Budget): Weight {
  const weight = { values: 0, keys: 0, characters: 0 };
  add(value, budget, weight, []);
  return weight;
}

function add(
  value: unknown,
  budget: Budget,
  weight: { values: number; keys: number; characters: number },
  path: (string | number)[],
): void {
  if (++weight.values > budget.values) throw tooManyValues(budget);
  switch (typeof value) {
    case 'string':
      weight.characters += value.length;
      if (weight.characters > budget.bytes) throw tooManyBytes(budget);
      if (LONE_SURROGATE.test(value)) throw loneSurrogate(joinedPath(path));
      return;
    case 'number':
      if (!Number.isFinite(value))
        throw refused(`The number at ${joinedPath(path)} is ${value}, which JSON cannot say: give a plain number`);
      return;
    case 'boolean':
      return;
    case 'object':
      break;
    default:
      throw refused(`There is no value at ${joinedPath(path)} that JSON can say`);
  }
  if (value === null) return;
  if (path.length >= budget.depth) throw tooDeep(budget, joinedPath(path));
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      add(value[index], budget, weight, path);
      path.pop();
    }
    return;
  }
  for (const [key, item] of Object.entries(value as { readonly [key: string]: Json })) {
    if (item === undefined) continue;
    path.push(key);
    if (key === '__proto__') throw protoKey(joinedPath(path));
    if (++weight.keys > budget.keys) throw tooManyKeys(budget);
    weight.characters += key.length;
    add(item, budget, weight, path);
    path.pop();
  }
}
