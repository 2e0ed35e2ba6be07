import type { PodInterface, PodNetwork } from '../../engine/forwarding/egress.ts';
import { formatAddress, type IpFamily } from '../../model/net/address.ts';
import { broadcastAddress, prefixOf } from '../../model/net/prefix.ts';
import { fail, type Command } from '../process.ts';

/** With which the virtual router answers for every gateway. */
const ROUTER_MAC = '00:00:5e:00:01:00';

/** `ip [-4|-6] [-o] addr|link|route|neigh [show] [dev NAME]` of busybox. */
export const ip: Command = async (process) => {
  const { args } = process;
  const flags = args.filter((each) => each.startsWith('-'));
  const [object = '', ...rest] = args.filter((each) => !each.startsWith('-'));
  const family: IpFamily | undefined = flags.includes('-6') ? 6 : flags.includes('-4') ? 4 : undefined;
  const oneLine = flags.some((flag) => ['-o', '-oneline'].includes(flag));
  const device = rest[rest.indexOf('dev') + 1];
  const named = rest.includes('dev') ? device : rest.filter((each) => !['show', 'list', 'ls'].includes(each)).at(0);
  const network = await process.network.interfaces();
  if (network === undefined) return fail(process, 'cannot open netlink socket');
  const numbered = network.interfaces.map((each, index) => ({ each, number: index + 1 }));
  const shown = numbered.filter(({ each }) => named === undefined || each.name === named);
  if (named !== undefined && shown.length === 0 && /^(?:a|l)/.test(object))
    return fail(process, `can't find device '${named}'`);
  if (object !== '' && 'address'.startsWith(object)) {
    for (const { each, number } of shown) await process.out(addressLines(each, number, family, oneLine));
    return 0;
  }
  if (object !== '' && 'link'.startsWith(object)) {
    for (const { each, number } of shown) await process.out(linkLines(each, number, oneLine));
    return 0;
  }
  if (object !== '' && 'route'.startsWith(object)) {
    await process.out(routeLines(network, family ?? 4, named));
    return 0;
  }
  if (object !== '' && ('neighbour'.startsWith(object) || 'neighbor'.startsWith(object))) {
    await process.out(neighbourLines(network, family, named));
    return 0;
  }
  await process.err('Usage: ip [OPTIONS] address|route|link|neigh [show] [dev IFACE]\n');
  return 1;
};

const LOOPBACK = 'lo';

function head({ name, mtu }: PodInterface, number: number): string {
  return name === LOOPBACK
    ? `${number}: ${name}: <LOOPBACK,UP,LOWER_UP> mtu ${mtu} qdisc noqueue state UNKNOWN qlen 1000`
    : `${number}: ${name}@if${number + 20}: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu ${mtu} qdisc noqueue ` +
        'state UP ';
}

/** Of a node's own interface nothing but its address is known. */
function link({ name, mac }: PodInterface): string {
  if (name === LOOPBACK) return 'link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00';
  return mac === undefined ? 'link/none ' : `link/ether ${mac} brd ff:ff:ff:ff:ff:ff`;
}

function linkLines(each: PodInterface, number: number, oneLine: boolean): string {
  return `${head(each, number)}${oneLine ? '\\' : '\n'}    ${link(each)}\n`;
}

function addressLines(each: PodInterface, number: number, family: IpFamily | undefined, oneLine: boolean): string {
  const addresses = each.addresses.filter(({ address }) => family === undefined || address.family === family);
  if (family !== undefined && addresses.length === 0) return '';
  const lines = addresses.map(({ address, length }) => {
    const scope = each.name === LOOPBACK ? 'host' : 'global';
    const brd =
      address.family === 4 && each.name !== LOOPBACK
        ? ` brd ${formatAddress(broadcastAddress(prefixOf(address, length)))}`
        : '';
    const label = address.family === 4 ? each.name : '';
    return `inet${address.family === 6 ? '6' : ''} ${formatAddress(address)}/${length}${brd} scope ${scope} ${label}`;
  });
  const forever = 'valid_lft forever preferred_lft forever';
  if (oneLine) return lines.map((line) => `${number}: ${each.name}    ${line}\\       ${forever}\n`).join('');
  const body = lines.map((line) => `    ${line}\n       ${forever}\n`).join('');
  return `${head(each, number)}\n${family === undefined ? `    ${link(each)}\n` : ''}${body}`;
}

function routeLines({ routes }: PodNetwork, family: IpFamily, device: string | undefined): string {
  return routes
    .filter((route) => route.source.family === family && (device === undefined || route.interface === device))
    .map(({ prefix, gateway, interface: name, source }) =>
      gateway === undefined
        ? `${prefix} dev ${name} scope link  src ${formatAddress(source)} \n`
        : `${prefix ?? 'default'} via ${formatAddress(gateway)} dev ${name} \n`,
    )
    .join('');
}

function neighbourLines({ routes }: PodNetwork, family: IpFamily | undefined, device: string | undefined): string {
  return routes
    .filter(({ gateway, interface: name }) => gateway !== undefined && (device === undefined || name === device))
    .filter(({ source }) => family === undefined || source.family === family)
    .map(({ gateway, interface: name }) => `${formatAddress(gateway!)} dev ${name} lladdr ${ROUTER_MAC} REACHABLE\n`)
    .join('');
}
