/** Conditions as views show them, and the state that is derived from them. */

import type { ConditionView, State } from '../../contract/views/reference.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { isConfigType } from '../../model/config/types.ts';
import { calledBy } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { ConditionType, ObjectCondition } from '../../model/oper/condition.ts';
import type { Read } from '../../store/store.ts';

/** What a person calls the object. */
export function nameOfObject(read: Read, kind: Kind, key: string): string {
  if (!isConfigType(kind)) return key;
  const record = read.get(kind as ConfigType, key)?.value;
  if (record === undefined) return key;
  const address = calledBy(kind, record as never);
  if (address !== undefined) return address;
  // Malformed objects have conditions too.
  const name: unknown =
    Array.isArray(record.fq_name) && record.fq_name.length > 0 ? shortName(record.fq_name) : undefined;
  return typeof name === 'string' ? name : key;
}

export function conditionViews(
  read: Read,
  kind: Kind,
  key: string,
  conditions: readonly ObjectCondition[],
): readonly ConditionView[] {
  if (conditions.length === 0) return [];
  const subject = { kind, key, name: nameOfObject(read, kind, key) };
  const ids = conditionIds(kind, key, conditions);
  return conditions.map(({ type, severity, message }, nth) => ({ id: ids[nth]!, severity, type, message, subject }));
}

/** Unique ids of an object's conditions. */
export function conditionIds(kind: Kind, key: string, conditions: readonly ObjectCondition[]): readonly string[] {
  const seen = new Map<string, number>();
  return conditions.map(({ type, reason }) => {
    const same = `${kind} ${key} ${type} ${reason}`;
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    return nth === 0 ? same : `${same} ${nth + 1}`;
  });
}

const WORDS: { readonly [T in ConditionType]: string } = {
  DanglingReference: 'Dangling',
  PartiallyConnected: 'One-sided',
  PoolNotShared: 'Not shared',
  NotAssociated: 'Not associated',
  NotRouted: 'Not routed',
  NoAddress: 'No address',
  PeeringMismatch: 'Mismatch',
  NumbersExhausted: 'Exhausted',
  AddressesExhausted: 'Exhausted',
  Kept: 'Kept',
  NameCollision: 'Name taken',
  Malformed: 'Malformed',
  PoolResolved: 'Resolved',
  NoPool: 'No pool',
  Faulty: 'Faulty',
  Incomplete: 'Incomplete',
};

/** The worst condition in a word with its sentence; `fine` when none is worse than information. */
export function stateFrom(conditions: readonly ConditionView[], fine: State): State {
  const worst =
    conditions.find((condition) => condition.severity === 'error') ??
    conditions.find((condition) => condition.severity === 'warning');
  if (worst === undefined) return fine;
  return {
    tone: worst.severity === 'error' ? 'bad' : 'warn',
    word: WORDS[worst.type as ConditionType] ?? worst.type,
    reason: worst.message,
  };
}
