/** One case for each way in which a flow ends, in the chapter's lab; where something decides, it is taken away. */

import { beforeAll, describe, expect, test } from 'vitest';
import { createObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { judge } from '../../engine/forwarding/judge.ts';
import type { Flow, FlowProtocol, Verdict } from '../../engine/forwarding/verdict.ts';
import type { KubeContext } from '../../kube/cluster-ip-port.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { PolicyRule } from '../../model/config/policy.ts';
import type { VirtualNetworkProps } from '../../model/config/virtual-network.ts';
import { addressOf, formatAddress } from '../../model/net/address.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { byRef } from '../../store/indexes.ts';
import { joinGateway } from '../../testing/builders/joined-gateway.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { forwardingFacts } from './live-facts.ts';

const PROJECT = ['default-domain', 'default-project'];
const ANY_PORT = [{ start_port: -1, end_port: -1 }];
const CLIENT = '10.85.190.7';

let system: InMemorySystem;
let gateways: readonly GatewayFacts[];

const network = (name: string): string => `${PROJECT.join(':')}:${name}`;
const uuidOf = (type: Parameters<typeof findByFqName>[1], ...name: readonly string[]): string =>
  findByFqName(system.store, type, name)!.uuid;
const portOf = (pod: string): string => {
  const { uid } = system.store.get('kube/Pod', pod)!.value.metadata;
  return [...system.store.lookup(byRef('virtual-machine-interface', 'virtual-machine'), uid)][0]!.key;
};
const addressOfPod = (pod: string): string => system.store.get('kube/Pod', pod)!.value.status!.podIP!;

function put(context: KubeContext, name: string, prefixes: readonly string[], props: VirtualNetworkProps = {}): void {
  const ipam = findByFqName(context.transaction, 'network-ipam', [...PROJECT, 'default-network-ipam'])!;
  const subnets = prefixes.map((text) => {
    const [prefix = '', length = ''] = text.split('/');
    return { subnet: { ip_prefix: prefix, ip_prefix_len: Number(length) } };
  });
  createObject(context, 'virtual-network', {
    fq_name: [...PROJECT, name],
    props,
    refs: { 'network-ipam': [{ uuid: ipam.uuid, attr: { ipam_subnets: subnets } }] },
  });
}

function pod(context: KubeContext, name: string, of?: string, more: object = {}): void {
  const annotations =
    of === undefined
      ? {}
      : {
          'opencontrail.org/network': `{'domain': 'default-domain', 'project': 'default-project', 'name': '${of}'}`,
        };
  createKubeObject(context, 'Pod', {
    metadata: { namespace: 'default', name, labels: { app: name }, annotations },
    spec: { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }], ...more },
  });
}

/** A floating IP of the network's pool, for a pod. */
function float(of: string, address: string, to: string, props: object = {}): string {
  return system.do((context) => {
    const fqName = [...PROJECT, of, 'pool'];
    if (findByFqName(context.transaction, 'floating-ip-pool', fqName) === undefined)
      createObject(context, 'floating-ip-pool', { fq_name: fqName });
    const { uuid } = createObject(context, 'floating-ip', {
      fq_name: [...fqName, context.mint.uuid()],
      parent_type: 'floating-ip-pool',
      props: { floating_ip_address: address, ...props },
      refs: { 'virtual-machine-interface': [{ uuid: portOf(`default/${to}`), attr: null }] },
    });
    return uuid;
  });
}

const rule = (source: string, destination: string, over: Partial<PolicyRule> = {}): PolicyRule => ({
  direction: '<>',
  protocol: 'any',
  src_addresses: [{ virtual_network: network(source) }],
  src_ports: ANY_PORT,
  dst_addresses: [{ virtual_network: network(destination) }],
  dst_ports: ANY_PORT,
  action_list: { simple_action: 'pass' },
  ...over,
});

