/**
 * The readable part of a record. An older version may have left parts that no rule can read; a change of such an object
 * is compared with the rest of it, so that it can be corrected.
 */

import { refsField } from '../../contract/config/wire-names.ts';
import { faultsOf } from '../../contract/record/validate.ts';
import type { IdPerms, Perms2 } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { isObject } from '../../model/json.ts';
import type { RecordOf } from '../rules.ts';

const NOBODY: Perms2 = { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] };
/** The time of an object whose own times cannot be read. */
const ID_PERMS: IdPerms = {
  enable: true,
  user_visible: true,
  created: '1970-01-01T00:00:00.000000',
  last_modified: '1970-01-01T00:00:00.000000',
};
/** Rounds of validation: each finds up to twenty faults. */
const ROUNDS = 20;

/** The record without its malformed parts; the record itself if it has none, or if the rest is no valid record. */
export function soundPart<T extends ConfigType>(record: RecordOf<T>): RecordOf<T> {
  let sound: Record<string, unknown> = { ...record };
  for (let round = 0; round < ROUNDS; round++) {
    const faults = faultsOf(record.type, record.uuid, sound, undefined);
    if (faults.length === 0) return round === 0 ? record : (sound as unknown as RecordOf<T>);
    for (const { pointer } of faults) sound = without(sound, pointer.split('/')[2] ?? '');
  }
  return record;
}

/** `member` is the name on the wire. */
function without(record: Record<string, unknown>, member: string): Record<string, unknown> {
  const { props, refs, ...rest } = record;
  const ownProps = isObject(props) ? props : {};
  const ownRefs = isObject(refs) ? refs : {};
  if (Object.hasOwn(ownProps, member)) return { ...rest, refs: ownRefs, props: omit(ownProps, member) };
  const type = Object.keys(ownRefs).find((each) => refsField(each as ConfigType) === member || each === member);
  if (type !== undefined) return { ...rest, props: ownProps, refs: omit(ownRefs, type) };
  if (member === 'perms2') return { ...record, perms2: NOBODY };
  if (member === 'id_perms') return { ...record, id_perms: ID_PERMS };
  return { ...omit(rest, member), props: ownProps, refs: ownRefs };
}

function omit(of: Record<string, unknown>, member: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => name !== member));
}
