/** A found object as a result: what it is called, where it belongs. */

import type { SearchResult } from '../../contract/views/summary.ts';
import {
  isConfigType,
  type ConfigRecord,
  type InstanceIp,
  type VirtualMachineInterface,
} from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';
import { addressesOfPort, firstRef, linkByUuid, podOfPort, poolOf, projectName } from '../shared/links.ts';
import { cidrOf, subnetsOf } from '../shared/subnets.ts';

type Match = SearchResult['match'];

function portDetail(read: Read, port: VirtualMachineInterface): string {
  const network = firstRef(port, 'virtual-network');
  return [
    podOfPort(read, port)?.key,
    addressesOfPort(read, port.uuid).join(', '),
    network === undefined ? undefined : linkByUuid(read, 'virtual-network', network).name,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

function labelOf(read: Read, record: ConfigRecord): string {
  switch (record.type) {
    case 'floating-ip':
      return record.props.floating_ip_address ?? shortName(record.fq_name);
    case 'instance-ip':
      return record.props.instance_ip_address ?? shortName(record.fq_name);
    case 'virtual-machine-interface':
      return podOfPort(read, record)?.name ?? shortName(record.fq_name);
    default:
      return shortName(record.fq_name);
  }
}

function detailOf(read: Read, record: ConfigRecord): string {
  switch (record.type) {
    case 'floating-ip': {
      const port = firstRef(record, 'virtual-machine-interface');
      const found = port === undefined ? undefined : read.get('virtual-machine-interface', port)?.value;
      const { pool } = poolOf(read, record);
      return [pool?.name, found === undefined ? 'not associated' : podOfPort(read, found)?.key]
        .filter((part) => part !== undefined)
        .join(' · ');
    }
    case 'instance-ip':
      return instanceDetail(read, record);
    case 'virtual-machine-interface':
      return portDetail(read, record);
    case 'virtual-network':
      return [
        projectName(record),
        subnetsOf(read, record)
          .map(({ subnet }) => cidrOf(subnet))
          .join(', '),
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(' · ');
    case 'bgp-router':
      return [record.props.bgp_router_parameters?.router_type, record.props.bgp_router_parameters?.address]
        .filter((part) => part !== undefined)
        .join(' · ');
    case 'virtual-router':
      return record.props.virtual_router_ip_address ?? '';
    default:
      return formatFqName(record.fq_name);
  }
}

function instanceDetail(read: Read, iip: InstanceIp): string {
  const port = firstRef(iip, 'virtual-machine-interface');
  const found = port === undefined ? undefined : read.get('virtual-machine-interface', port)?.value;
  const network = firstRef(iip, 'virtual-network');
  return [
    found === undefined ? undefined : podOfPort(read, found)?.key,
    network === undefined ? undefined : linkByUuid(read, 'virtual-network', network).name,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Undefined if it is gone. */
export function describe(read: Read, kind: Kind, key: string, match: Match, why?: string): SearchResult | undefined {
  const record = read.get(kind, key);
  if (record === undefined) return undefined;
  if (isConfigType(kind)) {
    const value = record.value as unknown as ConfigRecord;
    const project = projectName(value);
    const detail = [detailOf(read, value), why].filter((part) => part !== undefined && part !== '').join(' · ');
    return {
      kind,
      key,
      label: labelOf(read, value),
      detail,
      fqName: formatFqName(value.fq_name),
      uuid: value.uuid,
      ...(project === undefined ? {} : { project }),
      match,
    };
  }
  const slash = key.indexOf('/');
  const namespace = slash < 0 ? undefined : key.slice(0, slash);
  const podIp = kind === 'kube/Pod' ? read.get('kube/Pod', key)?.value.status?.podIP : undefined;
  const detail = [namespace, podIp, why].filter((part) => part !== undefined).join(' · ');
  return { kind, key, label: key.slice(slash + 1), detail, ...(namespace === undefined ? {} : { namespace }), match };
}
