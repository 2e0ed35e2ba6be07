/** Virtual networks: numbers, route targets, sharing, subnets. */

import { NETWORK_IDS } from '../../engine/numbering/ranges.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { automaticBand } from '../../model/bgp/route-target-band.ts';
import type { Ref } from '../../model/config/record.ts';
import { kindOf } from '../../model/config/types.ts';
import type { Json } from '../../model/json.ts';
import { routeTargetPool } from '../../model/oper/number-pool.ts';
import { byVxlanId } from '../../store/indexes.ts';
import { drawNumber } from '../numbers/number-use.ts';
import { conflict, forbidden, invalidField } from '../problems.ts';
import { nameOf } from '../records.ts';
import type { RecordOf, ResourceRules, Writing } from '../rules.ts';
import { globalAsn } from '../system-settings.ts';
import type { WriteContext } from '../write-context.ts';
import { checkClusterOverlap } from './cluster-overlap.ts';
import { completeRouteTargets } from './route-target-rules.ts';
import { completeSharing, withoutGivenShares } from './virtual-network-sharing.ts';
import { completeNetworkSubnets, subnetsOf } from './virtual-network-subnets.ts';

type Network = RecordOf<'virtual-network'>;

export const virtualNetwork: ResourceRules<'virtual-network'> = {
  ...kindOf('virtual-network'),
  quotaOfParts: {
    resource: 'subnet',
    count: ({ refs }) =>
      (refs['network-ipam'] ?? []).reduce(
        (sum, ref) => sum + subnetsOf(ref).filter((subnet) => subnet.subnet !== undefined).length,
        0,
      ),
  },
  complete(writing) {
    const { context, before } = writing;
    checkVxlanIdentifier(writing);
    let network = withoutGivenShares(context.transaction, completeSharing(writing));
    network = {
      ...network,
      props: completeRouteTargets(context.transaction, network.props, before?.props, (list) => writing.given(list)),
    };
    checkServiceChains(network);
    network = completeNetworkSubnets({ ...writing, draft: withPolicySequence(network) });
    // kube-manager connects only the cluster's own networks with each other.
    if (context.owner === undefined)
      for (const sentence of checkClusterOverlap(context.transaction, network, before)) context.warn?.(sentence);
    return before === undefined ? withNumbers(context, network) : keepingNumbers(writing, network);
  },
};

function checkVxlanIdentifier({ draft, before, context }: Writing<'virtual-network'>): void {
  const vni = draft.props.virtual_network_properties?.vxlan_network_identifier;
  if (vni === undefined || vni === before?.props.virtual_network_properties?.vxlan_network_identifier) return;
  const pointer = '/virtual-network/virtual_network_properties/vxlan_network_identifier';
  if (!Number.isInteger(vni) || vni < 1 || vni > 16_777_215)
    throw invalidField(pointer, `VxLAN id ${vni} is outside of 1–16777215`);
  for (const { value: other } of context.transaction.lookup(byVxlanId('virtual-network'), vni)) {
    if (other.uuid !== draft.uuid) throw invalidField(pointer, `VxLAN id ${vni} is taken by ${nameOf(other)}`);
  }
}

function checkServiceChains(network: Network): void {
  const {
    multi_policy_service_chains_enabled: enabled,
    import_route_target_list: imports,
    export_route_target_list: exports,
  } = network.props;
  if (enabled !== true || !imports?.route_target.length || !exports?.route_target.length) return;
  throw conflict(
    'Invalid',
    'Multi policy service chains are not supported, with both import export external route targets',
  );
}

/** A policy reference without a sequence number comes first. */
function withPolicySequence(network: Network): Network {
  const policies = network.refs['network-policy'];
  if (policies === undefined) return network;
  const complete = (ref: Ref): Ref => {
    const attr = ref.attr as { readonly sequence?: Json; readonly timer?: Json } | null;
    return attr?.sequence === undefined || attr.sequence === null
      ? { uuid: ref.uuid, attr: { ...attr, sequence: { major: 0, minor: 0 } } }
      : ref;
  };
  return { ...network, refs: { ...network.refs, 'network-policy': policies.map(complete) } };
}

/** A network id and the number of the automatic route target; without them when the pools are exhausted. */
function withNumbers(context: WriteContext, network: Network): Network {
  if (network.props.virtual_network_network_id !== undefined) throw cannotSetId();
  const networkId = drawNumber(context.transaction, 'network-id', NETWORK_IDS);
  const target = drawRouteTarget(context);
  return {
    ...network,
    props: networkId === undefined ? network.props : { ...network.props, virtual_network_network_id: networkId },
    allocated: { ...network.allocated, ...(networkId === undefined ? {} : { network_id: networkId }), ...target },
  };
}

function keepingNumbers(writing: Writing<'virtual-network'>, network: Network): Network {
  const id = writing.before!.props.virtual_network_network_id;
  if (writing.given('virtual_network_network_id') && network.props.virtual_network_network_id !== id)
    throw cannotSetId();
  return { ...network, props: { ...network.props, virtual_network_network_id: id } };
}

/** The `allocated` members of an automatic route target under the current global ASN. */
export function drawRouteTarget(context: WriteContext): {
  readonly route_target?: number;
  readonly route_target_width: number;
} {
  const asn = globalAsn(context.transaction);
  const fourByte = !isTwoByteAsn(asn);
  const number = drawNumber(context.transaction, routeTargetPool(fourByte), automaticBand(asn));
  return { ...(number === undefined ? {} : { route_target: number }), route_target_width: fourByte ? 4 : 2 };
}

function cannotSetId(): Error {
  return forbidden('Cannot set the virtual network ID', [
    {
      pointer: '/virtual-network/virtual_network_network_id',
      detail: 'The system numbers networks; leave this field out.',
    },
  ]);
}