const setPolicies = (of: string, ...policies: readonly string[]): unknown =>
  system.do((context) =>
    updateObject(context, 'virtual-network', uuidOf('virtual-network', ...PROJECT, of), {
      refs: {
        'network-policy': policies.map((name, major) => ({
          uuid: uuidOf('network-policy', ...PROJECT, name),
          attr: { sequence: { major, minor: 0 }, timer: null },
        })),
      },
    }),
  );

function send(from: string | Flow['source'], to: string, what = 'icmp', more: Partial<Flow> = {}): Verdict {
  const [protocol, port] = what.split('/');
  const facts = forwardingFacts({ read: system.store, derived: system.derived, gateways });
  return judge(facts, {
    source: typeof from === 'string' ? { kind: 'pod', pod: `default/${from}` } : from,
    destination: addressOf(to.includes('.') || to.includes(':') ? to : addressOfPod(`default/${to}`)),
    protocol: protocol as FlowProtocol,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...more,
  });
}

/** `dropped security-group`, or to whom it was delivered and as whom it came. */
function end(...flow: Parameters<typeof send>): string {
  const verdict = send(...flow);
  if (verdict.disposition === 'delivered') {
    const { to, source } = verdict;
    const who = to.kind === 'pod' ? to.name : to.kind === 'node' ? to.name : to.kind;
    return `${who} from ${formatAddress(source.address)}`;
  }
  return 'obstacle' in verdict ? `${verdict.disposition} ${verdict.obstacle.code}` : verdict.disposition;
}

const client: Flow['source'] = { kind: 'client', gateway: 'camaro', address: addressOf(CLIENT) };

beforeAll(() => {
  system = createInMemorySystem();
  system.do((context) => {
    put(context, 'left', ['50.1.0.0/24', 'fd00:1::/64']);
    put(context, 'right', ['50.2.0.0/24', 'fd00:2::/64']);
    put(context, 'public', ['101.1.0.0/24'], { route_target_list: { route_target: ['target:60100:100'] } });
    put(context, 'other-public', ['102.1.0.0/24'], { route_target_list: { route_target: ['target:60100:100'] } });
    put(context, 'snat', ['50.3.0.0/24'], { fabric_snat: true });
    put(context, 'one-way', ['50.4.0.0/24'], { import_route_target_list: { route_target: ['target:60100:700'] } });
    put(context, 'exporting', ['50.5.0.0/24'], { export_route_target_list: { route_target: ['target:60100:700'] } });
    for (const [name, rules] of Object.entries({
      link: [rule('left', 'right')],
      web: [rule('left', 'right', { protocol: 'tcp', dst_ports: [{ start_port: 80, end_port: 80 }] })],
      ban: [rule('left', 'right', { protocol: 'udp', action_list: { simple_action: 'deny' } })],
    }))
      createObject(context, 'network-policy', {
        fq_name: [...PROJECT, name],
        props: { network_policy_entries: { policy_rule: rules } },
      });
  });
  system.do((context) => {
    for (const name of ['a', 'b', 'c', 'd']) pod(context, name);
    for (const name of ['left', 'right', 'snat', 'one-way', 'exporting']) pod(context, `in-${name}`, name);
    pod(context, 'host', undefined, { hostNetwork: true });
    createKubeObject(context, 'Service', {
      metadata: { namespace: 'default', name: 'web' },
      spec: { selector: { service: 'web' }, ports: [{ port: 8080, targetPort: 80 }] },
    });
  });
  gateways = [joinGateway(system)];
});

