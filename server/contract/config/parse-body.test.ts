import { describe, expect, test } from 'vitest';
import { parseBody, wireBody } from './parse-body.ts';

describe('a body as it was read can be sent back', () => {
  test('computed fields are left out, nulls below the first level are absent, on it they unset', () => {
    expect(
      parseBody('virtual-network', {
        'virtual-network': {
          uuid: '00000000-0000-4000-8000-000000000001',
          name: 'a',
          href: 'http://x',
          fq_name: ['d', 'p', 'a'],
          parent_href: 'http://y',
          routing_instances: [{ uuid: 'r' }],
          instance_ip_back_refs: [],
          is_shared: null,
          virtual_network_properties: { rpf: 'enable', mtu: null },
          network_policy_refs: [
            {
              to: ['d', 'p', 'np'],
              href: 'http://z',
              uuid: '00000000-0000-4000-8000-000000000002',
              attr: { sequence: { major: 0, minor: 0 }, timer: null },
            },
          ],
          qos_config_refs: [],
        },
      }),
    ).toEqual({
      kind: 'body',
      body: {
        uuid: '00000000-0000-4000-8000-000000000001',
        fq_name: ['d', 'p', 'a'],
        props: { is_shared: null, virtual_network_properties: { rpf: 'enable' } },
        refs: {
          'network-policy': [
            {
              uuid: '00000000-0000-4000-8000-000000000002',
              to: ['d', 'p', 'np'],
              attr: { sequence: { major: 0, minor: 0 } },
            },
          ],
        },
      },
    });
  });

  test('what a form builds is what is read', () => {
    const body = {
      fq_name: ['d', 'p', 'a'],
      props: { is_shared: true },
      refs: { 'network-policy': [{ to: ['d', 'p', 'np'], attr: null }] },
    };
    expect(parseBody('virtual-network', wireBody('virtual-network', body))).toEqual({ kind: 'body', body });
  });
});

describe('each fault has a pointer and a sentence', () => {
  test.each([
    [
      'virtual-network',
      { import_route_target_list: { route_target: ['target:1:2', 'target:70000:65536'] } },
      '/virtual-network/import_route_target_list/route_target/1',
      'Route target target:70000:65536: after a 4-byte ASN the number must be between 0 and 65535',
    ],
    [
      'virtual-network',
      { virtual_network_properties: { forwarding_mode: 'l4' } },
      '/virtual-network/virtual_network_properties/forwarding_mode',
      'Forwarding mode must be one of l2_l3, l2, l3',
    ],
    [
      'virtual-network',
      {
        network_ipam_refs: [
          { to: ['x'], attr: { ipam_subnets: [{ subnet: { ip_prefix: '10.0.0.0', ip_prefix_len: 40 } }] } },
        ],
      },
      '/virtual-network/network_ipam_refs/0/attr/ipam_subnets/0/subnet',
      'The prefix length of an IPv4 subnet is at most 32',
    ],
    [
      'virtual-network',
      { network_policy_refs: [{}] },
      '/virtual-network/network_policy_refs/0',
      'A reference needs the uuid of its target, or its name in "to"',
    ],
    [
      'virtual-network',
      { qos_config_refs: [{ uuid: 'x' }] },
      '/virtual-network/qos_config_refs',
      'Bad reference in virtual-network: there are no references "qos_config_refs"',
    ],
    [
      'bgp-router',
      { bgp_router_parameters: { autonomous_system: '1.45' } },
      '/bgp-router/bgp_router_parameters/autonomous_system',
      'ASN must be a whole number of 1–4294967295: "1.45" is 65581',
    ],
    [
      'global-system-config',
      { autonomous_system: 'AS65000' },
      '/global-system-config/autonomous_system',
      'ASN must be a whole number of 1–4294967295: "AS65000" is 65000',
    ],
    [
      'bgp-router',
      { bgp_router_parameters: { hold_time: 2 } },
      '/bgp-router/bgp_router_parameters/hold_time',
      'BGP Hold Time MUST be either zero or at least three seconds',
    ],
    [
      'bgp-router',
      { bgp_router_parameters: { port: -1 } },
      '/bgp-router/bgp_router_parameters/port',
      'Port must be a whole number of 1–65535',
    ],
    [
      'bgp-router',
      { bgp_router_refs: [{ to: ['r'], attr: { session: [{ attributes: [{ loop_count: 17 }] }] } }] },
      '/bgp-router/bgp_router_refs/0/attr/session/0/attributes/0/loop_count',
      'Loop count must be a whole number of 0–16',
    ],
    [
      'global-system-config',
      { graceful_restart_parameters: { restart_time: 5000 } },
      '/global-system-config/graceful_restart_parameters/restart_time',
      'Restart time must be a whole number of 0–4095 seconds',
    ],
    [
      'floating-ip',
      { floating_ip_address: '1.2.3' },
      '/floating-ip/floating_ip_address',
      '"1.2.3" is not an IP address',
    ],
    [
      'security-group',
      { configured_security_group_id: 8_000_000 },
      '/security-group/configured_security_group_id',
      'Configured id must be a whole number of 0–7999999',
    ],
    [
      'project',
      { perms2: { share: [{ tenant: 't', tenant_access: 8 }] } },
      '/project/perms2/share/0/tenant_access',
      'Access must be a whole number of 0–7',
    ],
  ] as const)('%s %j', (type, given, pointer, detail) => {
    expect(parseBody(type, { [type]: given })).toMatchObject({ kind: 'faults', faults: [{ pointer, detail }] });
  });
});
