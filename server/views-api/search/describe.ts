/** A found object as a result: what it is called, where it belongs. */

import type { SearchResult } from '../../contract/views/summary.ts';
import { isConfigType, type ConfigRecord } from '../../model/config/types.ts';
import { calledBy } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';
import { dotted } from '../kinds/shown-kind.ts';
import { shownOf } from '../kinds/shown.ts';
import { projectName } from '../shared/links.ts';

type Match = SearchResult['match'];

/** Undefined if it is gone. */
export function describe(read: Read, kind: Kind, key: string, match: Match, why?: string): SearchResult | undefined {
  const record = read.get(kind, key);
  if (record === undefined) return undefined;
  const shown = shownOf(kind);
  if (isConfigType(kind)) {
    const value = record.value as unknown as ConfigRecord;
    const project = projectName(value);
    const fqName = formatFqName(value.fq_name);
    return {
      kind,
      key,
      label: shown.label?.(read, record.value) ?? calledBy(kind, value as never) ?? shortName(value.fq_name),
      detail: dotted(shown.detail === undefined ? fqName : shown.detail(read, record.value), why),
      fqName,
      uuid: value.uuid,
      ...(project === undefined ? {} : { project }),
      match,
    };
  }
  const { namespace, name } = parseKubeKey(key);
  return {
    kind,
    key,
    label: name,
    detail: dotted(shown.detail === undefined ? namespace : shown.detail(read, record.value), why),
    ...(namespace === undefined ? {} : { namespace }),
    match,
  };
}