describe('routes', () => {
  test('a route that leads one way only brings no answer', () => {
    expect(end('in-one-way', 'in-exporting')).toBe('dropped no-return-route');
    expect(end('in-exporting', 'in-one-way')).toBe('dropped no-route');
    expect(send('in-one-way', 'in-exporting')).toMatchObject({
      obstacle: { object: { name: network('exporting') }, field: 'import_route_target_list' },
    });
  });

  test('networks are connected when both have the policy, in IPv4 and IPv6', () => {
    const right6 = system.derived.port(portOf('default/in-right'))!.addresses.find((text) => text.includes(':'))!;
    setPolicies('left', 'link');
    expect([end('in-left', 'in-right'), end('in-left', right6)]).toEqual(['dropped no-route', 'dropped no-route']);
    setPolicies('right', 'link');
    expect(end('in-left', 'in-right')).toBe('in-right from 50.1.0.252');
    expect(end('in-left', right6)).toMatch(/^in-right from fd00:1::/);
    expect(end('in-left', right6, 'tcp/81')).toBe('refused nobody-listens');
    expect(end('a', right6)).toBe('unreachable no-interface');
  });

  test('access lists: the first rule that matches, and the rest between the same networks', () => {
    setPolicies('left', 'ban', 'link');
    expect(end('in-left', 'in-right', 'udp/53')).toBe('dropped network-policy');
    expect(send('in-right', 'in-left', 'udp/53')).toMatchObject({
      obstacle: { code: 'network-policy', side: 'destination', by: 'rule', rule: 0, object: { name: network('ban') } },
    });
    setPolicies('left', 'web');
    setPolicies('right', 'web');
    expect(end('in-left', 'in-right', 'tcp/80')).toMatch(/^in-right/);
    expect(send('in-left', 'in-right')).toMatchObject({ obstacle: { code: 'network-policy', by: 'rest' } });
    expect(end('in-right', 'in-left', 'tcp/80')).toBe('dropped network-policy');
    setPolicies('left', 'link');
    setPolicies('right', 'link');
    expect(end('in-left', 'in-right')).toMatch(/^in-right/);
  });

  test('an interface without a compute node is not connected', () => {
    const port = portOf('default/d');
    const set = (node: number | string | undefined) =>
      system.do(({ transaction }) => {
        const { value } = transaction.get('virtual-machine-interface', port)!;
        const { node: before, ...rest } = value.allocated!;
        const allocated = node === undefined ? rest : { ...rest, node };
        transaction.put('virtual-machine-interface', port, { ...value, allocated });
        return before;
      });
    const node = set(undefined);
    expect(node).toBeDefined();
    expect(end('d', 'a')).toBe('dropped not-installed');
    expect(end('a', 'd')).toBe('dropped no-route');
    set(node);
    expect(end('a', 'd')).toMatch(/^d from/);
  });
});

describe('nodes', () => {
  const cent222: Flow['source'] = { kind: 'node', node: 'cent222' };

  test('a pod of the node is the node', () => {
    const node = addressOfPod('default/host');
    expect(end('a', node, 'tcp/80')).toMatch(/^host from 10\.47/);
    expect(end('a', node, 'tcp/81')).toBe('refused nobody-listens');
    expect(end('host', 'a')).toBe(`a from ${node}`);
    expect(end(cent222, '127.0.0.1')).toBe('cent222 from 127.0.0.1');
    expect(end('a', '127.0.0.1', 'tcp/80')).toBe('a from 127.0.0.1');
    expect(end({ kind: 'node', node: 'nowhere' }, 'a')).toBe('dropped no-such-node');
  });

  test('fabric SNAT leads outwards only, under the address of the node', () => {
    expect(end('in-snat', '8.8.8.8')).toMatch(/^external from 10\.169\.25\.2/);
    expect(end('in-snat', '10.169.25.20')).toMatch(/^cent222 from 10\.169\.25\.2/);
    expect(end('in-snat', 'a')).toBe('dropped no-route');
    expect(end(cent222, 'in-snat')).toBe('dropped no-route');
    expect(end('in-left', '8.8.8.8')).toBe('dropped no-route');
  });
});

