/**
 * Floating IPs: an address of the pool's network, one-to-one with an interface (or, for a service, with many).
 *
 * If no address is requested, the pool's subnets are tried in order, or the network's if the pool names none.
 */

import type { FloatingIpProps } from '../../model/config/floating-ip.ts';
import type { Ref } from '../../model/config/record.ts';
import { kindOf } from '../../model/config/types.ts';
import { parseAddress } from '../../model/net/address.ts';
import { byRef } from '../../store/indexes.ts';
import { familyOfAddress } from '../addresses/address-family.ts';
import { addressesOfInterface } from '../addresses/interface-addresses.ts';
import { drawAddress, type AddressSelection } from '../addresses/network-addresses.ts';
import { landFloatingIp } from '../numbers/forwarding-numbers.ts';
import { invalid, invalidField } from '../problems.ts';
import { findByFqName, nameOf, objectOf } from '../records.ts';
import type { RecordOf, ResourceRules, Writing } from '../rules.ts';

type FloatingIp = RecordOf<'floating-ip'>;

export const floatingIp: ResourceRules<'floating-ip'> = {
  ...kindOf('floating-ip'),
  quota: (read, { refs }) =>
    (refs.project ?? []).map(({ uuid }) => ({
      project: uuid,
      count: () => read.countIn(byRef('floating-ip', 'project'), uuid),
    })),
  complete(writing) {
    const { before, draft } = writing;
    checkPortMappings(draft.props);
    const withProject = withProjectRef(writing);
    if (before === undefined) return withFixedAddress(writing, withAddress(writing, withProject));
    if (draft.props.floating_ip_address !== before.props.floating_ip_address) {
      throw invalidField(
        '/floating-ip/floating_ip_address',
        `Floating IP Address can not be changed: ${nameOf(before)} has ${before.props.floating_ip_address}. ` +
          'Release it and allocate another.',
        before.props.floating_ip_address,
      );
    }
    return withFixedAddress(writing, withFamily(withProject));
  },
  follow(operations, after, before) {
    landFloatingIp(operations.context, after, before);
  },
};

/** The network that the floating IP's address belongs to; undefined for one under an instance IP. */
function networkOfFloatingIp(writing: Writing<'floating-ip'>): RecordOf<'virtual-network'> | undefined {
  const { draft, context } = writing;
  if (draft.parent_type !== 'floating-ip-pool') return undefined;
  const pool = objectOf(context.transaction, 'floating-ip-pool', draft.parent_uuid!);
  return objectOf(context.transaction, 'virtual-network', pool.parent_uuid!);
}

function withAddress(writing: Writing<'floating-ip'>, floating: FloatingIp): FloatingIp {
  const network = networkOfFloatingIp(writing);
  if (network === undefined) return underInstanceIp(writing, floating);
  const pool = objectOf(writing.context.transaction, 'floating-ip-pool', floating.parent_uuid!);
  const requested: AddressSelection = {
    address: floating.props.floating_ip_address,
    family: floating.props.floating_ip_address_family,
    exhaustedStatus: 500,
    pointer: '/floating-ip/floating_ip_address',
  };
  const subnets = pool.props.floating_ip_pool_subnets?.subnet_uuid ?? [];
  const drawn = drawAddress(
    writing.context.transaction,
    network,
    subnets.length === 0 ? requested : { ...requested, subnetUuids: subnets },
  );
  return {
    ...floating,
    props: { ...floating.props, floating_ip_address: drawn.address, floating_ip_address_family: drawn.family },
    allocated: { ...floating.allocated, space: drawn.space },
  };
}

/** The subnet of its address. */
function withFamily(floating: FloatingIp): FloatingIp {
  const family = familyOfAddress(
    floating.props.floating_ip_address,
    floating.props.floating_ip_address_family,
    '/floating-ip/floating_ip_address_family',
  );
  return family === floating.props.floating_ip_address_family || family === undefined
    ? floating
    : { ...floating, props: { ...floating.props, floating_ip_address_family: family } };
}

/** A VIP under an instance IP has the address of that instance IP. */
function underInstanceIp(writing: Writing<'floating-ip'>, floating: FloatingIp): FloatingIp {
  const parent = objectOf(writing.context.transaction, 'instance-ip', floating.parent_uuid!);
  const address = floating.props.floating_ip_address ?? parent.props.instance_ip_address;
  if (address !== parent.props.instance_ip_address) {
    throw invalidField(
      '/floating-ip/floating_ip_address',
      `A floating IP under ${nameOf(parent)} has its address`,
      parent.props.instance_ip_address,
    );
  }
  return withFamily({ ...floating, props: { ...floating.props, floating_ip_address: address } });
}

