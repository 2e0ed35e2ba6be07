/**
 * Per virtual machine interface: the host routes that it originates, as the agent does (`vm_interface.cc`,
 * `FloatingIp::AddL3`). Its addresses are routed in the table of its own network, each floating IP in that of its
 * pool's network, all with the interface's one label and the compute node as next hop. An interface without node, node
 * address or label originates nothing yet; each path says why.
 */

import { HIGH_PREFERENCE, LOW_PREFERENCE, medOfLocalPreference } from '../../engine/leaking/preference.ts';
import { networkOfFloatingIp } from '../../model/config/floating-ip-network.ts';
import type { Ref } from '../../model/config/record.ts';
import type { FloatingIp, InstanceIp, VirtualMachineInterface, VirtualRouter } from '../../model/config/types.ts';
import { LOADBALANCER_OWNER } from '../../model/config/virtual-machine-interface.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { parseAddress } from '../../model/net/address.ts';
import type { Port } from '../../model/oper/port.ts';
import type { NextHop, NotInstalled, RouteOrigin, RoutePath } from '../../model/oper/route.ts';
import { by } from '../../model/order.ts';
import { byRef } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import type { CalcNode, RowIndex, Tracked } from '../calc-node.ts';
import { hostPrefix } from '../prefix-key.ts';
import type { Groups } from './groups.ts';
import { keysOf } from './keys-of.ts';
import { NONE, withOne } from './lists.ts';

const INTERFACE = 'virtual-machine-interface';

/** `byNode`: the ports of each node as of the last drain; ports added since then are dirty anyway. */
export function ports(byNode: Groups<Port>, indexes: readonly RowIndex<Port>[]): CalcNode<Port, typeof INTERFACE> {
  const nextHops = new NextHops();
  return {
    name: 'ports',
    kind: INTERFACE,
    keys: (read) => keysOf(read, INTERFACE),
    about: (key) => [{ kind: INTERFACE, key }],
    hears: new Set<Kind>([INTERFACE, 'virtual-router', 'instance-ip', 'floating-ip']),
    touched: (change, read) => {
      if (change.kind === INTERFACE) return [change.key, ...sharing(change, read)];
      if (change.kind === 'virtual-router') return byNode.of(change.key);
      return change.kind === 'instance-ip' || change.kind === 'floating-ip' ? interfacesOfAddress(change) : [];
    },
    compute: (key, tracked, record) => compute(key, tracked, record, nextHops),
    indexes: [byNode, ...indexes],
  };
}

/** Up to this many interfaces, one of them more or less may matter to all. */
const FEW = 3;

/**
 * The interfaces of an address. If it has many (a service's floating IP) and differs in nothing but them, those that
 * came or went.
 */
function interfacesOfAddress({ old, new: next }: Change): readonly string[] {
  const [before, after] = [old, next].map((side) => side?.value as InstanceIp | FloatingIp | undefined);
  const [had, has] = [before, after].map((record) => (record?.refs[INTERFACE] ?? []).map((ref) => ref.uuid));
  if (had!.length <= FEW || has!.length <= FEW || !deepEqual(before!.props, after!.props)) return [...had!, ...has!];
  const [known, now] = [new Set(had), new Set(has)];
  return [...had!.filter((uuid) => !now.has(uuid)), ...has!.filter((uuid) => !known.has(uuid))];
}

function compute(
  key: string,
  tracked: Tracked,
  record: Stored<typeof INTERFACE> | undefined,
  nextHops: NextHops,
): Port | undefined {
  const { read } = tracked;
  const vmi = record?.value;
  if (vmi === undefined) return undefined;
  const networkUuid = first(vmi.refs['virtual-network']);
  const machineUuid = first(vmi.refs['virtual-machine']);
  const nodeUuid = textOf(vmi.allocated?.['node']);
  const label = vmi.allocated?.['label'];
  const hop = nextHops.of(nodeUuid, read);
  const common: Common = {
    interfaceUuid: key,
    machineUuid,
    label: typeof label === 'number' ? label : undefined,
    preference: vmi.props.virtual_machine_interface_properties?.local_preference,
    nextHop: 'address' in hop ? hop : undefined,
    notInstalled: 'address' in hop ? (typeof label === 'number' ? undefined : NO_LABEL) : hop,
  };
  const balancing = isLoadBalancer(vmi);
  let paths: RoutePath[] | undefined;
  let addresses: string[] | undefined;
  for (const { value: iip } of read.lookup(byRef('instance-ip', INTERFACE), key)) {
    const address = iip.props.instance_ip_address;
    if (address === undefined) continue;
    addresses = withOne(addresses, address);
    if (networkUuid === undefined || balancing) continue;
    const shared = iip.props.instance_ip_mode === 'active-active' && (iip.refs[INTERFACE]?.length ?? 0) > 1;
    const origin: RouteOrigin = { kind: 'interface', instanceIpUuid: iip.uuid, interfaceUuid: key, machineUuid };
    paths = withPath(paths, `iip:${iip.uuid}@${key}`, address, networkUuid, origin, common, shared);
  }
  let floatingIps: { uuid: string; address: string }[] | undefined;
  for (const { value: fip } of read.lookup(byRef('floating-ip', INTERFACE), key)) {
    const address = fip.props.floating_ip_address;
    if (address === undefined) continue;
    floatingIps = withOne(floatingIps, { uuid: fip.uuid, address });
    if (balancing) continue;
    const routedIn = networkOf(fip, tracked);
    if (routedIn === undefined) continue;
    const origin: RouteOrigin = {
      kind: 'floating-ip',
      floatingIpUuid: fip.uuid,
      poolUuid: fip.parent_type === 'instance-ip' ? undefined : fip.parent_uuid,
      interfaceUuid: key,
      machineUuid,
    };
    const other = otherFamily(address, addresses);
    paths = withPath(
      paths,
      `fip:${fip.uuid}@${key}`,
      address,
      routedIn,
      origin,
      other === undefined ? common : { ...common, notInstalled: common.notInstalled ?? other },
      isShared(fip, read),
    );
  }
  return {
    interfaceUuid: key,
    networkUuid,
    projectUuid: vmi.parent_type === 'project' ? vmi.parent_uuid : undefined,
    machineUuid,
    nodeUuid,
    nextHop: common.nextHop,
    label: common.label,
    addresses: addresses === undefined ? NONE : addresses.length > 1 ? addresses.sort() : addresses,
    floatingIps:
      floatingIps === undefined
        ? NONE
        : floatingIps.length > 1
          ? floatingIps.sort(by(({ uuid }) => uuid))
          : floatingIps,
    paths: paths === undefined ? NONE : paths.length > 1 ? paths.sort(by(({ id }) => id)) : paths,
  };
}

