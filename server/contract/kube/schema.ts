/**
 * Schemas of Kubernetes objects as data, in the subset of OpenAPI 3 that Kubernetes publishes, for strict decoding and
 * the `/openapi/v3` documents. `title` is the name of the Go structure, which is part of error messages.
 */
export interface KubeSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'number';
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly properties?: { readonly [field: string]: KubeSchema };
  readonly additionalProperties?: KubeSchema;
  readonly items?: KubeSchema;
  readonly 'x-kubernetes-int-or-string'?: true;
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
}

type Fields = { readonly [field: string]: KubeSchema };

export const TEXT: KubeSchema = { type: 'string' };
export const FLAG: KubeSchema = { type: 'boolean' };
export const INT32: KubeSchema = { type: 'integer', format: 'int32' };
export const INT64: KubeSchema = { type: 'integer', format: 'int64' };
export const TIME: KubeSchema = { type: 'string', format: 'date-time' };
/** A number or a string such as `25%` or `http`. */
export const INT_OR_TEXT: KubeSchema = { 'x-kubernetes-int-or-string': true, format: 'int-or-string' };
/** `500m`, `1Gi`, or a plain number. */
export const QUANTITY: KubeSchema = { 'x-kubernetes-int-or-string': true, format: 'quantity' };
/** Any object, kept unchecked. */
export const OPEN: KubeSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export function structure(title: string, properties: Fields, description?: string): KubeSchema {
  return { type: 'object', title, properties, ...(description === undefined ? {} : { description }) };
}

export function listOf(items: KubeSchema, description?: string): KubeSchema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) };
}

export function mapOf(additionalProperties: KubeSchema): KubeSchema {
  return { type: 'object', additionalProperties };
}

export function described(schema: KubeSchema, description: string): KubeSchema {
  return { ...schema, description };
}
