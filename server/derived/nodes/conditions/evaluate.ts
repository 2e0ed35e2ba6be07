/** What an evaluator of conditions gets, and how conditions are written. */

import { DERIVED_TYPES } from '../../../model/config/types.ts';
import type { ConfigRecord, ConfigType } from '../../../model/config/types.ts';
import { formatFqName, type FqName } from '../../../model/naming/fq-name.ts';
import type { ConditionType, ObjectCondition, ObjectName } from '../../../model/oper/condition.ts';
import type { Peering } from '../../../model/oper/peering.ts';
import type { PodPlacement, Port } from '../../../model/oper/port.ts';
import type { Read, Stored } from '../../../store/store.ts';
import type { DerivedTable, Tracked } from '../../calc-node.ts';
import type { Connections } from '../connections.ts';
import type { Groups } from '../groups.ts';
import type { RequestedPool } from '../pool-decisions.ts';
import type { RequestedConnections } from '../requested-connections.ts';
import type { InstanceRow } from '../routing-instances.ts';

export interface ConditionSources {
  readonly instances: DerivedTable<InstanceRow>;
  readonly requested: DerivedTable<RequestedConnections>;
  readonly connections: Connections;
  readonly ports: DerivedTable<Port>;
  readonly pods: DerivedTable<PodPlacement>;
  readonly pools: DerivedTable<RequestedPool>;
  readonly peerings: DerivedTable<Peering>;
  readonly peeringsByRouter: Groups<Peering>;
  readonly portsByNode: Groups<Port>;
}

/** Conditions of one object, in a fixed order; none if it does not exist. `record`: as it stands in the store. */
export type Evaluate = (
  key: string,
  tracked: Tracked,
  sources: ConditionSources,
  record: Stored | undefined,
) => readonly ObjectCondition[];

export function condition(
  severity: ObjectCondition['severity'],
  type: ConditionType,
  reason: string,
  message: string,
  refers: readonly ObjectName[] = [],
): ObjectCondition {
  return { type, severity, reason, message, refers };
}

export function nameOf(record: ConfigRecord): ObjectName {
  return { kind: record.type, key: record.uuid, name: formatFqName(record.fq_name) };
}

export function unknownObject(kind: ConfigType, wanted: FqName | string): ObjectName {
  return { kind, key: undefined, name: typeof wanted === 'string' ? wanted : formatFqName(wanted) };
}

/** A condition for each reference to an object that does not exist. Untracked: see `REFERRING`. */
export function danglingRefs(record: ConfigRecord, read: Read): readonly ObjectCondition[] {
  let found: ObjectCondition[] | undefined;
  for (const type in record.refs) {
    if (DERIVED_TYPES.has(type)) continue;
    for (const ref of record.refs[type as ConfigType] ?? []) {
      if (read.get(type as ConfigType, ref.uuid) !== undefined) continue;
      (found ??= []).push(
        condition(
          'error',
          'DanglingReference',
          'ReferenceNotFound',
          `${capital(record.type)} ${formatFqName(record.fq_name)} refers to ${type} ${ref.uuid}, which does not ` +
            'exist. Remove the reference, or create the object again.',
          [unknownObject(type as ConfigType, ref.uuid)],
        ),
      );
    }
  }
  return found ?? NONE;
}

export const NONE: readonly ObjectCondition[] = [];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll('-', ' ');
}