describe('floating IPs', () => {
  test('the longest route, then the lower VRF, then the lower address takes the place of the source', () => {
    float('other-public', '102.1.0.9', 'a');
    expect(end('a', CLIENT)).toBe('external from 102.1.0.9');
    float('other-public', '102.1.0.7', 'a');
    expect(end('a', CLIENT)).toBe('external from 102.1.0.7');
    float('public', '101.1.0.9', 'a');
    // `other-public` is before `public`.
    expect(end('a', CLIENT)).toBe('external from 102.1.0.7');
    float('public', '101.1.0.8', 'b');
    // Both tables have this one, because they share a target.
    expect(end('a', '101.1.0.8')).toBe('b from 102.1.0.7');
    float('left', '50.1.0.9', 'a');
    expect(end('a', 'in-left')).toBe('in-left from 50.1.0.9');
    expect(end('a', 'b')).toBe(`b from ${addressOfPod('default/a')}`);
  });

  test('the direction says which way it translates', () => {
    const uuid = float('public', '101.1.0.20', 'c', { floating_ip_traffic_direction: 'ingress' });
    expect([end('c', CLIENT), end(client, '101.1.0.20')]).toEqual(['dropped no-route', `c from ${CLIENT}`]);
    system.do((context) =>
      updateObject(context, 'floating-ip', uuid, { props: { floating_ip_traffic_direction: 'egress' } }),
    );
    expect([end('c', CLIENT), end(client, '101.1.0.20')]).toEqual([
      'external from 101.1.0.20',
      'dropped floating-ip-direction',
    ]);
  });

  test('port mappings translate ports, and nothing else', () => {
    const uuid = float('public', '101.1.0.30', 'd', {
      floating_ip_port_mappings_enable: true,
      floating_ip_port_mappings: { port_mappings: [{ protocol: 'TCP', src_port: 8080, dst_port: 80 }] },
    });
    expect(send(client, '101.1.0.30', 'tcp/8080')).toMatchObject({
      disposition: 'delivered',
      destination: { port: 80 },
      hops: [
        { kind: 'gateway', name: 'camaro' },
        { kind: 'vrouter', translations: [{ kind: 'destination', by: { kind: 'floating-ip', key: uuid } }] },
      ],
    });
    expect([end(client, '101.1.0.30', 'tcp/80'), end(client, '101.1.0.30')]).toEqual([
      'dropped no-port-map',
      'dropped no-port-map',
    ]);
  });

  test('an interface without an address has nothing to translate to', () => {
    system.do((context) => {
      const { transaction } = context;
      const bare = createObject(context, 'virtual-machine-interface', {
        fq_name: [...PROJECT, 'bare'],
        parent_type: 'project',
        refs: { 'virtual-network': [{ uuid: uuidOf('virtual-network', ...PROJECT, 'left'), attr: null }] },
      });
      const node = transaction.get('virtual-machine-interface', portOf('default/a'))!.value.allocated!['node']!;
      transaction.put('virtual-machine-interface', bare.uuid, { ...bare, allocated: { node, label: 4_000 } });
      createObject(context, 'floating-ip', {
        fq_name: [...PROJECT, 'public', 'pool', 'bare'],
        parent_type: 'floating-ip-pool',
        props: { floating_ip_address: '101.1.0.40' },
        refs: { 'virtual-machine-interface': [{ uuid: bare.uuid, attr: null }] },
      });
    });
    expect(end(client, '101.1.0.40')).toBe('dropped no-interface');
  });

  test('a gateway tells that it has no route, and drops what no tunnel of its leads to', () => {
    const client6: Flow['source'] = { ...client, address: addressOf('fd00:9::1') } as Flow['source'];
    expect(send(client6, 'fd00:1::99')).toMatchObject({
      disposition: 'unreachable',
      by: { kind: 'gateway', name: 'camaro' },
      obstacle: { code: 'no-gateway-route', hidden: undefined },
    });
    const node = system.store.get('kube/Pod', 'default/b')!.value.spec!.nodeName!;
    const move = (address: string): unknown =>
      system.do((context) =>
        updateObject(context, 'virtual-router', uuidOf('virtual-router', 'default-global-system-config', node), {
          props: { virtual_router_ip_address: address },
        }),
      );
    const before = system.derived.port(portOf('default/b'))!.nextHop!.address;
    expect(end(client, '101.1.0.8')).toBe(`b from ${CLIENT}`);
    move('10.99.0.1');
    expect(send(client, '101.1.0.8')).toMatchObject({
      disposition: 'dropped',
      obstacle: { code: 'no-gateway-route', object: { kind: 'gateway' }, hidden: expect.stringMatching('10.99.0.1') },
    });
    move(before);
    expect(end(client, '101.1.0.8')).toBe(`b from ${CLIENT}`);
  });

  test('a gateway without a way back, or out of sight', () => {
    const exports = {
      route_target_list: { route_target: [] },
      import_route_target_list: { route_target: ['target:60100:100'] },
    };
    system.do((context) =>
      updateObject(context, 'virtual-network', uuidOf('virtual-network', ...PROJECT, 'other-public'), {
        props: exports,
      }),
    );
    expect(send('a', CLIENT)).toMatchObject({
      disposition: 'dropped',
      obstacle: { code: 'no-gateway-route', object: { kind: 'gateway', name: 'camaro' }, vrf: 'k8s-test' },
    });
    const seen = gateways;
    gateways = [];
    expect(end('a', CLIENT)).toBe('external from 102.1.0.7');
    expect(end(client, '101.1.0.8')).toBe('dropped no-such-gateway');
    gateways = seen;
    expect(end({ ...client, vrf: 'none' } as Flow['source'], '101.1.0.8')).toBe('dropped no-such-vrf');
  });
});

