/**
 * Creates missing objects and single elements of existing ones; everything else of an object belongs to the operator.
 */

import { createObject, updateObject } from '../../config/operations/operations.ts';
import { ownerOf, sharePath } from '../../config/operations/ownership.ts';
import { findByFqName } from '../../config/records.ts';
import type { NewObject, RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { Ref } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import type { FqName } from '../../model/naming/fq-name.ts';
import { Problem } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';

export interface Ensured<T extends ConfigType> {
  readonly record: RecordOf<T>;
  /** Whether it was created by this call. */
  readonly fresh: boolean;
}

/** Returns the object of this name, and creates it if it does not exist. */
export function ensureObject<T extends ConfigType>(
  context: WriteContext,
  type: T,
  fqName: FqName,
  requested: () => Omit<NewObject<T>, 'fq_name'>,
): Ensured<T> {
  const found = findByFqName(context.transaction, type, fqName);
  if (found !== undefined) return { record: found, fresh: false };
  return { record: createObject(context, type, { ...requested(), fq_name: fqName }), fresh: true };
}

/** The object of this name; a `Problem` (to be tried again) when it is not there yet. */
export function awaitObject<T extends ConfigType>(read: Read, type: T, fqName: FqName): RecordOf<T> {
  const found = findByFqName(read, type, fqName);
  if (found !== undefined) return found;
  throw new Problem({ status: 503, reason: 'Waiting', detail: `${type} ${fqName.join(':')} does not exist yet.` });
}

/** Adds one reference; an existing one keeps its attribute. */
export function addRef(context: WriteContext, type: ConfigType, uuid: string, refType: ConfigType, ref: Ref): void {
  const refs = context.transaction.get(type, uuid)?.value.refs[refType] ?? [];
  if (refs.some((known) => known.uuid === ref.uuid)) return;
  updateObject(context, type, uuid, { refs: { [refType]: [...refs, ref] } });
}

/** Removes references, whoever added them, because their target is deleted. */
export function dropRefs(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  refType: ConfigType,
  gone: (target: string) => boolean,
): void {
  const refs = context.transaction.get(type, uuid)?.value.refs[refType] ?? [];
  const left = refs.filter((ref) => !gone(ref.uuid));
  if (left.length < refs.length) updateObject(context, type, uuid, { refs: { [refType]: left } });
}

/** Sets or (undefined) removes one annotation. */
export function annotate(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  key: string,
  value: string | undefined,
): void {
  const pairs = context.transaction.get(type, uuid)?.value.annotations?.key_value_pair ?? [];
  if (pairs.find((pair) => pair.key === key)?.value === value) return;
  const others = pairs.filter((pair) => pair.key !== key);
  const key_value_pair = value === undefined ? others : [...others, { key, value }];
  updateObject(context, type, uuid, { annotations: { key_value_pair } });
}

/**
 * Removes the shares that an older version stored in a network: they are stored on the projects now
 * (`given-shares.ts`).
 */
export function dropStoredShares(context: WriteContext, network: string): void {
  const record = context.transaction.get('virtual-network', network)?.value;
  const share = record?.perms2.share.filter(({ tenant }) => ownerOf(record, sharePath(tenant)) !== context.owner) ?? [];
  if (record !== undefined && share.length < record.perms2.share.length)
    updateObject(context, 'virtual-network', network, { perms2: { share } });
}