/** The interface of a load balancer forwards nothing: its addresses are routed to the interfaces behind it. */
function isLoadBalancer(vmi: VirtualMachineInterface | undefined): boolean {
  return vmi?.props.virtual_machine_interface_device_owner === LOADBALANCER_OWNER;
}

/** The interfaces with which one shares floating IPs, if it became the load balancer's among them, or no longer is. */
function sharing({ key, old, new: next }: Change, read: Read): readonly string[] {
  const [before, after] = [old, next].map((side) => isLoadBalancer(side?.value as VirtualMachineInterface | undefined));
  if (before === after) return NONE;
  return [...read.lookup(byRef('floating-ip', INTERFACE), key)].flatMap(({ value }) =>
    (value.refs[INTERFACE] ?? []).slice(0, FEW + 1).map(({ uuid }) => uuid),
  );
}

/** Whether several interfaces answer for a floating IP; its load balancer's own does not count. */
function isShared({ refs }: FloatingIp, read: Read): boolean {
  let answering = 0;
  for (const { uuid } of refs[INTERFACE] ?? [])
    if (!isLoadBalancer(read.get(INTERFACE, uuid)?.value) && ++answering > 1) return true;
  return false;
}

interface Common {
  readonly interfaceUuid: string;
  readonly machineUuid: string | undefined;
  readonly label: number | undefined;
  readonly preference: number | undefined;
  readonly nextHop: NextHop | undefined;
  readonly notInstalled: NotInstalled | undefined;
}

function withPath(
  paths: RoutePath[] | undefined,
  id: string,
  text: string,
  instance: string,
  origin: RouteOrigin,
  common: Common,
  shared: boolean,
): RoutePath[] | undefined {
  const prefix = hostPrefix(text);
  if (prefix === undefined) return paths;
  const localPreference = common.preference ?? (shared ? HIGH_PREFERENCE : LOW_PREFERENCE);
  const path: RoutePath = {
    id,
    prefix,
    instance,
    origin,
    label: common.label,
    localPreference,
    med: medOfLocalPreference(localPreference),
    nextHop: common.nextHop,
  };
  return withOne(paths, common.notInstalled === undefined ? path : { ...path, notInstalled: common.notInstalled });
}

/** Whether the interface has only addresses of the other family, so that the floating IP cannot be translated. */
function otherFamily(floating: string, addresses: readonly string[] | undefined): NotInstalled | undefined {
  const family = parseAddress(floating)?.family;
  if (
    family === undefined ||
    addresses === undefined ||
    addresses.some((text) => parseAddress(text)?.family === family)
  )
    return undefined;
  return { kind: 'other-family', family, addresses: [...addresses].sort() };
}

const NO_NODE: NotInstalled = { kind: 'no-node' };
const NO_LABEL: NotInstalled = { kind: 'no-label' };

/** The next hop of each compute node as it was last asked for: all its interfaces share it. */
class NextHops {
  private readonly known = new Map<
    string,
    { readonly router: VirtualRouter | undefined; readonly hop: NextHop | NotInstalled }
  >();

  of(nodeUuid: string | undefined, read: Read): NextHop | NotInstalled {
    if (nodeUuid === undefined) return NO_NODE;
    const router = read.get('virtual-router', nodeUuid)?.value;
    const known = this.known.get(nodeUuid);
    if (known !== undefined && known.router === router) return known.hop;
    const hop = nextHopOf(nodeUuid, router);
    if (router === undefined) this.known.delete(nodeUuid);
    else this.known.set(nodeUuid, { router, hop });
    return hop;
  }
}

function nextHopOf(nodeUuid: string, node: VirtualRouter | undefined): NextHop | NotInstalled {
  if (node === undefined) return { kind: 'node-missing', nodeUuid };
  const address = node.props.virtual_router_ip_address;
  const nodeName = node.fq_name.at(-1) ?? nodeUuid;
  if (address === undefined || parseAddress(address) === undefined)
    return { kind: 'node-without-address', nodeUuid, nodeName };
  return { nodeUuid, nodeName, address };
}

function networkOf(fip: FloatingIp, tracked: Tracked): string | undefined {
  return networkOfFloatingIp(fip, {
    instanceIp: (uuid) => tracked.record('instance-ip', uuid)?.value,
    pool: (uuid) => tracked.record('floating-ip-pool', uuid)?.value,
  });
}

function first(refs: readonly Ref[] | undefined): string | undefined {
  return refs?.[0]?.uuid;
}

function textOf(value: number | string | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
