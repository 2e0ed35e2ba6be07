/** Writes YAML. */

import { dump, YAML11_SCHEMA } from 'js-yaml';

/** A JSON value as YAML with sorted keys, as Kubernetes writes it; quoted so that readers of YAML 1.1 agree. */
export function yamlText(value: unknown): string {
  return dump(value, { schema: YAML11_SCHEMA, sortKeys: true, seqNoIndent: true, lineWidth: -1, noRefs: true });
}
