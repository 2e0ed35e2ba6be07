/** What must hold of any state of the whole system, whenever it was cut off. */

import { isDeepStrictEqual } from 'node:util';
import { addressUse } from '../config/addresses/address-use.ts';
import { numberUse } from '../config/numbers/number-use.ts';
import { ALL_CONTROLLERS } from '../controllers/all-controllers.ts';
import type { Failure } from '../controllers/runtime/loop.ts';
import { runToQuiescence } from '../controllers/runtime/quiescence.ts';
import { wire, type Graph } from '../derived/graph.ts';
import { recompute, tablesOf, type Tables } from '../derived/oracle.ts';
import { intervals, type IntervalTree } from '../engine/ipam/interval-tree.ts';
import { HOLDER, PLACE, placePool } from '../model/config/firewall.ts';
import type { VirtualMachineInterface } from '../model/config/types.ts';
import { LOADBALANCER_OWNER } from '../model/config/virtual-machine-interface.ts';
import { kubeKey } from '../model/kube/types.ts';
import { parseVrfIdKey, vrfIdKey } from '../model/oper/vrf-id.ts';
import { Problem } from '../model/problem.ts';
import { byRef, byUid } from '../store/indexes.ts';
import { SCHEMA } from '../store/schema.ts';
import type { ChangeSet, Read, Store, Transactor } from '../store/store.ts';
import { countingMint } from './in-memory-system.ts';
import { createMemoryStore } from './memory-store.ts';

/** The journal replayed change set by change set gives the state, and, derived in step, the tables of the oracle. */
export function replayProblems(store: Store, journal: readonly ChangeSet[]): string[] {
  const replay = createMemoryStore({ dataDirectoryId: store.dataDirectoryId });
  const graph = follow(replay, store.dataDirectoryId);
  /** What a revision is in the replay, which has no starts and so no gaps. */
  const replayed = new Map<number, number>();
  for (const { revision, origin, changes } of journal) {
    const done = replay.transact(origin, (transaction) => {
      for (const { kind, key, new: record } of changes) {
        // What went and came again in one change set was made by it.
        if (record === undefined || record.created === revision) transaction.delete(kind, key);
        if (record !== undefined) transaction.put(kind, key, record.value);
      }
    });
    if (done.changes.length === 0) return [`Revision ${revision} of the journal changes nothing.`];
    replayed.set(revision, done.revision);
    if (done.revision % 7 === 0) graph.scheduler.drain();
  }
  graph.scheduler.drain();
  const problems: string[] = [];
  for (const kind of SCHEMA.keys()) {
    if (replay.count(kind) !== store.count(kind))
      problems.push(`The journal gives ${replay.count(kind)} of ${kind}, the state has ${store.count(kind)}.`);
    for (const record of store.scan(kind))
      if (
        !isDeepStrictEqual(replay.get(kind, record.key), {
          ...record,
          created: replayed.get(record.created),
          revision: replayed.get(record.revision),
        })
      )
        problems.push(`${kind} ${record.key} differs from what the journal says.`);
  }
  return [
    ...problems,
    ...tablesDiffer(tablesOf(graph), recompute(store, store.dataDirectoryId), 'The journal, derived in step,'),
  ];
}

/** Names that controllers look at until nothing is left to do, in a directory of a few hundred objects. */
const MOST_NAMES = 300_000;

/** A fork on which the controllers finish what was cut off: nothing may be left over, and the tables stay in step. */
export function healedProblems(store: Store): string[] {
  const { fork, failures, problems } = healed(store);
  return [...failures.map(sentenceOf), ...problems, ...numbersHeldWrong(fork), ...leftOver(fork)];
}

/**
 * As above where anybody may have written anything: what a controller cannot do is a condition, what it trips over a
 * fault.
 */
export function healingFaults(store: Store): string[] {
  const { failures, problems } = healed(store);
  return [
    ...failures
      .filter(({ error }) => !(error instanceof Problem))
      .map((failure) => `${sentenceOf(failure)}\n${failure.error instanceof Error ? (failure.error.stack ?? '') : ''}`),
    ...problems,
  ];
}

