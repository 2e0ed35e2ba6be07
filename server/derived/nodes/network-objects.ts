/** Per virtual network: its routing instances and its access control list, as config objects. */
import { networkAccessList } from '../../engine/policy/access-control.ts';
import type { Ref } from '../../model/config/record.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { childFqName, shortName } from '../../model/naming/fq-name.ts';
import type { DerivedConfigObject } from '../../model/oper/derived-config.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import type { CalcNode, RowIndex, Table, Tracked } from '../calc-node.ts';
import { derivedObject } from '../derived-object.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import { keysOf } from './keys-of.ts';
import { attachmentsOf, directoryFor, named } from './network-directory.ts';
import { instanceKeysOf } from './routing-instances.ts';

export type ConfigObjectRow = readonly DerivedConfigObject[];

const FABRIC_NETWORK = 'default-domain:default-project:ip-fabric';

export function networkObjects(instances: Table<RoutingInstanceFacts>, uuids: DerivedUuids, indexes: readonly RowIndex<ConfigObjectRow>[]): CalcNode<ConfigObjectRow> {
  return {
    name: 'network-objects',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      const network = tracked.read.get('virtual-network', key)?.value;
      if (network === undefined) return undefined;
      const objects = [
        ...instanceKeysOf(network).flatMap((instance) => routingInstance(network, tracked.row(instances, instance), instances, uuids, tracked)),
        ...accessControlList(network, uuids, tracked),
      ];
      return objects.length === 0 ? undefined : objects;
    },
    indexes,
  };
}

function routingInstance(
  network: VirtualNetwork, facts: RoutingInstanceFacts | undefined, instances: Table<RoutingInstanceFacts>, uuids: DerivedUuids, tracked: Tracked,
): readonly DerivedConfigObject[] {
  if (facts === undefined || uuids.stored('routing-instance', facts.fqName, tracked) !== undefined) return [];
  const target = (text: string, direction: 'import' | 'export' | null): Ref =>
    ({ uuid: uuids.of('route-target', [text], tracked), attr: { import_export: direction } });
  const targets = [
    ...(facts.automaticTarget === undefined ? [] : [target(facts.automaticTarget, null)]),
    ...facts.userTargets.both.map((text) => target(text, null)),
    ...facts.userTargets.import.map((text) => target(text, 'import')),
    ...facts.userTargets.export.map((text) => target(text, 'export')),
  ];
  const peers = facts.connections.flatMap((connection): readonly Ref[] => {
    if (connection.kind !== 'mutual') return [];
    // The peer's uuid is a function of its name: its other facts do not matter here.
    const fqName = childFqName(connection.peerNetwork, shortName(connection.peerNetwork));
    return [{ uuid: instances.get(connection.peer)?.uuid ?? uuids.derived('routing-instance', fqName), attr: {} }];
  });
  return [derivedObject({
    type: 'routing-instance',
    uuid: facts.uuid,
    fqName: facts.fqName,
    parent: network,
    follows: network,
    props: { routing_instance_is_default: facts.isDefault, ...(network.props.fabric_snat === true && facts.isDefault ? { routing_instance_fabric_snat: true } : {}) },
    refs: { ...(targets.length > 0 ? { 'route-target': targets } : {}), ...(peers.length > 0 ? { 'routing-instance': peers } : {}) },
  })];
}

function accessControlList(network: VirtualNetwork, uuids: DerivedUuids, tracked: Tracked): readonly DerivedConfigObject[] {
  const fqName = childFqName(network.fq_name, shortName(network.fq_name));
  const { policies } = attachmentsOf(network, tracked);
  const self = { ...named(network), fabricSnat: network.props.fabric_snat === true, fabricNetwork: FABRIC_NETWORK };
  const rules = networkAccessList(self, policies, directoryFor(network, tracked));
  if (rules === undefined || uuids.stored('access-control-list', fqName, tracked) !== undefined) return [];
  return [derivedObject({
    type: 'access-control-list',
    uuid: uuids.derived('access-control-list', fqName),
    fqName,
    parent: network,
    follows: network,
    props: { access_control_list_entries: { dynamic: false, acl_rule: rules } },
  })];
}
