/** Allocating, associating, disassociating and releasing floating IPs: form values and writes. Pure. */

import type { HistoryEntry } from '../../../../server/contract/views/objects.ts';
import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import type { TrafficDirection } from '../../../../server/model/config/floating-ip.ts';
import { formatAddress, parseAddress } from '../../../../server/model/net/address.ts';
import { contains, parsePrefix } from '../../../../server/model/net/prefix.ts';
import type { Write } from '../../data/writes.ts';

/** Addresses per form at most: each is a request of its own. */
export const MOST_AT_ONCE = 50;

export type AllocateForm = {
  /** Name of the requesting project, such as `k8s-ns-user-1`. */
  project: string;
  /** Colon-joined name of the pool. */
  pool: string;
  how: 'dynamic' | 'specific';
  /** As typed. */
  count: string;
  address: string;
  direction: TrafficDirection;
  /** uuid of the port to associate right away; empty: none. */
  port: string;
  /** The port's address to map; empty: its first. */
  fixedIp: string;
};
export type Field = keyof AllocateForm;
export type Faults = Partial<Record<Field, { message: string; suggestion?: string }>>;

export const blank = (project = '', pool = ''): AllocateForm => ({
  project,
  pool,
  how: 'dynamic',
  count: '1',
  address: '',
  direction: 'both',
  port: '',
  fixedIp: '',
});

/** Why a project cannot allocate addresses from a pool; undefined if it can. */
export function notShared(
  pool: Pick<FloatingIpPoolRow, 'name' | 'project' | 'sharedWith' | 'sharedWithAll'>,
  project: string,
): string | undefined {
  if (
    project === '' ||
    pool.project === project ||
    pool.sharedWithAll ||
    pool.sharedWith.some((one) => one.name === project)
  )
    return undefined;
  return `${pool.name} is not shared with ${project}.`;
}

/** The use of an address in the pool's subnets that cannot be allocated. */
export function addressFault(
  typed: string,
  pool: Pick<FloatingIpPoolRow, 'name' | 'subnets'>,
  maps: readonly Pick<AddressMap, 'subnet' | 'addresses' | 'nextFree'>[],
): { message: string; suggestion?: string } | undefined {
  const text = typed.trim();
  const address = parseAddress(text);
  if (text === '') return { message: 'Say which address is wanted.' };
  if (address === undefined) return { message: `${text} is not an IP address.` };
  const inside = pool.subnets.some(({ cidr }) => {
    const prefix = parsePrefix(cidr, 'mask');
    return prefix !== undefined && contains(prefix, address);
  });
  if (!inside)
    return {
      message:
        `${text} is outside ` +
        `${pool.subnets.map((subnet) => subnet.cidr).join(', ') || `${pool.name}, whose network has no subnet`}.`,
    };
  const canonical = formatAddress(address);
  for (const map of maps) {
    const used = map.addresses.find((one) => one.address === canonical);
    if (!used) continue;
    const holder: Readonly<Record<typeof used.kind, string>> = {
      'floating-ip': `is a floating IP already${used.name === undefined ? '' : ` (${used.name})`}`,
      'instance-ip': `belongs to ${used.name ?? 'a port'}`,
      service: `belongs to service ${used.name ?? ''}`.trim(),
      gateway: 'is the gateway',
      'service-address': 'is the service address',
      network: 'is the network address',
      broadcast: 'is the broadcast address',
    };
    return {
      message: `${text} ${holder[used.kind]}.`,
      ...(map.nextFree === undefined ? {} : { suggestion: map.nextFree }),
    };
  }
  return undefined;
}

/** The errors that prevent allocation. */
export function faultsOf(form: AllocateForm, pool: FloatingIpPoolRow | undefined, maps: readonly AddressMap[]): Faults {
  const faults: Faults = {};
  if (form.project === '') faults.project = { message: 'Choose the project that takes the address.' };
  if (pool === undefined) faults.pool = { message: 'Choose a pool.' };
  else {
    const shut = notShared(pool, form.project);
    if (shut !== undefined) faults.pool = { message: `${shut} Share it, or choose another pool.` };
  }
  if (form.how === 'dynamic') {
    const count = Number(form.count.trim());
    if (!/^\d+$/.test(form.count.trim()) || count < 1 || count > MOST_AT_ONCE)
      faults.count = {
        message: `Between 1 and ${MOST_AT_ONCE} at once.`,
        ...(count > MOST_AT_ONCE ? { suggestion: String(MOST_AT_ONCE) } : {}),
      };
  } else if (pool !== undefined) {
    const fault = addressFault(form.address, pool, maps);
    if (fault) faults.address = fault;
  }
  return faults;
}

