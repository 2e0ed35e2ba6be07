/** The fields of a structure by their numbers in protobuf, for reading and for writing. */

import type { KubeSchema } from './schema.ts';

export interface LaidOutField {
  readonly name: string;
  readonly schema: KubeSchema;
}

/** What stands under a number: a field, or an embedded message whose fields are those of the structure. */
type LaidOut = LaidOutField | { readonly embedded: Layout };

export interface Layout {
  readonly byNumber: ReadonlyMap<number, LaidOut>;
  /** The highest number first. */
  readonly descending: readonly { readonly number: number; readonly field: LaidOut }[];
}

const layouts = new WeakMap<KubeSchema, Layout>();

/** Fields without a number are not in protobuf. */
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
  for (const [number, fields] of embedded) numbered.set(number, { embedded: ordered(fields) });
  return ordered(numbered);
}

function ordered(byNumber: ReadonlyMap<number, LaidOut>): Layout {
  const descending = [...byNumber].sort(([one], [other]) => other - one).map(([number, field]) => ({ number, field }));
  return { byNumber, descending };
}
