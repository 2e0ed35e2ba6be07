/**
 * Strict decoding: an object read by its schema. Unknown fields are left out and reported with their path, as Go's strict
 * decoder writes it (`spec.containers[0].foo`); the first field of a wrong type is reported and ends the reading.
 */
import type { Json } from '../../model/json.ts';
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
}

interface Place {
  readonly path: string;
  readonly goPath: string;
  readonly goType: string;
}

class WrongType extends Error {
  readonly mistyped: Mistyped;
  constructor(mistyped: Mistyped) {
    super(mistyped.path);
    this.mistyped = mistyped;
  }
}

export function decodeKubeObject(schema: KubeSchema, object: { readonly [field: string]: Json }): Decoded {
  const unknown: string[] = [];
  try {
    const value = decode(schema, object, { path: '', goPath: '', goType: '' }, unknown) as { readonly [field: string]: Json };
    return { value, unknown };
  } catch (error) {
    if (error instanceof WrongType) return { value: object, unknown, mistyped: error.mistyped };
    throw error;
  }
}

function decode(schema: KubeSchema, value: Json, place: Place, unknown: string[]): Json {
  if (value === null) return null;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'number' || typeof value === 'string' ? value : wrong(schema, value, place);
  }
  switch (schema.type) {
    case 'object': return typeof value === 'object' && !Array.isArray(value) ? decodeObject(schema, value as { readonly [field: string]: Json }, place, unknown) : wrong(schema, value, place);
    case 'array':
      if (!Array.isArray(value)) return wrong(schema, value, place);
      return value.map((item: Json, index) => decode(schema.items ?? {}, item, { ...place, path: `${place.path}[${index}]` }, unknown));
    case 'string': return typeof value === 'string' ? value : wrong(schema, value, place);
    case 'boolean': return typeof value === 'boolean' ? value : wrong(schema, value, place);
    case 'integer': return Number.isInteger(value) ? value : wrong(schema, value, place);
    case 'number': return typeof value === 'number' ? value : wrong(schema, value, place);
    default: return value;
  }
}

function decodeObject(schema: KubeSchema, value: { readonly [field: string]: Json }, place: Place, unknown: string[]): Json {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return value;
  const read: { [field: string]: Json } = {};
  for (const [field, item] of Object.entries(value)) {
    const path = place.path === '' ? field : `${place.path}.${field}`;
    if (schema.additionalProperties !== undefined) {
      read[field] = decode(schema.additionalProperties, item, { ...place, path }, unknown);
      continue;
    }
    const known = Object.hasOwn(schema.properties ?? {}, field) ? schema.properties![field] : undefined;
    if (known === undefined) unknown.push(path);
    else read[field] = decode(known, item, { path, goPath: place.goPath === '' ? field : `${place.goPath}.${field}`, goType: schema.title ?? '' }, unknown);
  }
  return read;
}

function wrong(schema: KubeSchema, value: Json, place: Place): never {
  throw new WrongType({
    path: place.path, wanted: wantedName(schema), found: foundName(value), value, goField: `${place.goType}.${place.goPath}`,
  });
}

function wantedName(schema: KubeSchema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'string';
  switch (schema.type) {
    case 'integer': return schema.format ?? 'int64';
    case 'boolean': return 'bool';
    case 'array': return `[]${schema.items?.title === undefined ? 'string' : `v1.${schema.items.title}`}`;
    case 'object': return schema.title === undefined ? 'map[string]string' : `v1.${schema.title}`;
    default: return schema.type ?? 'object';
  }
}

function foundName(value: Json): Mistyped['found'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string': return 'string';
    case 'number': return 'number';
    case 'boolean': return 'bool';
    default: return 'object';
  }
}
