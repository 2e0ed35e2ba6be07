/**
 * The numbers of the data plane, allocated when a workload is placed on a compute node and released when it leaves: an
 * MPLS label for each interface, and a VRF id for each network that has an interface (or an interface's floating IP)
 * there.
 *
 * Both are stored in the records that need them: `allocated.node` and `allocated.label` of an interface,
 * `allocated["landed/<node>"] = <network>` of a floating IP. When numbers have run out, the record is stored without
 * one.
 */

import { LABELS, VRF_IDS } from '../../engine/numbering/ranges.ts';
import { networkOfFloatingIp } from '../../model/config/floating-ip-network.ts';
import type { ConfigRecordOf, ConfigType } from '../../model/config/types.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { labelPool, vrfIdPool } from '../../model/oper/number-pool.ts';
import { parseVrfIdKey, vrfIdKey } from '../../model/oper/vrf-id.ts';
import { byRef } from '../../store/indexes.ts';
import type { Aggregate, Change, Stored, Transaction } from '../../store/store.ts';
import { findObject } from '../records.ts';
import type { RecordOf } from '../rules.ts';
import type { WriteContext } from '../write-context.ts';
import { drawNumber } from './number-use.ts';

const LANDED = 'landed/';

type Interface = RecordOf<'virtual-machine-interface'>;
type FloatingIp = RecordOf<'floating-ip'>;
type Allocated = { readonly [what: string]: number | string };

/** How many interfaces and floating IPs need the VRF of a network on a node; key `<node>/<network>`. */
export const vrfNeeds: Aggregate<Map<string, number>> = {
  name: 'config/vrf-needs',
  kinds: new Set(['virtual-machine-interface', 'floating-ip']),
  create: () => new Map(),
  apply(needs: Map<string, number>, change: Change): void {
    for (const key of needsOf(change.old)) {
      const left = (needs.get(key) ?? 0) - 1;
      if (left <= 0) needs.delete(key);
      else needs.set(key, left);
    }
    for (const key of needsOf(change.new)) needs.set(key, (needs.get(key) ?? 0) + 1);
  },
  fork: (needs) => new Map(needs),
};

function needsOf(stored: Stored | undefined): string[] {
  if (stored?.kind === 'virtual-machine-interface') {
    const record = stored.value as ConfigRecordOf<'virtual-machine-interface'>;
    const node = record.allocated?.['node'];
    return node === undefined
      ? []
      : (record.refs['virtual-network'] ?? []).map((ref) => vrfIdKey(String(node), ref.uuid));
  }
  if (stored?.kind === 'floating-ip') return landings((stored.value as ConfigRecordOf<'floating-ip'>).allocated);
  return [];
}

function landings(allocated: Allocated | undefined): string[] {
  return Object.entries(allocated ?? {})
    .filter(([what]) => what.startsWith(LANDED))
    .map(([what, network]) => vrfIdKey(what.slice(LANDED.length), String(network)));
}

/** After an interface was written: label and VRF ids of the node that its machine runs on. */
export function landInterface(
  context: WriteContext,
  after: Interface | undefined,
  before: Interface | undefined,
): void {
  const { transaction } = context;
  const held = new Set([...needs('virtual-machine-interface', before), ...needs('virtual-machine-interface', after)]);
  if (after !== undefined) {
    const there = landed(transaction, after);
    if (there !== after) {
      transaction.put('virtual-machine-interface', after.uuid, there as ValueOf<'virtual-machine-interface'>);
      for (const stored of Array.from(
        transaction.lookup(byRef('floating-ip', 'virtual-machine-interface'), after.uuid),
      ))
        landFloatingIp(context, stored.value, undefined);
    }
    for (const key of needs(
      'virtual-machine-interface',
      findObject(transaction, 'virtual-machine-interface', after.uuid),
    ))
      held.add(key);
  }
  allocateVrfIds(transaction, held);
}

/** The interface with its machine's node and a label of that node; the same object if it has both already. */
export function landed(transaction: Transaction, record: Interface): Interface {
  const node = nodeOfInterface(transaction, record);
  if (record.allocated?.['node'] === node && (node === undefined || record.allocated?.['label'] !== undefined))
    return record;
  const { node: _node, label: _label, ...rest } = record.allocated ?? {};
  const label = node === undefined ? undefined : drawNumber(transaction, labelPool(node), LABELS);
  return withAllocated(record, {
    ...rest,
    ...(node === undefined ? {} : { node }),
    ...(label === undefined ? {} : { label }),
  });
}

