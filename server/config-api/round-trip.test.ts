/**
 * An object that is read whole and sent back is taken, and changes nothing: for every type, the objects of a whole
 * cluster.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { findByFqName } from '../config/records.ts';
import { createKubeObject } from '../kube/operations.ts';
import { CONFIG_TYPES } from '../model/config/types.ts';
import { createFirewall } from '../testing/builders/firewall.ts';
import { startTestingServer, type Document, type TestingServer } from '../testing/config-api-server.ts';
import { subnetRef, to } from '../testing/config-bench.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';

const DP = ['default-domain', 'default-project'];
let api: TestingServer;

beforeAll(async () => {
  const system = createInMemorySystem();
  system.do((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: { name: 'web', annotations: { 'opencontrail.org/isolation': 'true' } },
    }),
  );
  system.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name: 'a', namespace: 'web' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }),
  );
  system.do((context) => {
    const network = createObject(context, 'virtual-network', {
      fq_name: [...DP, 'rich'],
      annotations: {
        key_value_pair: [
          { key: 'a', value: 'b' },
          { key: '__proto__', value: 'c' },
        ],
      },
      perms2: { share: [{ tenant: 'web', tenant_access: 5 }] },
      props: {
        import_route_target_list: { route_target: ['target:60100:5'] },
        virtual_network_properties: { vxlan_network_identifier: 7, max_flows: 0 },
        mtu: 1500,
      } as never,
      refs: {
        'network-ipam': [
          subnetRef(system.store, [
            { cidr: '10.200.0.0/24', alloc_unit: 4, allocation_pools: [{ start: '10.200.0.8', end: '10.200.0.15' }] },
            '2001:db8::/64',
          ]),
        ],
      },
    });
    createObject(context, 'tag', { fq_name: ['tier=web'], props: { tag_type_name: 'tier', tag_value: 'web' } });
    createFirewall(context);
    createObject(context, 'route-target', { fq_name: ['target:60100:5'] });
    createObject(context, 'route-table', {
      fq_name: [...DP, 'static'],
      props: {
        routes: {
          route: [
            {
              prefix: '10.1.0.0/16',
              next_hop: '10.200.0.9',
              next_hop_type: 'ip-address',
              community_attributes: { community_attribute: ['no-export', '64512:7'] },
            },
          ],
        },
      },
    });
    createObject(context, 'policy-management', { fq_name: ['mine'] });
    createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, 'pool'] });
    createObject(context, 'floating-ip', {
      fq_name: [...network.fq_name, 'pool', 'f'],
      props: {
        floating_ip_port_mappings_enable: true,
        floating_ip_port_mappings: { port_mappings: [{ protocol: 'TCP', src_port: 80, dst_port: 8080 }] },
      },
    });
    createObject(context, 'loadbalancer-healthmonitor', {
      fq_name: [...DP, 'check'],
      props: {
        loadbalancer_healthmonitor_properties: { monitor_type: 'HTTP', delay: 5, timeout: 3, max_retries: 2 },
      },
    });
    createObject(context, 'loadbalancer', {
      fq_name: [...DP, 'front'],
      props: { loadbalancer_provider: 'native', loadbalancer_properties: { vip_address: '10.96.0.9' } },
    });
    createObject(context, 'loadbalancer-listener', {
      fq_name: [...DP, 'http'],
      props: { loadbalancer_listener_properties: { protocol: 'TCP', protocol_port: 80 } },
      refs: { loadbalancer: [to(findByFqName(context.transaction, 'loadbalancer', [...DP, 'front'])!)] },
    });
    createObject(context, 'loadbalancer-pool', {
      fq_name: [...DP, 'http'],
      props: {
        loadbalancer_pool_properties: { protocol: 'TCP', loadbalancer_method: 'ROUND_ROBIN' },
        loadbalancer_pool_custom_attributes: { key_value_pair: [{ key: 'a', value: 'b' }] },
      },
    });
    createObject(context, 'loadbalancer-member', {
      fq_name: [...DP, 'http', 'one'],
      props: { loadbalancer_member_properties: { address: '10.47.255.1', protocol_port: 8080, weight: 1 } },
    });
    const [other] = [...context.transaction.scan('bgp-router')];
    createObject(context, 'bgp-router', {
      fq_name: [...DP, 'ip-fabric', '__default__', 'gateway'],
      props: {
        bgp_router_parameters: {
          router_type: 'router',
          vendor: 'x',
          autonomous_system: 64_999,
          address: '10.9.9.9',
          identifier: '10.9.9.9',
          port: 179,
          hold_time: 0,
        },
      },
      refs:
        other === undefined
          ? {}
          : {
              'bgp-router': [
                to(other.value, { session: [{ attributes: [{ hold_time: 0, passive: false, admin_down: false }] }] }),
              ],
            },
    });
  });
  api = await startTestingServer({ system });
});
afterAll(() => api.close());

test('every type', { timeout: 60_000 }, async () => {
  let sent = 0;
  for (const type of CONFIG_TYPES) {
    const { json } = await api.call('GET', `/${type}s`);
    for (const { uuid } of json[`${type}s`]) {
      const { headers, text } = await api.call('GET', `/${type}/${uuid}`);
      const body = JSON.parse(text) as Document;
      const answer = await api.call('PUT', `/${type}/${uuid}`, body);
      if (answer.status === 403 && /follows from|made by the system/.test(answer.text)) continue;
      expect(answer.status, `${type} ${text} → ${answer.text}`).toBe(200);
      expect(JSON.parse((await api.call('GET', `/${type}/${uuid}`)).text)).toEqual(body);
      expect(answer.headers.get('etag'), `${type} ${text}`).toBe(headers.get('etag'));
      sent += 1;
    }
    expect(json[`${type}s`].length, type).toBeGreaterThan(0);
  }
  expect(sent).toBeGreaterThan(50);
});
