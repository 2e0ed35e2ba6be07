import { describe, expect, test } from 'vitest';
import type { AclRule, PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import { networkAccessList, securityGroupAccessLists, type HolderDirectory } from './access-control.ts';
import type { NamedNetwork } from './connection-requests.ts';

const named = (text: string): NamedNetwork => ({ uuid: text, name: text.split(':') });
const directory: HolderDirectory = { holders: () => ['d:p:hub', 'd:p:s2', 'd:p:s1'].map(named) };
const ANY_PORT = [{ start_port: -1, end_port: -1 }];

function rule(
  source: PolicyAddress,
  destination: PolicyAddress,
  protocol = 'any',
  action: 'pass' | 'deny' = 'pass',
): PolicyRule {
  return {
    rule_uuid: 'r',
    direction: '<>',
    protocol,
    src_addresses: [source],
    src_ports: ANY_PORT,
    dst_addresses: [destination],
    dst_ports: ANY_PORT,
    action_list: { simple_action: action },
  };
}

const text = ({ match_condition: { src_address: from, dst_address: to, protocol }, action_list }: AclRule): string =>
  `${from.virtual_network ?? from.security_group ?? (from.subnet ? 'prefix' : 'local')} > ` +
  `${to.virtual_network ?? to.security_group ?? (to.subnet ? 'prefix' : 'local')} ${protocol} ` +
  `${action_list.simple_action}`;

function list(self: string, rules: readonly PolicyRule[], fabricSnat = false): readonly string[] | undefined {
  const policies = rules.length === 0 ? [] : [{ ...named('d:p:np'), rules }];
  return networkAccessList({ ...named(self), fabricSnat, fabricNetwork: 'fabric' }, policies, directory)?.map(text);
}

describe('access list of a network', () => {
  test.each<[string, string, readonly PolicyRule[], boolean, readonly string[] | undefined]>([
    ['no policy: no list', 'd:p:a', [], false, undefined],
    [
      'what no rule passes between the same ends is denied, all else passes',
      'd:p:a',
      [rule({ virtual_network: 'local' }, { virtual_network: 'd:p:b' }, 'tcp')],
      false,
      ['d:p:a > d:p:b tcp pass', 'd:p:a > d:p:a any pass', 'd:p:a > d:p:b any deny', 'any > any any pass'],
    ],
    [
      'a spoke has itself only',
      'd:p:s1',
      [rule({ network_policy: 'd:p:np' }, { virtual_network: 'd:p:hub' })],
      false,
      ['d:p:s1 > d:p:hub any pass', 'd:p:s1 > d:p:s1 any pass', 'd:p:s1 > d:p:hub any deny', 'any > any any pass'],
    ],
    [
      'the hub has every spoke',
      'd:p:hub',
      [rule({ network_policy: 'd:p:np' }, { virtual_network: 'd:p:hub' })],
      false,
      [
        'd:p:hub > d:p:hub any pass',
        'd:p:s1 > d:p:hub any pass',
        'd:p:s2 > d:p:hub any pass',
        'd:p:s1 > d:p:hub any deny',
        'd:p:s2 > d:p:hub any deny',
        'any > any any pass',
      ],
    ],
    [
      'a rule between others does not appear',
      'd:p:a',
      [rule({ virtual_network: 'd:p:b' }, { virtual_network: 'd:p:c' })],
      false,
      ['d:p:a > d:p:a any pass', 'any > any any pass'],
    ],
    [
      'fabric SNAT',
      'd:p:a',
      [],
      true,
      ['d:p:a > d:p:a any pass', 'd:p:a > fabric any pass', 'd:p:a > any any deny', 'any > any any pass'],
    ],
  ])('%s', (_case, self, rules, fabricSnat, expected) => {
    expect(list(self, rules, fabricSnat)).toEqual(expected);
  });

  test('a security group is split by where local stands', () => {
    const { ingress, egress } = securityGroupAccessLists(
      [
        rule({ subnet: { ip_prefix: '0.0.0.0', ip_prefix_len: 0 } }, { security_group: 'local' }),
        rule({ security_group: 'local' }, { security_group: 'd:p:other' }),
      ],
      () => '8000004',
    );
    expect(ingress.map(text)).toEqual(['prefix > local any pass']);
    expect(egress.map(text)).toEqual(['local > 8000004 any pass']);
  });
});
