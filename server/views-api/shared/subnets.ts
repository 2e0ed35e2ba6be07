/** The subnets of a network: its own, and those of the IPAMs that it shares. */

import type { SubnetCell } from '../../contract/views/rows/overlay-rows.ts';
import { subnetText } from '../../model/config/subnet-prefix.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import type { IpamSubnet, VnSubnets } from '../../model/config/virtual-network.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';

export interface FoundSubnet {
  readonly subnet: IpamSubnet;
  readonly ipam: { readonly uuid: string; readonly name: string; readonly fqName?: string };
  /** Of the IPAM, hence shared by all its networks. */
  readonly flat: boolean;
}

export function subnetsOf(read: Read, network: VirtualNetwork): readonly FoundSubnet[] {
  const found: FoundSubnet[] = [];
  for (const ref of network.refs['network-ipam'] ?? []) {
    const record = read.get('network-ipam', ref.uuid)?.value;
    const ipam =
      record === undefined
        ? { uuid: ref.uuid, name: ref.uuid }
        : { uuid: ref.uuid, name: shortName(record.fq_name), fqName: formatFqName(record.fq_name) };
    const own = ((ref.attr as unknown as VnSubnets | null)?.ipam_subnets ?? []).filter(
      (subnet) => subnet.subnet !== undefined,
    );
    for (const subnet of own) found.push({ subnet, ipam, flat: false });
    if (own.length === 0)
      for (const subnet of record?.props.ipam_subnets?.subnets ?? [])
        if (subnet.subnet !== undefined) found.push({ subnet, ipam, flat: true });
  }
  return found;
}

export function cidrOf(subnet: IpamSubnet): string {
  return subnet.subnet === undefined ? '' : subnetText(subnet.subnet);
}

export function subnetCell({ subnet, ipam, flat }: FoundSubnet): SubnetCell {
  return {
    cidr: cidrOf(subnet),
    uuid: subnet.subnet_uuid,
    ...(subnet.default_gateway === undefined ? {} : { gateway: subnet.default_gateway }),
    ...(flat ? { ipam: ipam.name } : {}),
  };
}
