/** The fields of a structure by their numbers in protobuf, for reading and for writing. */

import type { KubeSchema } from './schema.ts';

export interface LaidOutField {
  readonly name: string;
  readonly schema: KubeSchema;
}

/** What stands under a number: a field, or an embedded message whose fields are those of the structure. */
type LaidOut = LaidOutField | { readonly embedded: Layout };

export type Layout = ReadonlyMap<number, LaidOut>;

const layouts = new WeakMap<KubeSchema, Layout>();

/** By number, ascending. Fields without a number are not in protobuf. */
export function layoutOf(schema: KubeSchema): Layout {
  let layout = layouts.get(schema);
  if (layout === undefined) layouts.set(schema, (layout = laidOut(schema)));
  return layout;
}

function laidOut({ properties = {} }: KubeSchema): Layout {
  const numbered = new Map<number, LaidOut>();
  const embedded = new Map<number, Map<number, LaidOut>>();
  for (const [name, schema] of Object.entries(properties)) {
    if (schema.number === undefined) continue;
    const [first, second] = schema.number;
    if (second === undefined) numbered.set(first, { name, schema });
    else {
      const fields = embedded.get(first) ?? new Map<number, LaidOut>();
      embedded.set(first, fields.set(second, { name, schema }));
    }
  }
  for (const [number, fields] of embedded) numbered.set(number, { embedded: ascending(fields) });
  return ascending(numbered);
}

function ascending(fields: ReadonlyMap<number, LaidOut>): Layout {
  return new Map([...fields].sort(([one], [other]) => one - other));
}
