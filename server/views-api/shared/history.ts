/** `/views/objects/<kind>/<key>/history`: who changed what when, from the journal, newest first. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import type { HistoryEntry, HistoryPage } from '../../contract/views/objects.ts';
import { LongTask } from '../../http/turn-budget.ts';
import { valuesIn } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import type { PastChangeSet, Store } from '../../store/store.ts';
import { leafDiff } from './leaf-diff.ts';

/** Leaves listed of one change. */
const MAX_LEAVES = 100;

/** Parts of a record that change with every write and are not worth showing. */
const NOISE = /^\/(id_perms\/last_modified|metadata\/(generation|resourceVersion))$/;

function entryOf(changeSet: PastChangeSet): HistoryEntry | undefined {
  const [change] = changeSet.changes;
  if (change === undefined) return undefined;
  const all =
    change.old === undefined || change.new === undefined
      ? leafDiff(change.old?.value ?? {}, change.new?.value ?? {})
      : leafDiff(change.old.value, change.new.value).filter((leaf) => !NOISE.test(leaf.path));
  return {
    revision: changeSet.revision,
    time: changeSet.time,
    actor: changeSet.origin.actor,
    source: changeSet.origin.source,
    ...(changeSet.origin.requestId === undefined ? {} : { requestId: changeSet.origin.requestId }),
    op: change.old === undefined ? 'created' : change.new === undefined ? 'deleted' : 'changed',
    leaves: all.slice(0, MAX_LEAVES),
    ...(all.length > MAX_LEAVES ? { more: all.length - MAX_LEAVES } : {}),
    alongside: changeSet.alongside,
  };
}

export async function history(
  store: Store,
  kind: Kind,
  key: string,
  { before, limit = 50 }: QueryOf<'history'>,
): Promise<HistoryPage> {
  const { revision } = store;
  const changeSets = await store.history(kind, key, { limit, ...(before === undefined ? {} : { before }) });
  const last = changeSets.at(-1);
  const complete =
    last === undefined || (await store.history(kind, key, { limit: 1, before: last.revision })).length === 0;
  const task = new LongTask();
  const entries: HistoryEntry[] = [];
  for (const changeSet of changeSets) {
    const entry = entryOf(changeSet);
    if (entry !== undefined) entries.push(entry);
    if (task.spend('nodes', valuesIn(changeSet.changes))) await task.nextTurn();
  }
  const startsAt = store.historyStartsAt;
  const oldest = entries.at(-1);
  const older = complete && oldest?.op !== 'created' && startsAt > 1;
  return {
    entries,
    ...(complete || oldest === undefined ? {} : { next: oldest.revision }),
    startsAt,
    ...(older ? { note: `History starts at revision ${startsAt}; what was before is not kept.` } : {}),
    revision,
  };
}
