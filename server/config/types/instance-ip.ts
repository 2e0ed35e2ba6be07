/** Instance IPs: an interface's address, allocated from a subnet of its network. */

import { kindOf } from '../../model/config/types.ts';
import { parseAddress } from '../../model/net/address.ts';
import { familyOfAddress } from '../addresses/address-family.ts';
import { drawAddress } from '../addresses/network-addresses.ts';
import { invalid, invalidField } from '../problems.ts';
import { findObject, objectOf } from '../records.ts';
import type { RecordOf, ResourceRules, Writing } from '../rules.ts';

type InstanceIp = RecordOf<'instance-ip'>;

const FAMILY = '/instance-ip/instance_ip_family';
const LINK_LOCAL = '__link_local__';

export const instanceIp: ResourceRules<'instance-ip'> = {
  ...kindOf('instance-ip'),
  complete(writing) {
    const { draft, before } = writing;
    if (before === undefined) return withAddress(writing);
    if (draft.props.instance_ip_address !== before.props.instance_ip_address) {
      throw invalidField(
        '/instance-ip/instance_ip_address',
        'Instance IP Address can not be changed',
        before.props.instance_ip_address,
      );
    }
    return withItsFacts(draft, before);
  },
};

/** Family and subnet always follow from the address. */
function withItsFacts(draft: InstanceIp, before: InstanceIp): InstanceIp {
  const family = familyOfAddress(before.props.instance_ip_address, draft.props.instance_ip_family, FAMILY);
  const subnet = before.props.subnet_uuid;
  const given = draft.props.subnet_uuid;
  if (subnet !== undefined && given !== undefined && given !== subnet)
    throw invalidField(
      '/instance-ip/subnet_uuid',
      `The subnet of ${before.props.instance_ip_address} can not be changed, it is ${subnet}. Release the ` +
        'address and allocate another.',
      subnet,
    );
  if (family === draft.props.instance_ip_family && (given ?? subnet) === given) return draft;
  return {
    ...draft,
    props: {
      ...draft.props,
      ...(family === undefined ? {} : { instance_ip_family: family }),
      ...(subnet === undefined ? {} : { subnet_uuid: subnet }),
    },
  };
}

function withAddress(writing: Writing<'instance-ip'>): InstanceIp {
  const { draft, context } = writing;
  const networkRef = draft.refs['virtual-network']?.[0];
  if (networkRef === undefined) return onNode(writing);
  const network = objectOf(context.transaction, 'virtual-network', networkRef.uuid);
  if (network.fq_name.at(-1) === LINK_LOCAL && draft.props.instance_ip_address !== undefined) return draft;
  // Another record (a service's ClusterIP) holds this address already.
  if (draft.allocated?.['held_by'] !== undefined && draft.props.instance_ip_address !== undefined)
    return withFamily(draft);
  const drawn = drawAddress(context.transaction, network, {
    address: draft.props.instance_ip_address,
    family: draft.props.instance_ip_family,
    subnetUuid: draft.props.subnet_uuid,
    exhaustedStatus: 400,
    pointer: '/instance-ip/instance_ip_address',
    gatewayRefusal: hasMachine(writing) ? 'Gateway IP cannot be used by VM port' : undefined,
  });
  return {
    ...draft,
    props: {
      ...draft.props,
      instance_ip_address: drawn.address,
      instance_ip_family: drawn.family,
      subnet_uuid: drawn.subnetUuid,
      instance_ip_mode: draft.props.instance_ip_mode ?? 'active-standby',
    },
    allocated: { ...draft.allocated, space: drawn.space },
  };
}

/** A compute node's own address has no network; it must be part of the request. */
function onNode(writing: Writing<'instance-ip'>): InstanceIp {
  const { draft } = writing;
  if (draft.props.instance_ip_address === undefined || draft.refs['virtual-router'] === undefined) {
    throw invalid('Bad reference in create: an instance IP needs a virtual network', [
      { pointer: '/instance-ip/virtual_network_refs', detail: 'Name the network from which the address is drawn.' },
    ]);
  }
  return withFamily(draft);
}

function withFamily(draft: InstanceIp): InstanceIp {
  const family =
    parseAddress(draft.props.instance_ip_address!) === undefined
      ? undefined
      : familyOfAddress(draft.props.instance_ip_address, draft.props.instance_ip_family, FAMILY);
  if (family === undefined)
    throw invalidField('/instance-ip/instance_ip_address', `"${draft.props.instance_ip_address}" is not an IP address`);
  return { ...draft, props: { ...draft.props, instance_ip_family: family } };
}

function hasMachine({ context, draft }: Writing<'instance-ip'>): boolean {
  return (draft.refs['virtual-machine-interface'] ?? []).some(
    (ref) =>
      (findObject(context.transaction, 'virtual-machine-interface', ref.uuid)?.refs['virtual-machine'] ?? []).length >
      0,
  );
}
