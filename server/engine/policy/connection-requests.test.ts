import { describe, expect, test } from 'vitest';
import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import {
  connectionRequestsOf,
  stepsTo,
  type PolicyDirectory,
  type AttachedPolicy,
  type NamedNetwork,
} from './connection-requests.ts';

const named = (text: string): NamedNetwork => ({ uuid: text, name: text.split(':') });
const NETWORKS = ['d:p:a', 'd:p:b', 'd:q:c'].map(named);
const [A, B, C] = NETWORKS as [NamedNetwork, NamedNetwork, NamedNetwork];
const GROUPS: Readonly<Record<string, readonly NamedNetwork[]>> = {
  'holders d:p:hub': [A, B, C],
  'project p': [A, B],
  'project q': [C],
};
const groupsOf = (network: NamedNetwork): ReadonlySet<string> =>
  new Set(Object.entries(GROUPS).flatMap(([group, members]) => (members.includes(network) ? [group] : [])));

const directoryOf = (self: NamedNetwork): PolicyDirectory => ({
  network: (name) => NETWORKS.find((network) => network.uuid === name.join(':')),
  holders: (policy) =>
    Object.hasOwn(GROUPS, `holders ${policy.join(':')}`) ? `holders ${policy.join(':')}` : undefined,
  neighbours: () => `project ${self.name[1]}`,
});

const vn = (virtual_network: string): PolicyAddress => ({ virtual_network });
const np = (network_policy: string): PolicyAddress => ({ network_policy });
const subnet: PolicyAddress = { subnet: { ip_prefix: '10.0.0.0', ip_prefix_len: 8 } };

function rule(source: PolicyAddress, destination: PolicyAddress, rest: Partial<PolicyRule> = {}): PolicyRule {
  return {
    direction: '<>',
    protocol: 'any',
    src_addresses: [source],
    src_ports: [],
    dst_addresses: [destination],
    dst_ports: [],
    action_list: { simple_action: 'pass' },
    ...rest,
  };
}

function requested(self: NamedNetwork, policyName: string, ...rules: readonly PolicyRule[]): readonly string[] {
  const policy: AttachedPolicy = { ...named(policyName), rules };
  const requests = connectionRequestsOf(self, [policy], directoryOf(self));
  const peers = NETWORKS.filter(
    (network) => network !== self && stepsTo(requests, network.uuid, groupsOf(network)).length > 0,
  ).map(({ uuid }) => uuid);
  return [...peers, ...requests.flatMap(({ end }) => (end.kind === 'dangling' ? [`?${end.wanted.join(':')}`] : []))];
}

describe('which networks a policy asks to be connected with', () => {
  test.each<[string, NamedNetwork, string, PolicyRule, readonly string[]]>([
    ['own network as source', A, 'd:p:x', rule(vn('d:p:a'), vn('d:p:b')), ['d:p:b']],
    ['own network as destination', B, 'd:p:x', rule(vn('d:p:a'), vn('d:p:b')), ['d:p:a']],
    [
      'one direction is enough: replies need routes',
      B,
      'd:p:x',
      rule(vn('d:p:a'), vn('d:p:b'), { direction: '>' }),
      ['d:p:a'],
    ],
    ['a rule between others asks nothing', C, 'd:p:x', rule(vn('d:p:a'), vn('d:p:b')), []],
    ['local is oneself', A, 'd:p:x', rule(vn('local'), vn('d:q:c')), ['d:q:c']],
    ['any is the same project', A, 'd:p:x', rule(vn('local'), vn('any')), ['d:p:b']],
    ['a spoke asks for the hub', A, 'd:p:hub', rule(np('d:p:hub'), vn('d:q:c')), ['d:q:c']],
    ['the hub asks for every spoke', C, 'd:p:hub', rule(np('d:p:hub'), vn('d:q:c')), ['d:p:a', 'd:p:b']],
    ['prefixes name no network', A, 'd:p:x', rule(vn('local'), subnet), []],
    [
      'deny does not connect',
      A,
      'd:p:x',
      rule(vn('local'), vn('d:p:b'), { action_list: { simple_action: 'deny' } }),
      [],
    ],
    [
      'services in between do not connect directly',
      A,
      'd:p:x',
      rule(vn('local'), vn('d:p:b'), { action_list: { simple_action: 'pass', apply_service: ['d:p:firewall'] } }),
      [],
    ],
    ['a missing network dangles', A, 'd:p:x', rule(vn('local'), vn('d:p:gone')), ['?d:p:gone']],
    ['a missing policy stands for nobody', A, 'd:p:x', rule(vn('local'), np('d:p:gone')), []],
    ['oneself is no peer', A, 'd:p:x', rule(vn('d:p:a'), vn('d:p:a')), []],
  ])('%s', (_case, self, policy, one, expected) => {
    expect(requested(self, policy, one)).toEqual(expected);
  });

  test('two rules for the same peer are two steps', () => {
    const policy: AttachedPolicy = {
      ...named('d:p:x'),
      rules: [rule(vn('local'), vn('d:p:b')), rule(subnet, subnet), rule(vn('d:p:b'), vn('local'))],
    };
    expect(stepsTo(connectionRequestsOf(A, [policy], directoryOf(A)), 'd:p:b', new Set())).toMatchObject([
      { rule: 0 },
      { rule: 2 },
    ]);
  });
});
