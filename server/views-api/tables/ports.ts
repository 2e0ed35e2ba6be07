/** Overlay > Ports: virtual machine interfaces. */

import type { PortRow } from '../../contract/views/rows/overlay-rows.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { VirtualMachineInterface } from '../../model/config/types.ts';
import { LOADBALANCER_OWNER } from '../../model/config/virtual-machine-interface.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { addressOrder } from '../shared/address-order.ts';
import {
  portsOfAddressChange,
  portsOfNetworkChange,
  portsOfNodeChange,
  portsOfPodChange,
} from '../shared/affected-rows.ts';
import { stateFrom } from '../shared/conditions.ts';
import {
  addressesOfPort,
  firstRef,
  floatingIpsOfPort,
  labelOfPort,
  linkByUuid,
  nodeOfPort,
  podOfPort,
  projectName,
} from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { configColumns } from './config-columns.ts';
import { inOrder, table } from './table.ts';

const networkOf = ({ read }: ViewContext, port: VirtualMachineInterface) => {
  const uuid = firstRef(port, 'virtual-network');
  return uuid === undefined ? undefined : linkByUuid(read, 'virtual-network', uuid);
};
const macOf = (port: VirtualMachineInterface): string | undefined =>
  port.props.virtual_machine_interface_mac_addresses?.mac_address[0];

/** The place of a port among those of its pod, as its annotation of networks has them: `0002`. */
const placeOf = (port: VirtualMachineInterface): string =>
  (annotationOf(port, 'index')?.split('/')[0] ?? '').padStart(4, '0');

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
  hidden: (_context, { value }) => value.props.virtual_machine_interface_device_owner === LOADBALANCER_OWNER,
  hiddenReason: 'interfaces of services',
  row(context, record) {
    const { key, value } = record;
    return {
      ...configColumns(record),
      project: projectName(value) ?? '',
      network: networkOf(context, value),
      pod: podOfPort(context.read, value),
      interface: annotationOf(value, 'interface') ?? annotationOf(value, 'network'),
      mac: macOf(value),
      addresses: addressesOfPort(context.read, key),
      floatingIps: floatingIpsOfPort(context.read, key),
      node: nodeOfPort(context.read, value),
      label: labelOfPort(value),
      state: stateFrom(context.conditions('virtual-machine-interface', key), { tone: 'ok', word: 'Programmed' }),
    };
  },
  sort: {
    project: (_context, { value }) => projectName(value),
    network: (context, { value }) => networkOf(context, value)?.name,
    pod: (context, { value }) => {
      const pod = podOfPort(context.read, value);
      return pod === undefined ? undefined : `${pod.key} ${placeOf(value)}`;
    },
    address: (context, { key }) => inOrder(addressOrder(addressesOfPort(context.read, key)[0])),
    mac: (_context, { value }) => macOf(value),
    node: (context, { value }) => nodeOfPort(context.read, value),
    label: (_context, { value }) => labelOfPort(value),
  },
  filter: {
    network: (context, { value }) => [networkOf(context, value)?.name, networkOf(context, value)?.uuid],
    namespace: (_context, { value }) => [annotationOf(value, 'namespace')],
    node: (context, { value }) => [nodeOfPort(context.read, value)],
    pod: (context, { value }) => [podOfPort(context.read, value)?.key, podOfPort(context.read, value)?.name],
    address: (context, { key }) => [
      ...addressesOfPort(context.read, key),
      ...floatingIpsOfPort(context.read, key).map((fip) => fip.address),
    ],
  },
  text: (context, { key, value }) =>
    [formatFqName(value.fq_name), key, macOf(value) ?? '', ...addressesOfPort(context.read, key)].join(' '),
  project: (_context, { value }) => projectName(value),
  affectedBy: {
    'instance-ip': portsOfAddressChange,
    'floating-ip': portsOfAddressChange,
    'kube/Pod': portsOfPodChange,
    'virtual-network': portsOfNetworkChange,
    'virtual-router': portsOfNodeChange,
  },
});
