/** Tags of labels, found from their uuids (`model/naming/label-tag.ts`). */

import { tagNamesOf } from '../model/kube/labelled.ts';
import { labelTagUuid } from '../model/naming/label-tag.ts';
import { byLabelTag } from './indexes.ts';
import type { Read } from './store.ts';

/** The name of the tag with this uuid, if a pod or namespace has its label. */
export function usedLabel(read: Read, uuid: string): string | undefined {
  for (const kind of ['kube/Pod', 'kube/Namespace'] as const)
    for (const { value } of read.lookup(byLabelTag(kind), uuid))
      return tagNamesOf(value.metadata.labels).find((name) => labelTagUuid(name) === uuid);
  return undefined;
}
