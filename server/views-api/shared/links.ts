/** Links to objects, and what several tables read of related objects. */

import type { ConfigLink, KubeLink, MaybeLink } from '../../contract/views/reference.ts';
import type {
  ConfigRecord,
  ConfigRecordOf,
  ConfigType,
  FloatingIp,
  VirtualMachineInterface,
} from '../../model/config/types.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { formatFqName, shortName, type FqName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byFqName, byRef, byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';

export function linkTo(record: ConfigRecord): ConfigLink {
  return {
    type: record.type,
    uuid: record.uuid,
    name: shortName(record.fq_name),
    fqName: formatFqName(record.fq_name),
  };
}

/** A link to an object that may not exist; then its name is its uuid. */
export function linkByUuid(read: Read, type: ConfigType, uuid: string): MaybeLink {
  const record = read.get(type, uuid)?.value as ConfigRecord | undefined;
  return record === undefined ? { name: uuid } : linkTo(record);
}

/** A link for a reference that may dangle: its name is then the uuid. */
export function configLink(read: Read, type: ConfigType, uuid: string): ConfigLink {
  const record = read.get(type, uuid)?.value as ConfigRecord | undefined;
  return record === undefined ? { type, uuid, name: uuid, fqName: uuid } : linkTo(record);
}

export function linkByName(read: Read, type: ConfigType, name: FqName): MaybeLink {
  const record = findNamed(read, type, name);
  return { name: shortName(name), fqName: formatFqName(name), ...(record === undefined ? {} : { uuid: record.uuid }) };
}

export function findNamed<T extends ConfigType>(read: Read, type: T, name: FqName): ConfigRecordOf<T> | undefined {
  for (const found of read.lookup(byFqName(type), name)) return found.value as unknown as ConfigRecordOf<T>;
  return undefined;
}

export function firstRef(record: ConfigRecord, type: ConfigType): string | undefined {
  return record.refs[type]?.[0]?.uuid;
}

/** Name of the project in which an object stands: the second part of its name. */
export function projectName(record: { readonly fq_name: FqName }): string | undefined {
  return record.fq_name.length >= 3 ? record.fq_name[1] : undefined;
}

export function podLink(key: string): KubeLink {
  const { namespace = '', name } = parseKubeKey(key);
  return { kind: 'Pod', key, name, namespace };
}

/** The pod of an interface: its virtual machine has the pod's uid. */
export function podOfPort(read: Read, port: VirtualMachineInterface): KubeLink | undefined {
  const machine = firstRef(port, 'virtual-machine');
  if (machine === undefined) return undefined;
  for (const pod of read.lookup(byUid('kube/Pod'), machine)) return podLink(pod.key);
  return undefined;
}

/** Without the virtual addresses of the services that the port answers for. */
export function floatingIpsOfPort(
  read: Read,
  port: string,
): readonly { readonly uuid: string; readonly address: string }[] {
  const found: { uuid: string; address: string }[] = [];
  for (const { value } of read.lookup(byRef('floating-ip', 'virtual-machine-interface'), port))
    if (value.parent_type !== 'instance-ip')
      found.push({ uuid: value.uuid, address: value.props.floating_ip_address ?? shortName(value.fq_name) });
  return found.sort(by(({ address }) => address));
}

export function addressesOfPort(read: Read, port: string): readonly string[] {
  const found: string[] = [];
  for (const { value } of read.lookup(byRef('instance-ip', 'virtual-machine-interface'), port))
    if (value.props.instance_ip_address !== undefined) found.push(value.props.instance_ip_address);
  return found.sort();
}

/** Name of the compute node that forwards for an interface. */
export function nodeOfPort(read: Read, port: VirtualMachineInterface): string | undefined {
  const uuid = port.allocated?.['node'];
  if (typeof uuid !== 'string') return undefined;
  const router = read.get('virtual-router', uuid)?.value;
  return router === undefined ? uuid : shortName(router.fq_name);
}

export function labelOfPort(port: VirtualMachineInterface): number | undefined {
  const label = port.allocated?.['label'];
  return typeof label === 'number' ? label : undefined;
}

/** Pool and network of a floating IP. */
export function poolOf(read: Read, fip: FloatingIp): { readonly pool?: ConfigLink; readonly network?: ConfigLink } {
  const pool =
    fip.parent_type === 'floating-ip-pool' && fip.parent_uuid !== undefined
      ? read.get('floating-ip-pool', fip.parent_uuid)?.value
      : undefined;
  const network = pool?.parent_uuid === undefined ? undefined : read.get('virtual-network', pool.parent_uuid)?.value;
  return {
    ...(pool === undefined ? {} : { pool: linkTo(pool) }),
    ...(network === undefined ? {} : { network: linkTo(network) }),
  };
}
