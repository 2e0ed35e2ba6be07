/** The writes of the network form: one object as POST or PUT, and its new pools in the same transaction. Pure. */

import type { AllocationPool, IpamSubnet, VnSubnets } from '../../../../server/model/config/virtual-network.ts';
import { deepEqual } from '../../../../server/model/json.ts';
import { formatAddress } from '../../../../server/model/net/address.ts';
import { parsePrefix } from '../../../../server/model/net/prefix.ts';
import type { WireRef } from '../../data/config-objects.ts';
import type { Write } from '../../data/writes.ts';
import {
  DEFAULT_IPAM,
  fromRecord,
  PUBLIC_POOL,
  type NetworkForm,
  type StoredNetwork,
  type SubnetForm,
} from './form-model.ts';
import { readLines } from './subnet-form.ts';

/** Names of the pools created with the network: those added, and `public` for an External network without any. */
export function newPools(form: NetworkForm): string[] {
  const added = form.pools
    .filter((pool) => pool.uuid === undefined && pool.name.trim() !== '')
    .map((pool) => pool.name.trim());
  return form.external && form.pools.length === 0 ? [PUBLIC_POOL] : added;
}

/** The writes for a new network. The form chooses `uuid`, so that the drawer's commands create the same object. */
export function toCreate(form: NetworkForm, uuid: string): Write[] {
  const empty = fromRecord({ uuid, fq_name: [...form.project.split(':'), form.name.trim()] });
  const fqName = [...form.project.split(':'), form.name.trim()];
  const body = { uuid, fq_name: fqName, parent_type: 'project', ...changedFields(form, empty, undefined) };
  return [
    { method: 'POST', path: '/config/virtual-networks', body: { 'virtual-network': body } },
    ...poolWrites(form, fqName),
  ];
}

/** The writes that change the stored network to the form's values: only changed fields, conditional on the ETag. */
export function toUpdate(form: NetworkForm, stored: StoredNetwork, etag: string | undefined): Write[] {
  const fields = changedFields(form, fromRecord(stored), stored);
  const put: Write = {
    method: 'PUT',
    path: `/config/virtual-network/${stored.uuid}`,
    body: { 'virtual-network': fields },
    ...(etag === undefined ? {} : { ifMatch: etag }),
  };
  return [...(Object.keys(fields).length === 0 ? [] : [put]), ...poolWrites(form, stored.fq_name)];
}

function poolWrites(form: NetworkForm, network: readonly string[]): Write[] {
  return newPools(form).map((name) => ({
    method: 'POST',
    path: '/config/floating-ip-pools',
    body: { 'floating-ip-pool': { fq_name: [...network, name], parent_type: 'virtual-network' } },
  }));
}

function changedFields(
  form: NetworkForm,
  was: NetworkForm,
  stored: StoredNetwork | undefined,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const put = (name: string, changed: boolean, value: () => unknown) => {
    if (changed) fields[name] = value();
  };
  put('display_name', form.displayName.trim() !== was.displayName, () => form.displayName.trim() || form.name.trim());
  put('network_policy_refs', !deepEqual(form.policies, was.policies), () =>
    form.policies.map((uuid, index) => ({ uuid, attr: { sequence: { major: index, minor: 0 }, timer: null } })),
  );
  put('network_ipam_refs', !deepEqual(plain(form.subnets), plain(was.subnets)), () => ipamRefs(form));
  put('route_target_list', !deepEqual(form.both, was.both), () => ({ route_target: form.both }));
  put('import_route_target_list', !deepEqual(form.imports, was.imports), () => ({ route_target: form.imports }));
  put('export_route_target_list', !deepEqual(form.exports, was.exports), () => ({ route_target: form.exports }));
  put(
    'virtual_network_properties',
    form.forwardingMode !== was.forwardingMode ||
      form.reversePathForwarding !== was.reversePathForwarding ||
      form.allowTransit !== was.allowTransit,
    () => properties(form, stored),
  );
  put('flood_unknown_unicast', form.floodUnknownUnicast !== was.floodUnknownUnicast, () => form.floodUnknownUnicast);
  put('router_external', form.external !== was.external, () => form.external);
  put('is_shared', form.shared !== was.shared, () => form.shared);
  put('fabric_snat', form.fabricSnat !== was.fabricSnat, () => form.fabricSnat);
  return fields;
}

const plain = (subnets: readonly SubnetForm[]): unknown =>
  subnets.map(({ key: _key, stored: _stored, ...rest }) => rest);

/** The API replaces this object as a whole, so values that the form does not show are sent back unchanged. */
function properties(form: NetworkForm, stored: StoredNetwork | undefined): Record<string, unknown> {
  const {
    forwarding_mode: _mode,
    rpf: _rpf,
    allow_transit: _transit,
    ...others
  } = stored?.virtual_network_properties ?? {};
  return {
    ...others,
    ...(form.forwardingMode === '' ? {} : { forwarding_mode: form.forwardingMode }),
    rpf: form.reversePathForwarding ? 'enable' : 'disable',
    allow_transit: form.allowTransit,
  };
}

/**
 * A list of references is also replaced as a whole: flat ones are sent back unchanged, own subnets under their IPAM.
 */
function ipamRefs(form: NetworkForm): (WireRef<VnSubnets> | { to: readonly string[]; attr: VnSubnets })[] {
  return [
    ...form.flat.map(({ uuid, attr }) => ({ uuid, attr: attr ?? { ipam_subnets: [] } })),
    ...[...Map.groupBy(form.subnets, ({ ipam }) => ipam)].map(([ipam, rows]) => {
      const attr = { ipam_subnets: rows.map(wireSubnet) };
      return ipam === '' ? { to: DEFAULT_IPAM, attr } : { uuid: ipam, attr };
    }),
  ];
}

function wireSubnet(row: SubnetForm): IpamSubnet {
  const prefix = parsePrefix(row.cidr.trim(), 'mask');
  const pools = readLines(row.pools).filter((pool): pool is AllocationPool => typeof pool !== 'string');
  const { allocation_pools: _old, subnet_uuid: _uuid, ...stored } = row.stored ?? { subnet_uuid: '' };
  return {
    ...stored,
    subnet:
      prefix === undefined
        ? { ip_prefix: row.cidr.trim(), ip_prefix_len: 0 }
        : { ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length },
    ...(row.uuid === undefined ? {} : { subnet_uuid: row.uuid }),
    ...(row.gateway.trim() === '' ? {} : { default_gateway: row.gateway.trim() }),
    ...(row.serviceAddress.trim() === '' ? {} : { dns_server_address: row.serviceAddress.trim() }),
    addr_from_start: row.allocateFrom === 'bottom',
    enable_dhcp: row.dhcp,
    ...(pools.length > 0 || (row.stored?.allocation_pools?.length ?? 0) > 0 ? { allocation_pools: pools } : {}),
  } as IpamSubnet;
}
