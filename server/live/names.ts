/** The names of what a change set changed, as browsers get them. */

import type { LiveName } from '../contract/live/events.ts';
import type { ChangeSet } from '../store/store.ts';

/** Kinds that no page shows directly: allocation cursors and VRF numbers (VRFs are announced as `view/vrf`). */
const SILENT = new Set(['number-pool', 'vrf-id']);

export function namesOf(changeSet: ChangeSet): readonly LiveName[] {
  const names: LiveName[] = [];
  for (const { kind, key, old, new: next } of changeSet.changes) {
    if (!SILENT.has(kind))
      names.push({ kind, key, op: old === undefined ? 'created' : next === undefined ? 'deleted' : 'changed' });
  }
  return names;
}
