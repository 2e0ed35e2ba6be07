/**
 * The validity of a stored Kubernetes object, by the schema of its kind. The schema is compiled into functions once,
 * because each pod is checked several times before it is Running.
 */

import { isObject } from '../../model/json.ts';
import { KUBE_RESOURCES } from '../../model/kube/resources.ts';
import { KUBE_KINDS, kubeKey, type KubeKind } from '../../model/kube/types.ts';
import type { KubeSchema } from '../kube/schema.ts';
import { KUBE_SCHEMAS } from '../kube/schemas.ts';
import { type Faults } from './faults.ts';

/** Checks a value and adds its faults; `old` is the previous value, which is valid where it is the same object. */
type Check = (value: unknown, old: unknown, faults: Faults) => void;

/** One more than the largest int32, the type of integers in Kubernetes. */
const INT32 = 2 ** 31;
const compiled = new Map<KubeSchema, Check>();
const nothing: Check = () => {};

function check(schema: KubeSchema): Check {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = compile(schema);
  compiled.set(schema, made);
  return made;
}

function compile(schema: KubeSchema): Check {
  if (schema['x-kubernetes-int-or-string'] === true)
    return of('a number or a text', (value) => typeof value === 'string' || typeof value === 'number');
  switch (schema.type) {
    case 'object':
      return schema['x-kubernetes-preserve-unknown-fields'] === true
        ? of('an object', isObject)
        : schema.additionalProperties === undefined
          ? structure(schema.properties ?? {})
          : mapOf(check(schema.additionalProperties));
    case 'array':
      return listOf(check(schema.items ?? {}));
    case 'string':
      return of('a text', (value) => typeof value === 'string');
    case 'boolean':
      return of('true or false', (value) => typeof value === 'boolean');
    case 'integer':
      return schema.format === 'int32'
        ? of(
            'a whole number of 32 bits',
            (value) => Number.isInteger(value) && (value as number) >= -INT32 && (value as number) < INT32,
          )
        : of('a whole number', (value) => Number.isSafeInteger(value));
    case 'number':
      return of('a number', (value) => typeof value === 'number');
    default:
      return nothing;
  }
}

function of(what: string, accepts: (value: unknown) => boolean): Check {
  return (value, _old, faults) => {
    if (!accepts(value)) faults.add(`must be ${what}`);
  };
}

function listOf(item: Check): Check {
  return (value, old, faults) => {
    if (!Array.isArray(value)) return faults.add('must be a list');
    const before = Array.isArray(old) ? (old as readonly unknown[]) : [];
    for (let index = 0; index < value.length; index += 1) {
      const [is, was] = [value[index] as unknown, before[index]];
      if (is === was && typeof is === 'object') continue;
      faults.enter(index);
      item(is, was, faults);
      faults.leave();
    }
  };
}

function mapOf(item: Check): Check {
  return (value, old, faults) => {
    if (!isObject(value)) return faults.add('must be an object');
    for (const field of Object.keys(value)) {
      faults.enter(field);
      item(value[field], isObject(old) && Object.hasOwn(old, field) ? old[field] : undefined, faults);
      faults.leave();
    }
  };
}

function structure(properties: { readonly [field: string]: KubeSchema }): Check {
  const fields = new Map(Object.entries(properties).map(([field, schema]) => [field, schema]));
  return (value, old, faults) => {
    if (!isObject(value)) return faults.add('must be an object');
    for (const field in value) {
      const is = value[field];
      // To Kubernetes, a field of null is absent.
      if (is === undefined || is === null) continue;
      const was = isObject(old) ? old[field] : undefined;
      if (is === was && typeof is === 'object') continue;
      const schema = fields.get(field);
      if (schema === undefined) {
        faults.addAt(field, 'is not a field of this kind');
        continue;
      }
      faults.enter(field);
      check(schema)(is, was, faults);
      faults.leave();
    }
  };
}

const OBJECTS = new Map<KubeKind, Check>(KUBE_KINDS.map((kind) => [kind, check(KUBE_SCHEMAS[kind])]));

export function validateKubeObject(kind: KubeKind, key: string, value: unknown, old: unknown, faults: Faults): void {
  OBJECTS.get(kind)!(value, old, faults);
  const metadata = isObject(value) ? value['metadata'] : undefined;
  if (!isObject(metadata)) return faults.addAt('metadata', 'must be an object');
  const { name, namespace, uid, creationTimestamp } = metadata;
  if (typeof uid !== 'string' || uid === '' || typeof creationTimestamp !== 'string')
    faults.add('must have a uid and a creationTimestamp', 'metadata');
  if (Array.isArray(metadata['ownerReferences'])) validateOwners(metadata['ownerReferences'], faults);
  const namespaced = KUBE_RESOURCES[kind].namespaced;
  if (
    typeof name !== 'string' ||
    (namespaced && typeof namespace !== 'string') ||
    kubeKey(namespaced ? String(namespace) : undefined, name) !== key
  ) {
    faults.add(`must be the name under which the object is kept, ${key}`, 'metadata', 'name');
  }
}

function validateOwners(owners: readonly unknown[], faults: Faults): void {
  for (let index = 0; index < owners.length; index += 1) {
    const owner = owners[index];
    if (!isObject(owner)) continue;
    for (const part of ['apiVersion', 'kind', 'name', 'uid']) {
      if (owner[part] === undefined || owner[part] === null || owner[part] === '')
        faults.add('must not be empty', 'metadata', 'ownerReferences', index, part);
    }
  }
}
