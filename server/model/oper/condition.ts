/** What an operator should know about an object, with the fix. */

import type { Kind } from '../kinds.ts';

export type ConditionType =
  | 'DanglingReference'
  | 'PartiallyConnected'
  | 'PoolNotShared'
  | 'NotAssociated'
  | 'NotRouted'
  | 'NoAddress'
  | 'PeeringMismatch'
  | 'NumbersExhausted'
  | 'AddressesExhausted'
  | 'Kept'
  | 'NameCollision'
  | 'Malformed'
  | 'PoolResolved'
  | 'NoPool'
  | 'Faulty'
  | 'Incomplete';

export interface ObjectName {
  readonly kind: Kind;
  /** uuid, or `<namespace>/<name>` for Kubernetes objects. Absent if the object does not exist. */
  readonly key: string | undefined;
  readonly name: string;
}

export interface ObjectCondition {
  readonly type: ConditionType;
  /**
   * `error`: something requested does not work. `warning`: it may not be what was intended. `info`: for information.
   */
  readonly severity: 'error' | 'warning' | 'info';
  /** A machine-readable reason, `PoolNotFound`. */
  readonly reason: string;
  /** A sentence: the object, the field, the fix. */
  readonly message: string;
  readonly refers: readonly ObjectName[];
}

/** Identifies an object with conditions: `virtual-network <uuid>`, `kube/Namespace ns-user-1`. */
export function conditionKey(kind: Kind, key: string): string {
  return `${kind} ${key}`;
}
