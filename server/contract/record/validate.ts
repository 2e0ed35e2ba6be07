/**
 * Validates every record before it is stored, whichever API or controller writes it. A refusal names the object and the
 * field.
 */

import { isConfigType } from '../../model/config/types.ts';
import { stepsOf } from '../../model/json-pointer.ts';
import { isObject } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { qualifiedKind } from '../../model/kube/resources.ts';
import { isKubeKind, type KubeKind, parseKubeKey } from '../../model/kube/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { nameFault } from '../../model/naming/name-text.ts';
import { Problem, type FieldError } from '../../model/problem.ts';
import { validateConfigObject } from './config-record.ts';
import { Faults } from './faults.ts';
import { validateKubeObject } from './kube-record.ts';

/** Length limit of a key in the useragent-kv table. */
const LONGEST_KEY = 4_096;

/**
 * Throws a `Problem` unless `value` is a valid record of `kind` under `key`: 422 for Kubernetes kinds, 400 for others.
 * `old` is the stored value: parts that are the same object are not checked again, and faults that it has already do
 * not prevent other changes.
 */
export function validateRecord(kind: Kind, key: string, value: unknown, old: unknown): void {
  let faults = faultsOf(kind, key, value, old);
  if (faults.length === 0) return;
  if (old !== undefined) {
    // All faults of both versions, not only the first: correcting one fault may reveal another, which is not new.
    const before = new Set(faultsOf(kind, key, old, undefined, Infinity).map(identity));
    faults = faultsOf(kind, key, value, old, Infinity)
      .filter((fault) => !before.has(identity(fault)))
      .slice(0, faults.length);
    if (faults.length === 0) return;
  }
  throw refusalOf(kind, key, value, faults);
}

/** The first twenty (or `most`) faults of a record. Pointers refer to the object's document on the wire. */
export function faultsOf(kind: Kind, key: string, value: unknown, old: unknown, most?: number): readonly FieldError[] {
  const faults = new Faults(most);
  if (isConfigType(kind)) validateConfigObject(kind, key, value, old, faults);
  else if (kind.startsWith('kube/')) validateKubeObject(kubeKindOf(kind), key, value, old, faults);
  else validatePlain(kind as 'number-pool' | 'vrf-id' | 'key-value', key, value, faults);
  return faults.found;
}

/** The refusal with the faults of a record. */
export function refusalOf(kind: Kind, key: string, value: unknown, faults: readonly FieldError[]): Problem {
  const first = faults[0]!;
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  if (kind.startsWith('kube/')) {
    const field = fieldOf(first.pointer);
    const { name } = parseKubeKey(key);
    return new Problem({
      status: 422,
      reason: 'Invalid',
      detail: `${qualifiedKind(kubeKindOf(kind))} "${name}" is invalid: ${field}: ${first.detail}${more}`,
      fields: faults,
    });
  }
  const place = first.pointer
    .split('/')
    .slice(isConfigType(kind) ? 2 : 1)
    .join('.');
  return new Problem({
    status: 400,
    reason: 'Invalid',
    detail: `Bad property in ${nameOf(kind, key, value)}: ${place === '' ? '' : `${place}: `}${first.detail}${more}`,
    fields: faults,
  });
}

function validatePlain(
  kind: 'number-pool' | 'vrf-id' | 'key-value',
  key: string,
  value: unknown,
  faults: Faults,
): void {
  const fault = nameFault(key, LONGEST_KEY);
  if (fault !== undefined) faults.add(`The key ${JSON.stringify(key.slice(0, 60))} ${fault}`);
  if (key === '') faults.add('The key is empty');
  if (!isObject(value)) return faults.add('must be an object');
  const [member, holds, what] =
    kind === 'number-pool'
      ? (['next', Number.isSafeInteger(value['next']), 'a whole number'] as const)
      : kind === 'vrf-id'
        ? ([
            'id',
            Number.isInteger(value['id']) && (value['id'] as number) >= 1 && (value['id'] as number) <= 65_535,
            'a whole number of 1–65535',
          ] as const)
        : (['value', typeof value['value'] === 'string', 'a text'] as const);
  if (!holds) faults.addAt(member, `must be ${what}`);
  for (const other of Object.keys(value)) if (other !== member) faults.addAt(other, 'is not a member of this record');
}

function nameOf(kind: Kind, key: string, value: unknown): string {
  const name =
    isConfigType(kind) &&
    isObject(value) &&
    Array.isArray(value['fq_name']) &&
    value['fq_name'].every((part) => typeof part === 'string')
      ? formatFqName(value['fq_name'] as string[])
      : key;
  return `${kind} ${name.replace(/\p{C}/gu, '?').slice(0, 200)}`;
}

function kubeKindOf(kind: Kind): KubeKind {
  const name = kind.slice('kube/'.length);
  if (!isKubeKind(name)) throw new Error(`BUG: no record has the kind ${kind}`);
  return name;
}

/** `/spec/containers/0/name` in the notation of Kubernetes: `spec.containers[0].name`. */
function fieldOf(pointer: string): string {
  return (
    stepsOf(pointer)
      .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
      .join('')
      .replace(/^\./, '') || 'metadata'
  );
}

function identity({ pointer, detail }: FieldError): string {
  return `${pointer}\n${detail}`;
}
