/** Kind → its schema. Does not compile if `kinds.ts` omits a kind. */

import type { ServedResource } from '../../model/kube/resources.ts';
import type { KubeKind } from '../../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { KubeSchema } from './schema.ts';

export const KUBE_SCHEMAS: { readonly [K in KubeKind]: KubeSchema } = { ...kinds };

const renamed = new Map<ServedResource, KubeSchema>();

/** The schema of objects as a resource serves them: of a second form, with its own names of members. */
export function schemaOf(resource: ServedResource): KubeSchema {
  const first = KUBE_SCHEMAS[resource.kind];
  if (resource.renamed === undefined) return first;
  let schema = renamed.get(resource);
  if (schema === undefined) {
    const names: { readonly [member: string]: string | undefined } = resource.renamed;
    const members = Object.entries(first.properties ?? {}).map(([member, its]) => {
      const name = names[member] ?? member;
      const number = resource.numbers?.[name];
      return [name, number === undefined ? its : { ...its, number: [number] as const }];
    });
    const its = resource.package === undefined ? {} : { package: resource.package };
    renamed.set(resource, (schema = { ...first, ...its, properties: Object.fromEntries(members) }));
  }
  return schema;
}