function healed(store: Store): {
  readonly fork: Transactor;
  readonly failures: readonly Failure[];
  readonly problems: string[];
} {
  const fork = store.fork();
  const graph = follow(fork, store.dataDirectoryId);
  const failures = runToQuiescence(fork, ALL_CONTROLLERS, countingMint(), undefined, undefined, MOST_NAMES);
  graph.scheduler.drain();
  return {
    fork,
    failures,
    problems: tablesDiffer(
      tablesOf(graph),
      recompute(fork, store.dataDirectoryId),
      'What the controllers finish, derived in step,',
    ),
  };
}

function sentenceOf({ controller, key, error }: Failure): string {
  return `${controller} cannot reconcile ${key}: ${error instanceof Error ? error.message : String(error)}`;
}

function follow(transactor: Pick<Store, 'onCommit'> & Read, dataDirectoryId: string): Graph {
  const graph = wire(transactor, dataDirectoryId);
  graph.scheduler.markAll();
  graph.scheduler.drain();
  transactor.onCommit((changeSet) => graph.scheduler.mark(changeSet));
  return graph;
}

function tablesDiffer(actual: Tables, expected: Tables, subject: string): string[] {
  const problems: string[] = [];
  for (const [name, rows] of expected) {
    const own = actual.get(name) ?? new Map<string, unknown>();
    for (const [key, row] of rows)
      if (!isDeepStrictEqual(own.get(key), row))
        problems.push(`${subject} differs from the oracle in ${name}: ${key}.`);
    for (const key of own.keys())
      if (!rows.has(key)) problems.push(`${subject} has a row that the oracle has not, in ${name}: ${key}.`);
  }
  return problems;
}

/** Every number and address has one holder, and what is counted as used is what is held. */
export function numbersHeldWrong(read: Read): string[] {
  const numbers = new Map<string, Map<string, string[]>>();
  const addresses = new Map<string, Map<string, string[]>>();
  const hold = (pools: typeof numbers, pool: string, what: unknown, holder: string): void => {
    if (what === undefined) return;
    const held = pools.get(pool) ?? new Map<string, string[]>();
    pools.set(pool, held);
    held.set(String(what), [...(held.get(String(what)) ?? []), holder]);
  };
  for (const {
    key,
    value: { allocated = {} },
  } of read.scan('virtual-network')) {
    hold(numbers, 'network-id', allocated['network_id'], key);
    hold(
      numbers,
      allocated['route_target_width'] === 4 ? 'route-target:4-byte' : 'route-target:2-byte',
      allocated['route_target'],
      key,
    );
    for (const [what, space] of Object.entries(allocated))
      if (what.startsWith('address/')) hold(addresses, String(space), what.slice('address/'.length), key);
  }
  for (const { key, value } of read.scan('security-group'))
    hold(numbers, 'security-group', value.allocated?.['id'], key);
  for (const { key, value } of read.scan('virtual-machine-interface'))
    hold(numbers, `label:${value.allocated?.['node']}`, value.allocated?.['label'], key);
  for (const { key, value } of read.scan('vrf-id')) hold(numbers, `vrf-id:${parseVrfIdKey(key).node}`, value.id, key);
  for (const kind of ['firewall-rule', 'firewall-policy'] as const)
    for (const { key, value } of read.scan(kind))
      hold(numbers, placePool(String(value.allocated?.[HOLDER])), value.allocated?.[PLACE], key);
  for (const { key, value } of read.scan('instance-ip'))
    if (value.allocated?.['space'] !== undefined)
      hold(addresses, String(value.allocated['space']), value.props.instance_ip_address, key);
  for (const { key, value } of read.scan('floating-ip'))
    if (value.allocated?.['space'] !== undefined)
      hold(addresses, String(value.allocated['space']), value.props.floating_ip_address, key);
  for (const { key, value } of read.scan('kube/Service')) {
    for (const ip of new Set([value.spec?.clusterIP, ...(value.spec?.clusterIPs ?? [])]))
      if (ip !== undefined && ip !== 'None' && ip !== '')
        hold(addresses, `cluster-ip/${ip.includes(':') ? 6 : 4}`, ip, key);
  }
  const problems: string[] = [];
  for (const [pools, word] of [
    [numbers, 'number'],
    [addresses, 'address'],
  ] as const) {
    for (const [pool, held] of pools)
      for (const [what, holders] of held)
        if (holders.length > 1) problems.push(`The ${word} ${what} of ${pool} is held by ${holders.join(' and ')}.`);
  }
  const size = (tree: IntervalTree): number =>
    [...intervals(tree)].reduce((sum, { first, last }) => sum + Number(last - first) + 1, 0);
  for (const [pool, held] of numbers)
    if (size(read.aggregate(numberUse).get(pool)) !== held.size)
      problems.push(`${pool} counts other numbers than are held.`);
  for (const pool of read.aggregate(numberUse).keys())
    if (!numbers.has(pool) && !pool.startsWith('tag')) problems.push(`${pool} counts numbers that nobody holds.`);
  for (const [space, held] of addresses)
    if (size(read.aggregate(addressUse).get(space)?.used) !== held.size)
      problems.push(`The space ${space} counts other addresses than are held.`);
  for (const space of read.aggregate(addressUse).keys())
    if (!addresses.has(space)) problems.push(`The space ${space} counts addresses that nobody holds.`);
  return problems;
}

