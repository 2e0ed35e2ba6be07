/**
 * Strict decoding of an object by its schema. Unknown fields are dropped and reported with their path in the notation
 * of Go's strict decoder (`spec.containers[0].foo`); the first field of a wrong type is reported and ends decoding.
 */

import type { Json } from '../../model/json.ts';
import { formatQuantity, parseQuantity } from '../../model/kube/quantity.ts';
import type { KubeSchema } from './schema.ts';

export interface Mistyped {
  /** `spec.containers[0].ports[0].containerPort`. */
  readonly path: string;
  readonly wanted: string;
  readonly found: 'object' | 'array' | 'string' | 'number' | 'bool' | 'null';
  readonly value: Json;
  /** `ContainerPort.spec.containers.ports.containerPort`, as Go names the field. */
  readonly goField: string;
}

export interface Decoded {
  readonly value: { readonly [field: string]: Json };
  readonly unknown: readonly string[];
  readonly mistyped?: Mistyped;
  /** Why a quantity is none. */
  readonly malformed?: string;
}

class WrongType extends Error {
  readonly mistyped: Mistyped;
  constructor(mistyped: Mistyped) {
    super(mistyped.path);
    this.mistyped = mistyped;
  }
}

const QUANTITY_FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

class NoQuantity extends Error {}

/** The value is a copy of the fields that the schema knows, with quantities in their canonical form. */
export function decodeKubeObject(schema: KubeSchema, object: { readonly [field: string]: Json }): Decoded {
  const decoding = new Decoding();
  try {
    return { value: decoding.read(schema, object) as { readonly [field: string]: Json }, unknown: decoding.unknown };
  } catch (error) {
    if (error instanceof NoQuantity) return { value: object, unknown: decoding.unknown, malformed: error.message };
    if (error instanceof WrongType) return { value: object, unknown: decoding.unknown, mistyped: error.mistyped };
    throw error;
  }
}

/** One decoding. The current place is kept on two stacks, so that paths are built only for messages. */
class Decoding {
  readonly unknown: string[] = [];
  readonly #path: (string | number)[] = [];
  /** Only fields of structures, and the structures that contain them: Go's name of a field. */
  readonly #goPath: string[] = [];
  readonly #goTypes: string[] = [];

  read(schema: KubeSchema, value: Json): Json {
    if (value === null) return null;
    if (schema['x-kubernetes-int-or-string'] === true) {
      if (typeof value !== 'number' && typeof value !== 'string') return this.#wrong(schema, value);
      return schema.format === 'quantity' ? quantityOf(String(value)) : value;
    }
    switch (schema.type) {
      case 'object':
        return typeof value === 'object' && !Array.isArray(value)
          ? this.#object(schema, value as { readonly [field: string]: Json })
          : this.#wrong(schema, value);
      case 'array':
        return Array.isArray(value)
          ? this.#list(schema.items ?? {}, value as readonly Json[])
          : this.#wrong(schema, value);
      case 'string':
        return typeof value === 'string' ? value : this.#wrong(schema, value);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#wrong(schema, value);
      case 'integer':
        return Number.isInteger(value) ? value : this.#wrong(schema, value);
      case 'number':
        return typeof value === 'number' ? value : this.#wrong(schema, value);
      default:
        return copyOf(value);
    }
  }

  #object(schema: KubeSchema, value: { readonly [field: string]: Json }): Json {
    if (schema['x-kubernetes-preserve-unknown-fields'] === true) return copyOf(value);
    if (schema.additionalProperties !== undefined) return this.#map(schema.additionalProperties, value);
    const properties = schema.properties ?? {};
    const read: { [field: string]: Json } = {};
    this.#goTypes.push(schema.title ?? '');
    for (const [field, item] of Object.entries(value)) {
      this.#path.push(field);
      if (Object.hasOwn(properties, field)) {
        // As in Go, a field of null is absent.
        if (item === null) {
          this.#path.pop();
          continue;
        }
        this.#goPath.push(field);
        read[field] = this.read(properties[field]!, item);
        this.#goPath.pop();
      } else this.unknown.push(pathText(this.#path));
      this.#path.pop();
    }
    this.#goTypes.pop();
    return read;
  }

  #map(schema: KubeSchema, value: { readonly [key: string]: Json }): Json {
    const read: { [key: string]: Json } = {};
    for (const [key, item] of Object.entries(value)) {
      this.#path.push(key);
      read[key] = item === null ? zeroOf(schema) : this.read(schema, item);
      this.#path.pop();
    }
    return read;
  }

  #list(schema: KubeSchema, value: readonly Json[]): Json {
    return value.map((item, index) => {
      this.#path.push(index);
      const read = item === null ? zeroOf(schema) : this.read(schema, item);
      this.#path.pop();
      return read;
    });
  }

  #wrong(schema: KubeSchema, value: Json): never {
    throw new WrongType({
      path: pathText(this.#path),
      wanted: wantedName(schema),
      found: foundName(value),
      value,
      goField: `${this.#goTypes.at(-1) ?? ''}.${this.#goPath.join('.')}`,
    });
  }
}

function quantityOf(text: string): string {
  const quantity = parseQuantity(text.trim());
  if (quantity === undefined) throw new NoQuantity(QUANTITY_FORM);
  return formatQuantity(quantity);
}

/** Go's zero value for null where a value is required: in the values of a map and the items of a list. */
function zeroOf(schema: KubeSchema): Json {
  switch (schema.type) {
    case 'string':
      return '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return null;
  }
}

function pathText(path: readonly (string | number)[]): string {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}

function copyOf(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}

function wantedName(schema: KubeSchema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'string';
  switch (schema.type) {
    case 'integer':
      return schema.format ?? 'int64';
    case 'boolean':
      return 'bool';
    case 'array':
      return `[]${schema.items?.title === undefined ? 'string' : `v1.${schema.items.title}`}`;
    case 'object':
      return schema.title === undefined ? 'map[string]string' : `v1.${schema.title}`;
    default:
      return schema.type ?? 'object';
  }
}

function foundName(value: Json): Mistyped['found'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'bool';
    default:
      return 'object';
  }
}