describe('services', () => {
  test('a service waits for a backend, and spreads flows over all of them', () => {
    const vip = system.store.get('kube/Service', 'default/web')!.value.spec!.clusterIP!;
    expect(send('a', vip, 'tcp/8080')).toMatchObject({
      disposition: 'dropped',
      obstacle: { code: 'no-backend', object: { kind: 'kube/Service', key: 'default/web' } },
    });
    expect(end({ kind: 'node', node: 'cent222' }, vip, 'tcp/8080')).toBe('refused no-backend');
    system.do((context) => {
      for (const name of ['b', 'c', 'd'])
        patchKubeObject(
          context,
          'Pod',
          `default/${name}`,
          { metadata: { labels: { service: 'web' } } },
          { type: 'merge' },
        );
    });
    const from = (source: string | Flow['source']) => {
      const counts = new Map<string, number>();
      for (let sourcePort = 40_000; sourcePort < 40_300; sourcePort++) {
        const to = end(source, vip, 'tcp/8080', { sourcePort }).split(' ')[0]!;
        counts.set(to, (counts.get(to) ?? 0) + 1);
      }
      return counts;
    };
    for (const source of ['a', { kind: 'node', node: 'cent222' } as const]) {
      const counts = from(source);
      expect([...counts.keys()].sort()).toEqual(['b', 'c', 'd']);
      expect(Math.min(...counts.values())).toBeGreaterThan(60);
    }
    // One flow stays where it is.
    expect(end('a', vip, 'tcp/8080')).toBe(end('a', vip, 'tcp/8080'));
  });
});

