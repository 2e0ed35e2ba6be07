/**
 * Schemas of Kubernetes objects as data: the one declaration of each field's type, number in protobuf and description.
 * From it follow strict decoding, the check of stored objects, bodies and answers in protobuf, and the `/openapi/v3`
 * documents that `kubectl explain` prints.
 */
export interface KubeSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'number';
  /** The name of the Go structure, which is part of error messages and of the name of its OpenAPI component. */
  readonly title?: string;
  /** The package of the structure, as OpenAPI names it. */
  readonly package?: string;
  /** What the structure is; `description` is that of the field which holds it. */
  readonly about?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [field: string]: KubeSchema };
  readonly additionalProperties?: KubeSchema;
  readonly items?: KubeSchema;
  readonly 'x-kubernetes-int-or-string'?: true;
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
  /**
   * The field's number in Kubernetes' published generated.proto; two, if it stands in an embedded message that JSON
   * does not show. Absent: the field is not in protobuf.
   */
  readonly number?: readonly [number] | readonly [embedded: number, number: number];
  /** Whether Go holds a pointer, so that zero in protobuf is a value which was given. */
  readonly pointer?: true;
  readonly required?: true;
  /** What becomes of a value that a client gives. Absent: it is acted on. */
  readonly effect?: Effect;
}

/**
 * - `kept`: stored and shown as given; nothing depends on it, because no containers run here.
 * - `warned`: the same, and the client is warned, because what it asks for is this product's subject: `why` says what
 *   holds instead. A value equal to `unless` asks for nothing.
 * - `server`: the server sets it.
 * - `dropped`: accepted and not kept.
 */
export type Effect =
  | { readonly becomes: 'kept' | 'server' | 'dropped' }
  | { readonly becomes: 'warned'; readonly why: string; readonly unless?: string | number };

export type Fields = { readonly [field: string]: KubeSchema };

export const TEXT: KubeSchema = { type: 'string' };
export const FLAG: KubeSchema = { type: 'boolean' };
export const INT32: KubeSchema = { type: 'integer', format: 'int32' };
export const INT64: KubeSchema = { type: 'integer', format: 'int64' };
export const TIME: KubeSchema = { type: 'string', format: 'date-time' };
/** A time with microseconds. */
export const MICRO_TIME: KubeSchema = { type: 'string', format: 'micro-time' };
/** Bytes, in JSON as base64. */
export const BYTES: KubeSchema = { type: 'string', format: 'byte' };
/** A number or a string such as `25%` or `http`. */
export const INT_OR_TEXT: KubeSchema = { 'x-kubernetes-int-or-string': true, format: 'int-or-string' };
/** `500m`, `1Gi`, or a plain number. */
export const QUANTITY: KubeSchema = { 'x-kubernetes-int-or-string': true, format: 'quantity' };
/** Any object, kept unchecked; in protobuf its JSON. */
export const OPEN: KubeSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** One of some texts. Decoding takes any text: which are possible is a rule of the kind. */
export function choice(...values: readonly string[]): KubeSchema {
  return { type: 'string', enum: values };
}

/** A field of a structure: its number in protobuf, its type, and what it means. */
export function field(number: number, schema: KubeSchema, description: string): KubeSchema {
  return { ...schema, number: [number], description };
}

/** A field that must be given. */
export function required(number: number, schema: KubeSchema, description: string): KubeSchema {
  return { ...field(number, schema, description), required: true };
}

/** A field that is a pointer to a number, flag or text in Go: absent differs from zero. */
export function pointer(number: number, schema: KubeSchema, description: string): KubeSchema {
  return { ...field(number, schema, description), pointer: true };
}

/** The fields of a message that JSON shows as fields of the structure which holds it. */
export function embedded(number: number, fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [
      name,
      schema.number?.length === 1 ? { ...schema, number: [number, schema.number[0]] as const } : schema,
    ]),
  );
}

export function structure(title: string, properties: Fields, about?: string, of = 'io.k8s.api.core.v1'): KubeSchema {
  return {
    type: 'object',
    title,
    package: of,
    properties,
    ...(about === undefined ? {} : { about, description: about }),
  };
}

export function listOf(items: KubeSchema): KubeSchema {
  return { type: 'array', items };
}

export function mapOf(additionalProperties: KubeSchema): KubeSchema {
  return { type: 'object', additionalProperties };
}

/** A field of a custom kind, which has no protobuf. */
export function described(schema: KubeSchema, description: string): KubeSchema {
  return { ...schema, description };
}

/** A field that is stored and shown as given, and has no effect. */
export function kept(schema: KubeSchema): KubeSchema {
  return { ...schema, effect: { becomes: 'kept' } };
}

/** A field that the server sets. */
export function byServer(schema: KubeSchema): KubeSchema {
  return { ...schema, effect: { becomes: 'server' } };
}

/** A field that is accepted and not kept. */
export function dropped(schema: KubeSchema): KubeSchema {
  return { ...schema, effect: { becomes: 'dropped' } };
}

/**
 * A field without the effect that it promises, of which a client is warned.
 *
 * @param why - What holds instead.
 * @param unless - The value that asks for nothing.
 */
export function withoutEffect(schema: KubeSchema, why: string, unless?: string | number): KubeSchema {
  return { ...schema, effect: { becomes: 'warned', why, ...(unless === undefined ? {} : { unless }) } };
}
