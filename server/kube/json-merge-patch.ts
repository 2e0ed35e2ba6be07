/** JSON merge patch (RFC 7396): objects merge, null removes, everything else replaces. */

import { own } from '../model/own.ts';
import { isDraft, setField, type Draft, type DraftValue } from './draft.ts';

export function mergePatch(target: DraftValue | undefined, patch: DraftValue): DraftValue {
  if (!isDraft(patch)) return patch;
  const merged: Draft = isDraft(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else setField(merged, field, mergePatch(own(merged, field), value));
  }
  return merged;
}