describe('filters', () => {
  test('security groups of both ends', () => {
    const group = system.do((context) =>
      createObject(context, 'security-group', {
        fq_name: [...PROJECT, 'only-web'],
        props: {
          security_group_entries: {
            policy_rule: [
              {
                direction: '>',
                protocol: 'tcp',
                src_addresses: [{ subnet: { ip_prefix: addressOfPod('default/a'), ip_prefix_len: 32 } }],
                src_ports: [{ start_port: 0, end_port: 65_535 }],
                dst_addresses: [{ security_group: 'local' }],
                dst_ports: [{ start_port: 80, end_port: 80 }],
              },
            ],
          },
        },
      }),
    );
    const port = portOf('default/b');
    const before = system.store.get('virtual-machine-interface', port)!.value.refs['security-group'] ?? [];
    const groups = (refs: typeof before) =>
      system.do((context) =>
        updateObject(context, 'virtual-machine-interface', port, { refs: { 'security-group': refs } }),
      );
    groups([{ uuid: group.uuid, attr: null }]);
    expect(end('a', 'b', 'tcp/80')).toMatch(/^b from/);
    expect(end('c', 'b', 'tcp/80')).toBe('dropped security-group');
    expect(send('b', 'a')).toMatchObject({ obstacle: { code: 'security-group', direction: 'egress' } });
    expect(send('a', 'b')).toMatchObject({
      obstacle: { code: 'security-group', direction: 'ingress', object: { key: group.uuid } },
    });
    system.do((context) =>
      updateObject(context, 'virtual-machine-interface', port, {
        props: { virtual_machine_interface_disable_policy: true },
      }),
    );
    expect(end('a', 'b')).toMatch(/^b from/);
    system.do((context) =>
      updateObject(context, 'virtual-machine-interface', port, {
        props: { virtual_machine_interface_disable_policy: false },
      }),
    );
    groups(before);
    expect(end('a', 'b')).toMatch(/^b from/);
  });

  test("an operator's firewall policy in the cluster's set", () => {
    const made = system.do((context) => {
      const deny = createObject(context, 'firewall-rule', {
        fq_name: ['default-policy-management', 'no-ping'],
        props: {
          action_list: { simple_action: 'deny' },
          endpoint_1: { tags: ['app=a'] },
          endpoint_2: { any: true },
          service: { protocol: 'icmp', dst_ports: { start_port: 0, end_port: 65_535 } },
          direction: '>',
        },
      });
      const policy = createObject(context, 'firewall-policy', {
        fq_name: ['default-policy-management', 'operators'],
        refs: { 'firewall-rule': [{ uuid: deny.uuid, attr: { sequence: '1.0' } }] },
      });
      const set = findByFqName(context.transaction, 'application-policy-set', ['default-policy-management', 'k8s'])!;
      updateObject(context, 'application-policy-set', set.uuid, {
        refs: { 'firewall-policy': [{ uuid: policy.uuid, attr: { sequence: '0.5' } }] },
      });
      return { deny: deny.uuid, set: set.uuid };
    });
    expect(send('a', 'b')).toMatchObject({
      disposition: 'dropped',
      obstacle: { code: 'firewall-rule', object: { kind: 'firewall-rule', key: made.deny }, set: { key: made.set } },
    });
    expect([end('b', 'a'), end('a', 'b', 'tcp/80')]).toEqual([
      `a from ${addressOfPod('default/b')}`,
      `b from ${addressOfPod('default/a')}`,
    ]);
    system.do((context) =>
      updateObject(context, 'application-policy-set', made.set, { refs: { 'firewall-policy': [] } }),
    );
    expect(end('a', 'b')).toMatch(/^b from/);
  });

  test("Kubernetes' policies: both directions, and the pod's own node", () => {
    system.do((context) => {
      createKubeObject(context, 'NetworkPolicy', {
        metadata: { namespace: 'default', name: 'closed' },
        spec: { podSelector: { matchLabels: { app: 'a' } }, policyTypes: ['Ingress', 'Egress'] },
      });
    });
    expect(send('a', 'b')).toMatchObject({ obstacle: { code: 'kubernetes-network-policy', direction: 'egress' } });
    expect(send('b', 'a')).toMatchObject({
      obstacle: {
        code: 'kubernetes-network-policy',
        direction: 'ingress',
        by: [{ namespace: 'default', name: 'closed' }],
        object: { kind: 'kube/NetworkPolicy', key: 'default/closed' },
      },
    });
    const node = system.store.get('kube/Pod', 'default/a')!.value.spec!.nodeName!;
    const [other] = ['cent222', 'cent333'].filter((name) => name !== node);
    expect(end({ kind: 'node', node }, 'a')).toMatch(/^a from/);
    expect(end({ kind: 'node', node: other! }, 'a')).toBe('dropped kubernetes-network-policy');
    expect(end('a', addressOfPod('default/a'))).toMatch(/^a from/);
    system.do((context) => void deleteKubeObject(context, 'NetworkPolicy', 'default/closed'));
    expect(end('a', 'b')).toMatch(/^b from/);
  });
});
