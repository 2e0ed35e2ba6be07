/** JSON patch (RFC 6902) with JSON pointers (RFC 6901). All operations apply, or none: a failure throws a sentence. */
import { draftOf, isDraft, sameJson, type Draft, type DraftValue } from './draft.ts';

/** Why a patch does not apply; the caller makes the refusal. */
export class PatchFailure extends Error {}

export function jsonPatch(target: Draft, operations: readonly DraftValue[]): Draft {
  const holder: Draft = { root: draftOf(target) };
  for (const operation of operations) {
    if (!isDraft(operation)) throw new PatchFailure('each operation of a JSON patch is an object with op and path');
    apply(holder, operation);
  }
  const result = holder['root'];
  if (!isDraft(result)) throw new PatchFailure('the JSON patch leaves no object');
  return result;
}

function apply(holder: Draft, operation: Draft): void {
  const path = pathOf(operation, 'path');
  switch (operation['op']) {
    case 'add': return put(holder, path, valueOf(operation), true);
    case 'replace':
      read(holder, path);
      return put(holder, path, valueOf(operation), false);
    case 'remove': return remove(holder, path);
    case 'test':
      if (!sameJson(read(holder, path), operation['value'])) throw new PatchFailure(`testing value ${String(operation['path'])} failed`);
      return;
    case 'move': {
      const from = pathOf(operation, 'from');
      const value = read(holder, from);
      remove(holder, from);
      return put(holder, path, value, true);
    }
    case 'copy': return put(holder, path, structuredClone(read(holder, pathOf(operation, 'from'))), true);
    default: throw new PatchFailure(`unknown operation "${String(operation['op'])}": use add, remove, replace, move, copy or test`);
  }
}

function valueOf(operation: Draft): DraftValue {
  const value = operation['value'];
  if (value === undefined) throw new PatchFailure(`operation ${String(operation['op'])} at ${String(operation['path'])} has no value`);
  return structuredClone(value);
}

function pathOf(operation: Draft, field: string): string[] {
  const pointer = operation[field];
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) throw new PatchFailure(`${field} is a JSON pointer, as "/metadata/labels/app"`);
  return ['root', ...pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

function parentOf(holder: Draft, path: readonly string[]): Draft | DraftValue[] {
  let at: DraftValue | undefined = holder;
  for (const step of path.slice(0, -1)) at = stepInto(at, step);
  if (Array.isArray(at) || isDraft(at)) return at;
  throw missing(path);
}

function stepInto(at: DraftValue | undefined, step: string): DraftValue | undefined {
  if (Array.isArray(at)) return /^(0|[1-9]\d*)$/.test(step) ? at[Number(step)] : undefined;
  return isDraft(at) && Object.hasOwn(at, step) ? at[step] : undefined;
}

function read(holder: Draft, path: readonly string[]): DraftValue {
  const found = stepInto(parentOf(holder, path), path.at(-1)!);
  if (found === undefined) throw missing(path);
  return found;
}

function put(holder: Draft, path: readonly string[], value: DraftValue, insert: boolean): void {
  const parent = parentOf(holder, path);
  const step = path.at(-1)!;
  if (!Array.isArray(parent)) {
    Object.defineProperty(parent, step, { value, enumerable: true, writable: true, configurable: true });
    return;
  }
  const index = step === '-' ? parent.length : /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  if (index < 0 || index > parent.length) throw missing(path);
  parent.splice(index, insert ? 0 : 1, value);
}

function remove(holder: Draft, path: readonly string[]): void {
  read(holder, path);
  const parent = parentOf(holder, path);
  const step = path.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else delete parent[step];
}

function missing(path: readonly string[]): PatchFailure {
  return new PatchFailure(`nothing stands at /${path.slice(1).join('/')}`);
}
