/** The verdict of an access list is that of its first entry that matches, without making the list. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AclRule, PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import { formatFqName, sameFqName, type FqName } from '../../model/naming/fq-name.ts';
import { addressOf } from '../../model/net/address.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import { holds } from '../../testing/seed.ts';
import { networkAccessList, securityGroupAccessLists } from './access-control.ts';
import { groupEntry, networkAccess, networkAccessRules, type AccessEnd, type AccessPacket } from './access-verdict.ts';

const NETWORKS = ['d:p:a', 'd:p:b', 'd:p:c', 'd:p:fabric'];
const POLICIES = ['d:p:one', 'd:p:two'];
const fq = (text: string): FqName => text.split(':');

const address: fc.Arbitrary<PolicyAddress> = fc.oneof(
  fc.constantFrom(...NETWORKS, 'local', 'any', 'd:p:nobody').map((virtual_network) => ({ virtual_network })),
  fc.constantFrom(...POLICIES, 'd:p:nobody').map((network_policy) => ({ network_policy })),
  fc.constantFrom('10.0.0.0', '10.0.0.2').map((ip_prefix) => ({ subnet: { ip_prefix, ip_prefix_len: 31 } })),
);
const ports = fc.constantFrom({ start_port: -1, end_port: -1 }, { start_port: 80, end_port: 81 });
const rule: fc.Arbitrary<PolicyRule> = fc.record({
  direction: fc.constantFrom('>' as const, '<>' as const),
  protocol: fc.constantFrom('any', 'tcp', '17', 'icmp'),
  src_addresses: fc.array(address, { minLength: 1, maxLength: 2 }),
  src_ports: fc.array(ports, { maxLength: 1 }),
  dst_addresses: fc.array(address, { minLength: 1, maxLength: 2 }),
  dst_ports: fc.array(ports, { maxLength: 2 }),
  action_list: fc.constantFrom({ simple_action: 'pass' as const }, { simple_action: 'deny' as const }, {}),
});

const PROTOCOL: { readonly [text: string]: string } = { '17': 'udp' };

/** Read off the entries as they stand. */
function firstMatch(list: readonly AclRule[], { source, destination, protocol }: AccessPacket): string | undefined {
  const isEnd = (end: PolicyAddress, at: AccessEnd): boolean =>
    end.virtual_network != null
      ? [at.network, 'any'].includes(end.virtual_network)
      : end.subnet == null || contains(prefixFrom(`${end.subnet.ip_prefix}/${end.subnet.ip_prefix_len}`), at.address);
  const isPort = ({ start_port: from, end_port: to }: { start_port: number; end_port: number }, port?: number) =>
    from === -1 || (port !== undefined && port >= from && port <= to);
  return list.find(({ direction, match_condition: each }) => {
    const fits = (from: AccessEnd, to: AccessEnd): boolean =>
      isEnd(each.src_address, from) &&
      isEnd(each.dst_address, to) &&
      isPort(each.src_port, from.port) &&
      isPort(each.dst_port, to.port);
    return (
      ['any', protocol].includes(PROTOCOL[each.protocol] ?? each.protocol) &&
      (fits(source, destination) || (direction === '<>' && fits(destination, source)))
    );
  })?.action_list.simple_action;
}

test('a network, with the policies of both ends', () => {
  const attached = fc.subarray(POLICIES);
  const end = (attachments: { readonly [network: string]: readonly string[] }) =>
    fc
      .record({
        address: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.9').map(addressOf),
        port: fc.constantFrom(80, 81, 9000),
        network: fc.constantFrom(...NETWORKS),
      })
      .map((each): AccessEnd => ({ ...each, groups: [], policies: (attachments[each.network] ?? []).map(fq) }));
  const world = fc
    .record({
      rules: fc.record({ one: fc.array(rule, { maxLength: 3 }), two: fc.array(rule, { maxLength: 3 }) }),
      attachments: fc.record(Object.fromEntries(NETWORKS.map((network) => [network, attached]))),
      fabricSnat: fc.boolean(),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'sctp' as const),
    })
    .chain((each) => fc.tuple(fc.constant(each), end(each.attachments), end(each.attachments)));
  holds(
    fc.property(world, ([{ rules, attachments, fabricSnat, protocol }, source, destination]) => {
      const policies = ['one', 'two']
        .map((name) => ({ uuid: name, name: fq(`d:p:${name}`), rules: rules[name as 'one'] }))
        .filter(({ name }) => attachments['d:p:a']!.includes(formatFqName(name)));
      const self = { uuid: 'a', name: fq('d:p:a'), fabricSnat, fabricNetwork: 'd:p:fabric' };
      const list = networkAccessList(self, policies, {
        holders: (policy) =>
          NETWORKS.filter((network) => attachments[network]!.some((each) => sameFqName(fq(each), policy))).map(
            (network) => ({ uuid: network, name: fq(network) }),
          ),
      });
      const packet = { source, destination, protocol };
      const expected = list === undefined ? 'pass' : firstMatch(list, packet);
      expect(networkAccess(networkAccessRules(self, policies), packet).passes ? 'pass' : 'deny').toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('a security group passes what a rule passes, and its answers', () => {
  const any = [{ start_port: 0, end_port: 65_535 }];
  const { ingress } = securityGroupAccessLists(
    [
      {
        protocol: 'tcp',
        src_addresses: [{ security_group: 'd:p:web' }],
        src_ports: any,
        dst_addresses: [{ security_group: 'local' }],
        dst_ports: [{ start_port: 80, end_port: 80 }],
      },
    ],
    (name) => name,
  );
  const entry = (groups: readonly string[], port: number): boolean =>
    groupEntry(ingress, {
      protocol: 'tcp',
      source: { address: addressOf('10.0.0.1'), port: 1000, network: 'n', policies: [], groups },
      destination: { address: addressOf('10.0.0.2'), port, network: 'n', policies: [], groups: [] },
    }) !== undefined;
  expect([entry(['d:p:web'], 80), entry(['d:p:web'], 81), entry(['d:p:db'], 80)]).toEqual([true, false, false]);
});
