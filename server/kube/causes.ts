/** The causes of a 422, with the texts of k8s.io/apimachinery's field errors. */

import type { Cause } from './kube-problem.ts';

export function required(field: string, why = ''): Cause {
  return { reason: 'FieldValueRequired', message: why === '' ? 'Required value' : `Required value: ${why}`, field };
}

/** `value` is printed as JSON, unless it is already text in Go's notation for a structure. */
export function invalidValue(field: string, value: unknown, why: string): Cause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value instanceof GoText ? value.text : JSON.stringify(value)}: ${why}`,
    field,
  };
}

export function unknownName(field: string, name: string): Cause {
  return { reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(name)}`, field };
}

export function duplicate(field: string, value: unknown): Cause {
  return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(value)}`, field };
}

export function unsupported(field: string, value: unknown, supported: readonly string[]): Cause {
  return {
    reason: 'FieldValueNotSupported',
    message:
      `Unsupported value: ${JSON.stringify(value)}: supported values: ` +
      `${supported.map((item) => JSON.stringify(item)).join(', ')}`,
    field,
  };
}

export function tooMany(field: string, count: number, most: number): Cause {
  return { reason: 'FieldValueTooMany', message: `Too many: ${count}: must have at most ${most} items`, field };
}

export function forbiddenField(field: string, why: string): Cause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}

/** Text that is printed unchanged: Go has its own notation for structures. */
export class GoText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `map[string]string{"app":"web"}`, keys sorted. */
export function goMap(map: { readonly [key: string]: unknown } | undefined): string {
  if (map === undefined) return 'map[string]string(nil)';
  return `map[string]string{${Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(map[key])}`)
    .join(', ')}}`;
}