/** The project of the request; by default that of the pool's network. */
function withProjectRef(writing: Writing<'floating-ip'>): FloatingIp {
  const { draft, context } = writing;
  if ((draft.refs.project ?? []).length > 0) return draft;
  const project = findByFqName(context.transaction, 'project', draft.fq_name.slice(0, 2));
  if (project === undefined) {
    if (draft.parent_type === 'instance-ip') return draft;
    throw invalid(`Bad reference in create: floating IP ${draft.fq_name.join(':')} needs a project`, [
      { pointer: '/floating-ip/project_refs', detail: 'Name the project that asks for the address.' },
    ]);
  }
  return { ...draft, refs: { ...draft.refs, project: [{ uuid: project.uuid, attr: null }] } };
}

/**
 * The interface's address that the floating IP maps to: must be one of the interface's own, by default its first; none
 * with several interfaces.
 */
function withFixedAddress(writing: Writing<'floating-ip'>, floating: FloatingIp): FloatingIp {
  const { before, context } = writing;
  const interfaces = floating.refs['virtual-machine-interface'] ?? [];
  const given = writing.given('floating_ip_fixed_ip_address');
  const moved = sameTargets(interfaces, before?.refs['virtual-machine-interface'] ?? []) === false;
  if (!given && !moved) return floating;
  const family = parseAddress(floating.props.floating_ip_address ?? '')?.family;
  const fixed = floating.props.floating_ip_fixed_ip_address;
  if (moved && family !== undefined)
    refuseOtherFamily(writing, interfaces, floating.props.floating_ip_address!, family);
  // A service's floating IP has an interface for each of its pods, and no fixed address.
  const known =
    fixed || interfaces.length === 1
      ? interfaces.flatMap((ref) => addressesOfInterface(context.transaction, ref.uuid, family))
      : [];
  const changed = fixed !== before?.props.floating_ip_fixed_ip_address;
  if (given && fixed && changed && !known.includes(fixed)) {
    const where =
      interfaces.length === 0
        ? 'there is none: name it in virtual_machine_interface_refs, or leave the fixed IP out'
        : known.join(', ') || 'it has none';
    throw invalidField(
      '/floating-ip/floating_ip_fixed_ip_address',
      `Fixed IP ${fixed} is not an address of the interface: ${where}`,
      known[0],
    );
  }
  if (fixed && known.includes(fixed)) return floating;
  const { floating_ip_fixed_ip_address: _dropped, ...props } = floating.props;
  if (interfaces.length === 1 && known[0] !== undefined)
    return { ...floating, props: { ...props, floating_ip_fixed_ip_address: known[0] } };
  return { ...floating, props };
}

/** An interface with addresses of the other family only could never be reached by the floating IP. */
function refuseOtherFamily(
  { context, before }: Writing<'floating-ip'>,
  interfaces: readonly Ref[],
  address: string,
  family: 4 | 6,
): void {
  const had = new Set((before?.refs['virtual-machine-interface'] ?? []).map((ref) => ref.uuid));
  interfaces.forEach((ref, index) => {
    if (had.has(ref.uuid)) return;
    const all = addressesOfInterface(context.transaction, ref.uuid);
    if (all.length === 0 || all.some((text) => parseAddress(text)?.family === family)) return;
    const port = objectOf(context.transaction, 'virtual-machine-interface', ref.uuid);
    throw invalidField(
      `/floating-ip/virtual_machine_interface_refs/${index}`,
      `Floating IP ${address} is IPv${family}, but ${nameOf(port)} has IPv${family === 4 ? 6 : 4} only: ` +
        `${all.join(', ')}`,
    );
  });
}

function sameTargets(a: readonly Ref[], b: readonly Ref[]): boolean {
  return a.length === b.length && a.every((ref, index) => ref.uuid === b[index]!.uuid);
}

function checkPortMappings(props: FloatingIpProps): void {
  (props.floating_ip_port_mappings?.port_mappings ?? []).forEach((mapping, index) => {
    for (const field of ['src_port', 'dst_port'] as const) {
      const port = mapping[field];
      if (Number.isInteger(port) && port >= 1 && port <= 65_535) continue;
      throw invalidField(
        `/floating-ip/floating_ip_port_mappings/port_mappings/${index}/${field}`,
        `Port ${port} is outside of 1–65535`,
      );
    }
  });
}
