/**
 * Per virtual network: its routing instances and its access control list, as config objects. What may be long
 * (references to route targets and to the instances of connected networks, entries of the list) is computed when the
 * object is read.
 */

import { networkAccessList } from '../../engine/policy/access-control.ts';
import type { Ref } from '../../model/config/record.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { childFqName, shortName, formatFqName } from '../../model/naming/fq-name.ts';
import { IP_FABRIC } from '../../model/naming/system-names.ts';
import type { DerivedConfigObject } from '../../model/oper/derived-config.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import type { CalcNode, RowIndex, DerivedTable, Tracked } from '../calc-node.ts';
import { derivedObject } from '../derived-object.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import { keysOf } from './keys-of.ts';
import { attachmentsOf, holderDirectory, named } from './network-directory.ts';
import { instanceKeysOf, type InstanceRow } from './routing-instances.ts';

export type ConfigObjectRow = readonly DerivedConfigObject[];

const FABRIC_NETWORK = formatFqName(IP_FABRIC);

export function networkObjects(
  instances: DerivedTable<InstanceRow>,
  facts: DerivedTable<RoutingInstanceFacts>,
  uuids: DerivedUuids,
  indexes: readonly RowIndex<ConfigObjectRow>[],
): CalcNode<ConfigObjectRow> {
  return {
    name: 'network-objects',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    hears: new Set<Kind>(['virtual-network']),
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      const network = tracked.read.get('virtual-network', key)?.value;
      if (network === undefined) return undefined;
      const objects = [
        ...instanceKeysOf(network).flatMap((instance) =>
          routingInstance(network, tracked.row(instances, instance), facts, uuids, tracked),
        ),
        ...accessControlList(network, uuids, tracked),
      ];
      return objects.length === 0 ? undefined : objects;
    },
    indexes,
  };
}

function routingInstance(
  network: VirtualNetwork,
  row: InstanceRow | undefined,
  facts: DerivedTable<RoutingInstanceFacts>,
  uuids: DerivedUuids,
  tracked: Tracked,
): readonly DerivedConfigObject[] {
  if (row === undefined || uuids.stored('routing-instance', row.fqName, tracked) !== undefined) return [];
  const { read } = tracked;
  return [
    derivedObject({
      type: 'routing-instance',
      uuid: row.uuid,
      fqName: row.fqName,
      parent: network,
      follows: network,
      props: {
        routing_instance_is_default: row.isDefault,
        ...(network.props.fabric_snat === true && row.isDefault ? { routing_instance_fabric_snat: true } : {}),
      },
      onRead: () => {
        const now = facts.get(row.key);
        const targets =
          now === undefined
            ? []
            : targetRefs(now).map(({ target, attr }): Ref => ({
                uuid: uuids.of('route-target', [target], read),
                attr,
              }));
        const peers = (now?.connections ?? []).flatMap((connection): readonly Ref[] => {
          if (connection.kind !== 'mutual') return [];
          const fqName = childFqName(connection.peerNetwork, shortName(connection.peerNetwork));
          return [{ uuid: facts.get(connection.peer)?.uuid ?? uuids.derived('routing-instance', fqName), attr: {} }];
        });
        return {
          refs: {
            ...(targets.length === 0 ? {} : { 'route-target': targets }),
            ...(peers.length === 0 ? {} : { 'routing-instance': peers }),
          },
        };
      },
    }),
  ];
}

/** The route targets of an instance as it refers to them, each with the direction for which it does. */
export function targetRefs({
  automaticTarget,
  userTargets,
}: Pick<InstanceRow, 'automaticTarget' | 'userTargets'>): readonly {
  readonly target: string;
  readonly attr: { readonly import_export: 'import' | 'export' | null };
}[] {
  const refs = (targets: readonly string[], direction: 'import' | 'export' | null) =>
    targets.map((target) => ({ target, attr: { import_export: direction } }));
  return [
    ...refs(automaticTarget === undefined ? [] : [automaticTarget], null),
    ...refs(userTargets.both, null),
    ...refs(userTargets.import, 'import'),
    ...refs(userTargets.export, 'export'),
  ];
}

function accessControlList(
  network: VirtualNetwork,
  uuids: DerivedUuids,
  tracked: Tracked,
): readonly DerivedConfigObject[] {
  const fqName = childFqName(network.fq_name, shortName(network.fq_name));
  const { policies } = attachmentsOf(network, tracked);
  const { read } = tracked;
  if (
    (policies.length === 0 && network.props.fabric_snat !== true) ||
    uuids.stored('access-control-list', fqName, tracked) !== undefined
  )
    return [];
  return [
    derivedObject({
      type: 'access-control-list',
      uuid: uuids.derived('access-control-list', fqName),
      fqName,
      parent: network,
      follows: network,
      props: {},
      // From the current network: this row does not change when only the network's policies do.
      onRead: () => {
        const now = read.get('virtual-network', network.uuid)?.value ?? network;
        const attached = attachmentsOf(now, { record: (kind, key) => read.get(kind, key) });
        const rules =
          networkAccessList(
            { ...named(now), fabricSnat: now.props.fabric_snat === true, fabricNetwork: FABRIC_NETWORK },
            attached.policies,
            holderDirectory(read),
          ) ?? [];
        return { props: { access_control_list_entries: { dynamic: false, acl_rule: rules } } };
      },
    }),
  ];
}
