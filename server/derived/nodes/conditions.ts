/**
 * What an operator should know, per object: every dangling reference, and everything that was asked for and cannot be
 * done. A table for each kind, with the object's own keys; an object without conditions has no row.
 */

import { CONFIG_TYPES, isConfigType, type ConfigType } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import type { ObjectCondition } from '../../model/oper/condition.ts';
import type { Port } from '../../model/oper/port.ts';
import { parseVrfIdKey } from '../../model/oper/vrf-id.ts';
import { byRef, byUid } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import type { CalcNode, RowChange } from '../calc-node.ts';
import { attachmentConditions } from './conditions/attachment.ts';
import { bgpRouterConditions } from './conditions/bgp-router.ts';
import type { ConditionSources, Evaluate } from './conditions/evaluate.ts';
import { floatingIpConditions } from './conditions/floating-ip.ts';
import { instanceIpConditions } from './conditions/instance-ip.ts';
import { interfaceConditions } from './conditions/interface.ts';
import { namespaceConditions } from './conditions/namespace.ts';
import { podConditions } from './conditions/pod.ts';
import { policyConditions } from './conditions/policy.ts';
import { projectConditions } from './conditions/project.ts';
import { serviceConditions } from './conditions/service.ts';
import { virtualNetworkConditions } from './conditions/virtual-network.ts';
import type { ConnectionRow } from './connections.ts';
import { keysOf } from './keys-of.ts';
import { pairOf } from './pair.ts';

const NOTHING: readonly string[] = [];

export type ConditionRow = readonly ObjectCondition[];

interface KindOfObject {
  readonly kind: Kind;
  readonly evaluate: Evaluate;
  /**
   * When an object is created or deleted, objects that refer to it are computed again, without a token for each
   * reference.
   */
  readonly refers?: true;
  /** Tables of whose rows `touchedByRow` is asked. */
  readonly hearsRows?: readonly string[];
  /** Rows that affect one object by its key, without a token for each of 100,000. */
  readonly touchedByRow?: (change: RowChange, read: Read) => readonly string[];
}

const KINDS: readonly KindOfObject[] = [
  {
    kind: 'virtual-network',
    evaluate: virtualNetworkConditions,
    refers: true,
    hearsRows: ['connections'],
    touchedByRow: partiallyConnected,
  },
  { kind: 'network-policy', evaluate: policyConditions },
  { kind: 'project', evaluate: projectConditions },
  {
    kind: 'floating-ip',
    evaluate: floatingIpConditions,
    refers: true,
    hearsRows: ['ports'],
    touchedByRow: (change) => sides(change, 'ports', (port) => port.floatingIps.map((fip) => fip.uuid)),
  },
  {
    kind: 'virtual-machine-interface',
    evaluate: interfaceConditions,
    refers: true,
    hearsRows: ['ports'],
    touchedByRow: (change) => (change.node === 'ports' ? [change.key] : []),
  },
  { kind: 'instance-ip', evaluate: instanceIpConditions, refers: true },
  {
    kind: 'bgp-router',
    evaluate: bgpRouterConditions,
    hearsRows: ['peerings'],
    touchedByRow: (change) => (change.node === 'peerings' ? change.key.split('/') : []),
  },
  { kind: 'kube/Namespace', evaluate: namespaceConditions },
  { kind: 'kube/Service', evaluate: serviceConditions },
  { kind: 'kube/Pod', evaluate: podConditions, hearsRows: ['pods', 'ports'], touchedByRow: touchedPods },
  { kind: 'kube/NetworkAttachmentDefinition', evaluate: attachmentConditions },
];

export function conditionNodes(
  sources: ConditionSources,
): readonly { readonly kind: Kind; readonly node: CalcNode<ConditionRow> }[] {
  return KINDS.map(({ kind, evaluate, refers, hearsRows, touchedByRow }) => ({
    kind,
    node: {
      name: `conditions ${kind}`,
      kind,
      keys: (read) => keysOf(read, kind),
      about: (key) => [{ kind, key }],
      // Objects with references depend on every kind that they may refer to.
      hears: new Set<Kind>(refers === true ? [kind, 'vrf-id', ...CONFIG_TYPES] : [kind]),
      touched: (change, read) => {
        const touched: readonly string[] = change.kind === kind ? [change.key] : NOTHING;
        if (refers !== true) return touched;
        const others =
          kind === 'virtual-machine-interface' && change.kind === 'vrf-id'
            ? portsOfVrf(change.key, sources)
            : referrers(kind as ConfigType, change, read);
        // Joined and not spread: an object may have more referrers than a call has room for arguments.
        return others.length === 0 ? touched : touched.concat(others);
      },
      ...(touchedByRow === undefined ? {} : { touchedByRow, hearsRows: new Set(hearsRows) }),
      compute: (key, tracked, record) => {
        const found = evaluate(key, tracked, sources, record);
        return found.length === 0 ? undefined : found;
      },
    },
  }));
}

function referrers(kind: ConfigType, change: Change, read: Read): readonly string[] {
  if (!isConfigType(change.kind) || (change.old !== undefined && change.new !== undefined)) return NOTHING;
  return [...read.lookup(byRef(kind, change.kind), change.key)].map((record) => record.key);
}

/** Interfaces of a network on a node. */
function portsOfVrf(vrfKey: string, { ports, portsByNode }: ConditionSources): readonly string[] {
  const { node, network } = parseVrfIdKey(vrfKey);
  return [...portsByNode.of(node)].filter((uuid) => ports.get(uuid)?.networkUuid === network);
}

/** Networks whose partial connections have changed. */
function partiallyConnected({ node, key, old, new: next }: RowChange): readonly string[] {
  if (node !== 'connections') return [];
  return [old, next].some((row) => (row as ConnectionRow | undefined)?.connection.kind === 'partial')
    ? [pairOf(key)[0]]
    : [];
}

function touchedPods(change: RowChange, read: Read): readonly string[] {
  if (change.node === 'pods') return [change.key];
  return sides(change, 'ports', (port) =>
    port.machineUuid === undefined ? [] : [...read.lookup(byUid('kube/Pod'), port.machineUuid)].map((pod) => pod.key),
  );
}

function sides(change: RowChange, node: string, keys: (port: Port) => readonly string[]): readonly string[] {
  if (change.node !== node) return [];
  const touched: string[] = [];
  for (const port of [change.old, change.new] as readonly (Port | undefined)[])
    if (port !== undefined) touched.push(...keys(port));
  return touched;
}