/** What belongs to something that is gone, once the controllers are done. */
function hasMachine(read: Read, { refs }: VirtualMachineInterface): boolean {
  return (refs['virtual-machine'] ?? []).some(({ uuid }) => read.get('virtual-machine', uuid) !== undefined);
}

export function leftOver(read: Read): string[] {
  const problems: string[] = [];
  const pods = new Set([...read.scan('kube/Pod')].map(({ value }) => value.metadata.uid));
  for (const { key } of read.scan('virtual-machine'))
    if (!pods.has(key)) problems.push(`The virtual machine ${key} is left over: its pod is gone.`);
  for (const { key, value } of read.scan('virtual-machine-interface')) {
    const balances = value.props.virtual_machine_interface_device_owner === LOADBALANCER_OWNER;
    if (
      balances ? read.countIn(byRef('loadbalancer', 'virtual-machine-interface'), key) === 0 : !hasMachine(read, value)
    )
      problems.push(`The interface ${key} is left over: its ${balances ? 'load balancer' : 'machine'} is gone.`);
  }
  for (const { key, value } of read.scan('instance-ip')) {
    if (
      !(value.refs['virtual-machine-interface'] ?? []).some(
        ({ uuid }) => read.get('virtual-machine-interface', uuid) !== undefined,
      )
    )
      problems.push(`The address ${value.props.instance_ip_address} (${key}) is left over: its interface is gone.`);
  }
  for (const { key, value } of read.scan('floating-ip')) {
    const parent = value.parent_type === 'instance-ip' ? 'instance-ip' : 'floating-ip-pool';
    if (read.get(parent, value.parent_uuid ?? '') === undefined)
      problems.push(
        `The floating IP ${key} is left over: its ${parent === 'instance-ip' ? 'address' : 'pool'} is gone.`,
      );
  }
  for (const { key } of read.scan('loadbalancer'))
    if (read.countIn(byUid('kube/Service'), key) === 0)
      problems.push(`The load balancer ${key} is left over: its service is gone.`);
  for (const [kind, parent] of [
    ['loadbalancer-listener', 'loadbalancer'],
    ['loadbalancer-pool', 'loadbalancer-listener'],
  ] as const)
    for (const { key, value } of read.scan(kind))
      if (!(value.refs[parent] ?? []).some(({ uuid }) => read.get(parent, uuid) !== undefined))
        problems.push(`The ${kind} ${key} is left over: its ${parent} is gone.`);
  for (const kind of ['Endpoints', 'EndpointSlice'] as const)
    for (const { key, value } of read.scan(`kube/${kind}`)) {
      const made = value.metadata.annotations?.['endpoints.kubernetes.io/last-change-trigger-time'] !== undefined;
      const { namespace, name, labels } = value.metadata;
      const service = kind === 'Endpoints' ? name : labels?.['kubernetes.io/service-name'];
      if (made && read.get('kube/Service', kubeKey(namespace, service ?? '')) === undefined)
        problems.push(`The ${kind} ${key} is left over: its service is gone.`);
    }
  const needed = new Set<string>();
  for (const { value } of read.scan('virtual-machine-interface'))
    for (const { uuid } of value.refs['virtual-network'] ?? [])
      needed.add(vrfIdKey(String(value.allocated?.['node']), uuid));
  for (const { value } of read.scan('floating-ip')) {
    for (const [what, network] of Object.entries(value.allocated ?? {}))
      if (what.startsWith('landed/')) needed.add(vrfIdKey(what.slice('landed/'.length), String(network)));
  }
  for (const { key } of read.scan('vrf-id'))
    if (!needed.has(key)) problems.push(`The VRF number ${key} is left over: nothing there needs it.`);
  return problems;
}
