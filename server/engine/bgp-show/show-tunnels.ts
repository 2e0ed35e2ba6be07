/**
 * `show interfaces gr-2/3/0.32771` and `show dynamic-tunnels database` in the format of Junos.
 *
 * Omitted because they do not exist here: index and SNMP ifIndex, the last field of IP-Header (internal flags), MTUs,
 * and packet counters (the lab's gateway has no data plane).
 */

import { parseAddress } from '../../model/net/address.ts';
import { contains, parsePrefix } from '../../model/net/prefix.ts';
import type { DynamicTunnel } from '../../model/oper/gateway.ts';

export function printInterface({
  name,
  remote,
  local,
  protocol,
  ttl,
  encapsulation,
}: DynamicTunnel): readonly string[] {
  return [
    `  Logical interface ${name}`,
    '    Flags: Up Point-To-Point',
    `    IP-Header ${remote}:${local}:${protocol}:df:${ttl}`,
    `    Encapsulation: ${encapsulation === 'gre' ? 'GRE-NULL' : 'UDP-NULL'}`,
    '    Gre keepalives configured: Off, Gre keepalives adjacency state: down',
    '    Protocol inet',
    '    Protocol mpls, Maximum labels: 3',
  ];
}

export function printTunnels(networks: readonly string[], tunnels: readonly DynamicTunnel[]): readonly string[] {
  const lines = ['Table: inet.3'];
  for (const network of networks) {
    lines.push('', `Destination-network: ${network}`);
    const covered = parsePrefix(network, 'mask');
    for (const { remote, local, name, routes, encapsulation } of tunnels) {
      const to = parseAddress(remote);
      if (covered === undefined || to === undefined || !contains(covered, to)) continue;
      lines.push(
        `Tunnel to: ${remote}/${remote.includes(':') ? 128 : 32} State: Up`,
        `  Reference count: ${routes}`,
        `  Next-hop type: ${encapsulation}`,
        `    Source address: ${local}`,
        `    Next hop: ${name}`,
        '    State: Up',
      );
    }
  }
  return lines;
}