/** Records on which node (uuid of its virtual router; undefined: on no known node) a machine runs. */
export function placeMachine(context: WriteContext, machine: string, node: string | undefined): void {
  const record = findObject(context.transaction, 'virtual-machine', machine);
  const { node: before, ...rest } = record?.allocated ?? {};
  if (record === undefined || before === node) return;
  write(context.transaction, 'virtual-machine', record, { ...rest, ...(node === undefined ? {} : { node }) });
  landMachine(context, machine);
}

/** After a machine was placed on a node or removed from it. */
export function landMachine(context: WriteContext, machine: string): void {
  for (const stored of Array.from(
    context.transaction.lookup(byRef('virtual-machine-interface', 'virtual-machine'), machine),
  ))
    landInterface(context, stored.value, undefined);
}

/** After a floating IP was written: its network's VRF on each node that has one of its interfaces. */
export function landFloatingIp(
  context: WriteContext,
  after: FloatingIp | undefined,
  before: FloatingIp | undefined,
): void {
  const { transaction } = context;
  const held = new Set([...landings(before?.allocated), ...landings(after?.allocated)]);
  if (after !== undefined) {
    const network = networkOf(transaction, after);
    const allocated: Record<string, number | string> = Object.fromEntries(
      Object.entries(after.allocated ?? {}).filter(([what]) => !what.startsWith(LANDED)),
    );
    for (const ref of network === undefined ? [] : (after.refs['virtual-machine-interface'] ?? [])) {
      const node = findObject(transaction, 'virtual-machine-interface', ref.uuid)?.allocated?.['node'];
      if (node !== undefined) allocated[`${LANDED}${node}`] = network!;
    }
    if (landings(allocated).sort().join() !== landings(after.allocated).sort().join())
      write(transaction, 'floating-ip', after, allocated);
    for (const key of landings(allocated)) held.add(key);
  }
  allocateVrfIds(transaction, held);
}

function networkOf(transaction: Transaction, floating: FloatingIp): string | undefined {
  return networkOfFloatingIp(floating, {
    instanceIp: (uuid) => findObject(transaction, 'instance-ip', uuid),
    pool: (uuid) => findObject(transaction, 'floating-ip-pool', uuid),
  });
}

function needs(kind: 'virtual-machine-interface', record: Interface | undefined): string[] {
  return record === undefined
    ? []
    : needsOf({ kind, key: record.uuid, value: record, created: 0, revision: 0 } as Stored);
}

/** Allocates the VRF ids that are needed and releases the others. */
function allocateVrfIds(transaction: Transaction, keys: ReadonlySet<string>): void {
  const needed = transaction.aggregate(vrfNeeds);
  for (const key of keys) {
    const has = transaction.get('vrf-id', key) !== undefined;
    if (needed.has(key) && !has) {
      const id = drawNumber(transaction, vrfIdPool(parseVrfIdKey(key).node), VRF_IDS);
      if (id !== undefined) transaction.put('vrf-id', key, { id });
    } else if (!needed.has(key) && has) transaction.delete('vrf-id', key);
  }
}

function nodeOfInterface(transaction: Transaction, record: Interface): string | undefined {
  for (const machine of record.refs['virtual-machine'] ?? []) {
    const placed = findObject(transaction, 'virtual-machine', machine.uuid)?.allocated?.['node'];
    if (typeof placed === 'string') return placed;
    for (const stored of transaction.lookup(byRef('virtual-router', 'virtual-machine'), machine.uuid))
      return stored.key;
  }
  return undefined;
}

function write<T extends ConfigType>(
  transaction: Transaction,
  type: T,
  record: RecordOf<T>,
  allocated: Allocated,
): void {
  transaction.put(type, record.uuid, withAllocated(record, allocated) as unknown as ValueOf<T>);
}

function withAllocated<T extends ConfigType>(record: RecordOf<T>, allocated: Allocated): RecordOf<T> {
  const { allocated: _before, ...rest } = record;
  return { ...rest, ...(Object.keys(allocated).length === 0 ? {} : { allocated }) } as RecordOf<T>;
}
