/** Deletes an object: refused while it has children or references to it, except relaxed references. */

import type { Ref } from '../../model/config/record.ts';
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { conflict, forbidden, pythonList } from '../problems.ts';
import { asBlocking, childrenOf, nameOf, objectOf, referrersOf } from '../records.ts';
import type { Operations, RecordOf, RefLists, ResourceRules } from '../rules.ts';
import { rulesOf } from '../types/rule-table.ts';

/**
 * Removes the record, and whatever its type's rules remove with it. `letGo`: whether a referrer's own controller
 * removes its reference, for all that go at a time; until then it dangles.
 */
export function deleteRecord<T extends ConfigType>(
  operations: Operations,
  rules: ResourceRules<T>,
  record: RecordOf<T>,
  letGo: (referrer: RecordOf<ConfigType>) => boolean = () => false,
): void {
  const { transaction } = operations.context;
  if (record.system === true)
    throw forbidden(`${nameOf(record as RecordOf<ConfigType>)} is a system object and cannot be deleted`);
  forgiving(() => rules.beforeDelete?.(operations, record));
  refuse('Delete when children still present', 'HasChildren', childrenOf(transaction, record.uuid));
  const referrers = referrersOf(transaction, record.type, record.uuid).filter(
    (referrer) => referrer.uuid !== record.uuid && !letGo(referrer),
  );
  refuse(
    'Delete when resource still referred',
    'Referred',
    referrers.filter((referrer) => !referrer.relaxed?.includes(record.uuid)),
  );
  for (const referrer of referrers) dropRelaxed(operations, referrer, record);
  const before = objectOf(transaction, record.type as T, record.uuid);
  transaction.delete(record.type, record.uuid);
  forgiving(() => rules.follow?.(operations, undefined, before));
  forgiving(() => afterRefs(operations, before.refs, {}));
}

/** Tells the types of objects that are no longer referred to. */
export function afterRefs(operations: Operations, before: RefLists, after: RefLists): void {
  for (const type of TOLD) {
    const list = before[type];
    if (list === undefined || list === after[type]) continue;
    const kept = new Set(after[type]?.map(({ uuid }) => uuid));
    for (const { uuid } of list) if (!kept.has(uuid)) rulesOf(type).afterUnreferred?.(operations, uuid);
  }
}

const TOLD = CONFIG_TYPES.filter((type) => rulesOf(type).afterUnreferred !== undefined);

/**
 * A malformed object left by an older version can be deleted although its type's rules cannot read it; their side
 * effects are skipped. A refusal remains a refusal.
 */
function forgiving(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
  }
}

function refuse(text: string, reason: string, by: readonly RecordOf<ConfigType>[]): void {
  if (by.length === 0) return;
  const shown = by.slice(0, 20);
  const more = by.length > shown.length ? ` and ${by.length - shown.length} more` : '';
  throw conflict(reason, `${text}: ${pythonList(shown.map(nameOf))}${more}`, {
    blocking: by.slice(0, 200).map(asBlocking),
  });
}

/** A relaxed reference is removed with its target. */
function dropRelaxed(operations: Operations, referrer: RecordOf<ConfigType>, target: RecordOf<ConfigType>): void {
  const { transaction } = operations.context;
  const refs: { [R in ConfigType]?: readonly Ref[] } = {};
  for (const type of CONFIG_TYPES) {
    const list = referrer.refs?.[type]?.filter((ref) => !(type === target.type && ref.uuid === target.uuid));
    if (list !== undefined && list.length > 0) refs[type] = list;
  }
  const relaxed = (referrer.relaxed ?? []).filter((uuid) => uuid !== target.uuid);
  const { relaxed: _before, ...rest } = referrer;
  const after = { ...rest, refs, ...(relaxed.length === 0 ? {} : { relaxed }) };
  transaction.put(referrer.type, referrer.uuid, after as unknown as ValueOf<ConfigType>);
}
