/**
 * JSON patch (RFC 6902) with JSON pointers (RFC 6901). Either all operations apply or none: a failure throws a
 * sentence.
 *
 * A few operations can produce huge results (forty times "copy the object into itself"), so their output is counted:
 * together they may write as much as the budget allows for an object, and nothing may be nested deeper than it allows.
 */

import { shortened, type Budget } from '../engine/budget/budget.ts';
import { weigh } from '../engine/budget/weigh.ts';
import { plainStep } from '../model/json-pointer.ts';
import { deepEqual } from '../model/json.ts';
import { Problem } from '../model/problem.ts';
import { copyOf, draftOf, isDraft, setField, shown, type Draft, type DraftValue } from './draft.ts';

/** Operations per patch at most. */
const MOST_OPERATIONS = 2_000;

/** Why a patch does not apply; the caller turns it into a refusal. */
export class PatchFailure extends Error {}

/**
 * The patched object; `target` is unchanged. Throws a `PatchFailure`, or a `Problem` of 413 (400 for the depth) over
 * the budget.
 */
export function jsonPatch(target: Draft, operations: readonly DraftValue[], budget: Budget): Draft {
  if (operations.length > MOST_OPERATIONS) {
    throw new Problem({
      status: 413,
      reason: 'RequestEntityTooLarge',
      detail:
        `The JSON patch has ${operations.length.toLocaleString('en')} operations; ` +
        `${MOST_OPERATIONS.toLocaleString('en')} are taken at most. Send it in parts.`,
    });
  }
  const patching = new Patching(target, budget);
  for (const operation of operations) {
    if (!isDraft(operation)) throw new PatchFailure('each operation of a JSON patch is an object with op and path');
    patching.apply(operation);
  }
  return patching.result();
}

class Patching {
  readonly #holder: Draft;
  readonly #budget: Budget;
  #values = 0;
  #characters = 0;

  constructor(target: Draft, budget: Budget) {
    this.#holder = { root: draftOf(target) };
    this.#budget = budget;
  }

  result(): Draft {
    const result = this.#holder['root'];
    if (!isDraft(result)) throw new PatchFailure('the JSON patch leaves no object');
    return result;
  }

  apply(operation: Draft): void {
    const path = this.#pathOf(operation, 'path');
    switch (operation['op']) {
      case 'add':
        return this.#write(path, valueOf(operation), true);
      case 'replace':
        this.#read(path);
        return this.#write(path, valueOf(operation), false);
      case 'remove':
        return this.#remove(path);
      case 'test':
        if (!deepEqual(this.#read(path), operation['value']))
          throw new PatchFailure(`testing value ${shortened(shown(operation['path']))} failed`);
        return;
      case 'move': {
        const from = this.#pathOf(operation, 'from');
        const value = this.#read(from);
        this.#remove(from);
        return this.#write(path, value, true);
      }
      case 'copy':
        return this.#write(path, this.#read(this.#pathOf(operation, 'from')), true);
      default:
        throw new PatchFailure(
          `unknown operation "${shortened(shown(operation['op']))}": use add, remove, replace, move, copy or test`,
        );
    }
  }

  #pathOf(operation: Draft, field: string): string[] {
    const steps = pathOf(operation, field, this.#budget.depth);
    if (steps === undefined)
      throw new PatchFailure(
        `${field} leads deeper than ${this.#budget.depth} levels: ${shortened(shown(operation[field]))}`,
      );
    return steps;
  }

  /** Writes a copy of the value there; with `insert`, a list gains an item. */
  #write(path: readonly string[], value: DraftValue, insert: boolean): void {
    this.#count(value, path.length - 1);
    const parent = this.#parentOf(path);
    const step = path.at(-1)!;
    if (!Array.isArray(parent)) return setField(parent, step, copyOf(value));
    const index = step === '-' ? parent.length : /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
    if (index < 0 || index > parent.length) throw missing(path);
    parent.splice(index, insert ? 0 : 1, copyOf(value));
  }

  #count(value: DraftValue, below: number): void {
    const { of, bytes, depth, values, keys } = this.#budget;
    try {
      const weight = weigh(value, {
        of,
        bytes: bytes - this.#characters,
        depth: Math.max(0, depth - below),
        values: values - this.#values,
        keys,
      });
      this.#values += weight.values;
      this.#characters += weight.characters;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 413) throw problem;
      throw new Problem({
        status: 413,
        reason: 'RequestEntityTooLarge',
        detail:
          `The operations of the JSON patch together write more than ${values.toLocaleString('en')} values, or ` +
          `${bytes} bytes, the most that is taken. Send it in parts.`,
      });
    }
  }

  #read(path: readonly string[]): DraftValue {
    const found = stepInto(this.#parentOf(path), path.at(-1)!);
    if (found === undefined) throw missing(path);
    return found;
  }

  #remove(path: readonly string[]): void {
    this.#read(path);
    const parent = this.#parentOf(path);
    const step = path.at(-1)!;
    if (Array.isArray(parent)) parent.splice(Number(step), 1);
    else delete parent[step];
  }

  #parentOf(path: readonly string[]): Draft | DraftValue[] {
    let at: DraftValue | undefined = this.#holder;
    for (const step of path.slice(0, -1)) at = stepInto(at, step);
    if (Array.isArray(at) || isDraft(at)) return at;
    throw missing(path);
  }
}

function valueOf(operation: Draft): DraftValue {
  const value = operation['value'];
  if (value === undefined)
    throw new PatchFailure(
      `operation ${shown(operation['op'])} at ${shortened(shown(operation['path']))} has no value`,
    );
  return value;
}

/** The tokens of a pointer, starting at the containing value; undefined if there are more than `most`. */
function pathOf(operation: Draft, field: string, most: number): string[] | undefined {
  const pointer = operation[field];
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/')))
    throw new PatchFailure(`${field} is a JSON pointer, as "/metadata/labels/app"`);
  const split = pointer.split('/', most + 2);
  if (split.length > most + 1) return undefined;
  const steps = split.slice(1).map(plainStep);
  if (steps.includes('__proto__'))
    throw new PatchFailure(`the key "__proto__" of ${shortened(pointer)} is not taken here: use another name`);
  return ['root', ...steps];
}

function stepInto(at: DraftValue | undefined, step: string): DraftValue | undefined {
  if (Array.isArray(at)) return /^(0|[1-9]\d*)$/.test(step) ? at[Number(step)] : undefined;
  return isDraft(at) && Object.hasOwn(at, step) ? at[step] : undefined;
}

function missing(path: readonly string[]): PatchFailure {
  return new PatchFailure(`nothing stands at ${shortened(`/${path.slice(1).join('/')}`)}`);
}