/** The number of addresses that the form requests. */
export const countOf = (form: AllocateForm): number =>
  form.how === 'specific' ? 1 : Math.min(MOST_AT_ONCE, Math.max(0, Number(form.count) || 0));

/** One write per address, all in one transaction. `uuids` are their names, as in the API. */
export function toAllocate(form: AllocateForm, uuids: readonly string[], projectUuid: string): Write[] {
  const count = countOf(form);
  return uuids.slice(0, count).map((uuid) => ({
    method: 'POST',
    path: '/config/floating-ips',
    body: {
      'floating-ip': {
        uuid,
        fq_name: [...form.pool.split(':'), uuid],
        parent_type: 'floating-ip-pool',
        project_refs: [{ uuid: projectUuid }],
        ...(form.how === 'specific' ? { floating_ip_address: form.address.trim() } : {}),
        ...(form.direction === 'both' ? {} : { floating_ip_traffic_direction: form.direction }),
        ...(count === 1 && form.port !== ''
          ? {
              virtual_machine_interface_refs: [{ uuid: form.port }],
              ...(form.fixedIp === '' ? {} : { floating_ip_fixed_ip_address: form.fixedIp }),
            }
          : {}),
      },
    },
  }));
}

type Associated = { readonly id: string; readonly ports: readonly { readonly uuid?: string; readonly name: string }[] };

const portRef = (fip: string, port: string, operation: 'ADD' | 'DELETE'): Write => ({
  method: 'POST',
  path: '/config/ref-update',
  body: { type: 'floating-ip', uuid: fip, 'ref-type': 'virtual-machine-interface', 'ref-uuid': port, operation },
});
const mapTo = (fip: string, fixedIp: string | null): Write => ({
  method: 'PUT',
  path: `/config/floating-ip/${fip}`,
  body: { 'floating-ip': { floating_ip_fixed_ip_address: fixedIp } },
});

/**
 * Associates the address with this port, replacing any other. `fixedIp`: which of the port's addresses; undefined: its
 * first.
 */
export function toAssociate(fip: Associated, port: string, fixedIp: string | undefined): Write[] {
  const old = fip.ports.map((one) => one.uuid ?? one.name).filter((uuid) => uuid !== port);
  return [
    ...old.map((uuid) => portRef(fip.id, uuid, 'DELETE')),
    portRef(fip.id, port, 'ADD'),
    ...(fixedIp !== undefined ? [mapTo(fip.id, fixedIp)] : old.length > 0 ? [mapTo(fip.id, null)] : []),
  ];
}

/** Disassociates the address from its ports; it stays allocated. */
export const toDisassociate = (fip: Associated): Write[] => [
  ...fip.ports.map((port) => portRef(fip.id, port.uuid ?? port.name, 'DELETE')),
  mapTo(fip.id, null),
];

/** Releases addresses to their pools. */
export const toRelease = (fips: readonly { readonly id: string }[]): Write[] =>
  fips.map((fip) => ({ method: 'DELETE', path: `/config/floating-ip/${fip.id}` }));

/** The result for an address, in one word. */
export function verbOf(entry: Pick<HistoryEntry, 'op' | 'leaves'>): string {
  if (entry.op === 'created')
    return entry.leaves.some((leaf) => leaf.path.startsWith(PORT_REFS)) ? 'Allocated and associated' : 'Allocated';
  if (entry.op === 'deleted') return 'Released';
  const ports = entry.leaves.filter((leaf) => leaf.path.startsWith(PORT_REFS));
  if (ports.length === 0) return 'Changed';
  if (ports.every((leaf) => leaf.new === undefined)) return 'Disassociated';
  return ports.some((leaf) => leaf.old !== undefined) ? 'Associated elsewhere' : 'Associated';
}
const PORT_REFS = '/refs/virtual-machine-interface';

/** The fields of the allocate form for the server's problems. */
export const problemFields: Readonly<Record<string, Field>> = {
  '/floating-ip/floating_ip_address': 'address',
  '/floating-ip/fq_name': 'pool',
  '/floating-ip/parent_type': 'pool',
  '/floating-ip/project_refs': 'project',
  '/floating-ip/virtual_machine_interface_refs': 'port',
  '/floating-ip/floating_ip_fixed_ip_address': 'fixedIp',
  '/floating-ip/floating_ip_traffic_direction': 'direction',
};
