/** Type → its wire format. Does not compile if `kinds.ts` omits a type. */

import type { z } from 'zod';
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import * as kinds from './kinds.ts';
import type { ConfigShape } from './kinds/config-shape.ts';

const SHAPES: { readonly [T in ConfigType]: ConfigShape<T> } = { ...kinds };

export const shapeOf = (type: ConfigType): ConfigShape => SHAPES[type];

const PER_PROPERTY = new Map(
  CONFIG_TYPES.map((type) => [type, new Map<string, z.ZodType>(Object.entries(SHAPES[type].properties.shape))]),
);

/** The schema of each property of a type. */
export function propertySchemas(type: ConfigType): ReadonlyMap<string, z.ZodType> {
  return PER_PROPERTY.get(type)!;
}

/** Type → its properties, each with its type in Contrail. */
export const PROPERTIES: ReadonlyMap<ConfigType, ReadonlyMap<string, string>> = new Map(
  CONFIG_TYPES.map((type) => [type, new Map(Object.entries(SHAPES[type].original))]),
);

const ATTRIBUTES = CONFIG_TYPES.flatMap((from) =>
  Object.entries(SHAPES[from].attributes ?? {}).map(([to, shape]) => [`${from} ${to}`, shape] as const),
);

/** `<from> <to>` → structure of the reference's attribute. */
export const ATTRIBUTE_STRUCTURES: ReadonlyMap<string, string> = new Map(
  ATTRIBUTES.map(([reference, { structure }]) => [reference, structure]),
);

/** `<from> <to>` → schema of the reference's attribute; other attributes are kept unchanged. */
export const REFERENCE_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  ATTRIBUTES.flatMap(([reference, { schema }]) => (schema === undefined ? [] : [[reference, schema]])),
);
