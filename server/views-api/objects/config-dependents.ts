/**
 * What deleting a config object does to others. Children of a network's pools are deleted with it, floating IPs are
 * released; any other child or referrer prevents the deletion, unless the reference is relaxed.
 */

import type { Dependent } from '../../contract/views/objects.ts';
import { CONFIG_TYPES, DERIVED_TYPES, type ConfigRecord, type ConfigType } from '../../model/config/types.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { node } from '../kinds/shown-kind.ts';
import { shownOf } from '../kinds/shown.ts';
import { nameOfObject } from '../shared/conditions.ts';
import type { ViewContext } from '../shared/view-context.ts';

function blocker(context: ViewContext, record: ConfigRecord, why: string): Dependent {
  return (
    shownOf(record.type).blocker?.(context, record as never) ??
    node(
      record.type,
      record.uuid,
      nameOfObject(context.read, record.type, record.uuid),
      `${record.type} ${why}`,
      'blocks',
    )
  );
}

/**
 * Referrers that prevent the deletion: without relaxed ones, and those that are deleted with something else in the
 * tree.
 */
function referrers({ read }: ViewContext, record: ConfigRecord): readonly ConfigRecord[] {
  const found: ConfigRecord[] = [];
  for (const type of CONFIG_TYPES) {
    for (const { value } of read.lookup(byRef(type, record.type), record.uuid)) {
      const referrer = value as unknown as ConfigRecord;
      if (referrer.uuid !== record.uuid && referrer.relaxed?.includes(record.uuid) !== true) found.push(referrer);
    }
  }
  return found;
}

function childrenOf({ read }: ViewContext, uuid: string): readonly ConfigRecord[] {
  return CONFIG_TYPES.flatMap((type) =>
    [...read.lookup(byParent(type), uuid)].map(({ value }) => value as unknown as ConfigRecord),
  );
}

export function configDependents(context: ViewContext, type: ConfigType, uuid: string): Dependent {
  const record = context.read.get(type, uuid)!.value as unknown as ConfigRecord;
  const name = nameOfObject(context.read, type, uuid);
  if (record.system === true)
    return node(type, uuid, name, `${name} is a system object and cannot be deleted`, 'blocks');
  const shown = shownOf(type);
  if (shown.tree !== undefined) return shown.tree(context, record as never);
  const children: Dependent[] = [];
  for (const child of childrenOf(context, uuid)) {
    if (shownOf(child.type).goesWithParent === true) children.push(configDependents(context, child.type, child.uuid));
    else if (!DERIVED_TYPES.has(child.type)) children.push(blocker(context, child, 'stands under it'));
  }
  const found = new Map(referrers(context, record).map((referrer) => [referrer.uuid, referrer]));
  for (const referrer of found.values()) {
    const other = shownOf(referrer.type).goesWith?.(referrer as never);
    if (other !== undefined && found.has(other)) continue;
    children.push(blocker(context, referrer, 'refers to it'));
  }
  return node(type, uuid, name, record.fq_name.join(':'), 'deleted', children);
}
