/** Overlay > Ports: virtual machine interfaces. */

import type { PortRow } from '../../contract/views/rows/overlay-rows.ts';
import type { VirtualMachineInterface } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { addressOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { portsOfAddressChange, portsOfNetworkChange, portsOfNodeChange, portsOfPodChange } from '../shared/joins.ts';
import {
  addressesOfPort,
  annotation,
  firstRef,
  floatingIpsOfPort,
  labelOfPort,
  linkByUuid,
  nodeOfPort,
  podOfPort,
  projectName,
} from '../shared/links.ts';
import type { World } from '../shared/world.ts';
import { inOrder, table } from './table.ts';

const networkOf = ({ read }: World, port: VirtualMachineInterface) => {
  const uuid = firstRef(port, 'virtual-network');
  return uuid === undefined ? undefined : linkByUuid(read, 'virtual-network', uuid);
};
const macOf = (port: VirtualMachineInterface): string | undefined =>
  port.props.virtual_machine_interface_mac_addresses?.mac_address[0];

/** The place of a port among those of its pod, as its annotation of networks has them: `0002`. */
const placeOf = (port: VirtualMachineInterface): string =>
  (annotation(port, 'index')?.split('/')[0] ?? '').padStart(4, '0');

/** By name; the ports of one pod, whose names end in a uuid, in the order of its annotation. */
const inPodOrder = (port: VirtualMachineInterface): string => {
  const name = shortName(port.fq_name);
  const end = name.lastIndexOf('__');
  return end < 0 ? name : `${name.slice(0, end)} ${placeOf(port)} ${name.slice(end)}`;
};

export const ports = table<'virtual-machine-interface', PortRow>({
  kind: 'virtual-machine-interface',
  order: inPodOrder,
  orderColumn: 'name',
  row: (world, { key, value, revision }) => ({
    id: key,
    name: shortName(value.fq_name),
    revision,
    fqName: formatFqName(value.fq_name),
    project: projectName(value) ?? '',
    network: networkOf(world, value),
    pod: podOfPort(world.read, value),
    interface: annotation(value, 'interface') ?? annotation(value, 'network'),
    mac: macOf(value),
    addresses: addressesOfPort(world.read, key),
    floatingIps: floatingIpsOfPort(world.read, key),
    node: nodeOfPort(world.read, value),
    label: labelOfPort(value),
    state: stateFrom(world.conditions('virtual-machine-interface', key), { tone: 'ok', word: 'Programmed' }),
  }),
  sort: {
    project: (_world, { value }) => projectName(value),
    network: (world, { value }) => networkOf(world, value)?.name,
    pod: (world, { value }) => {
      const pod = podOfPort(world.read, value);
      return pod === undefined ? undefined : `${pod.key} ${placeOf(value)}`;
    },
    address: (world, { key }) => inOrder(addressOrder(addressesOfPort(world.read, key)[0])),
    mac: (_world, { value }) => macOf(value),
    node: (world, { value }) => nodeOfPort(world.read, value),
    label: (_world, { value }) => labelOfPort(value),
  },
  filter: {
    network: (world, { value }) => [networkOf(world, value)?.name, networkOf(world, value)?.uuid],
    namespace: (_world, { value }) => [annotation(value, 'namespace')],
    node: (world, { value }) => [nodeOfPort(world.read, value)],
    pod: (world, { value }) => [podOfPort(world.read, value)?.key, podOfPort(world.read, value)?.name],
    address: (world, { key }) => [
      ...addressesOfPort(world.read, key),
      ...floatingIpsOfPort(world.read, key).map((fip) => fip.address),
    ],
  },
  text: (world, { key, value }) =>
    [formatFqName(value.fq_name), key, macOf(value) ?? '', ...addressesOfPort(world.read, key)].join(' '),
  project: (_world, { value }) => projectName(value),
  joins: {
    'instance-ip': portsOfAddressChange,
    'floating-ip': portsOfAddressChange,
    'kube/Pod': portsOfPodChange,
    'virtual-network': portsOfNetworkChange,
    'virtual-router': portsOfNodeChange,
  },
});
