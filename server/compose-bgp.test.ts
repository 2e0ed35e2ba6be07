/**
 * The chapter's "Advertising Floating IP" over the whole process and real TCP: what the gateway has, in rows
 * A21–A28.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { compose, type System } from './compose.ts';
import type { GatewayRoute } from './model/oper/gateway.ts';
import { parseSettings } from './settings/settings.ts';
import { byParent } from './store/indexes.ts';

const PATIENCE_MS = 15_000;
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bgp-'));
  stops.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function start(directory: string, ...options: readonly string[]): Promise<System> {
  const parsed = parseSettings(['--port', '0', '--no-console', '--data-dir', directory, ...options], {});
  if (parsed.kind !== 'settings') throw new Error(JSON.stringify(parsed));
  const system = await compose(parsed.settings, {
    onFatal: (error) => {
      throw error;
    },
  });
  stops.push(() => system.close());
  return system;
}

/** The life of every session, at both ends. */
function lives(system: System): string {
  const speakers = [...system.bgp.controlNodes.speakers(), ...system.bgp.gateways.map(({ speaker }) => speaker)];
  return speakers
    .flatMap((speaker) =>
      speaker
        .sessions()
        .flatMap(({ peerKey, peerName }) =>
          speaker
            .timeline(peerKey)
            .map(({ at, from, to, reason }) => `${at} ${speaker.name} to ${peerName}: ${from} → ${to}: ${reason}`),
        ),
    )
    .join('\n');
}

/** Waits for the facts to come true, from one change to the next. */
async function until<T>(system: System, read: () => T | undefined | false, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = read();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come:\n${lives(system)}`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, 100);
      const stopHearing = [
        system.bgp.controlNodes.onChange(done),
        ...system.bgp.gateways.map((gateway) => gateway.onChange(done)),
      ];
      function done(): void {
        clearTimeout(timer);
        stopHearing.forEach((stop) => stop());
        resolve();
      }
    });
  }
}

async function send(
  system: System,
  path: string,
  body: unknown,
  method = 'POST',
): Promise<{ readonly [field: string]: unknown }> {
  const response = await fetch(`${system.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as { readonly [field: string]: unknown });
}
const uuidIn = (answer: { readonly [field: string]: unknown }, type: string) =>
  (answer[type] as { readonly uuid: string }).uuid;
const PROJECT = ['default-domain', 'k8s-ns-user-1'];
const FIP_NETWORK = [...PROJECT, 'k8s-vn-ns-default-pod-network'];
const ROUTER = ['default-domain', 'default-project', 'ip-fabric', '__default__'];
const named = async (system: System, type: string, fqName: readonly string[]) =>
  (await send(system, '/config/fqname-to-id', { type, fq_name: fqName })).uuid as string;

/** Namespace, FIP network with the gateway's route target, pool, and a pod whose interface is given. */
async function putChapter(system: System): Promise<string> {
  await send(system, '/kube/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ns-user-1', annotations: { 'opencontrail.org/isolation': 'true' } },
  });
  await send(system, '/kube/apis/k8s.cni.cncf.io/v1/namespaces/ns-user-1/network-attachment-definitions', {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name: 'vn-ns-default', annotations: { 'opencontrail.org/cidr': '101.101.101.0/24' } },
    spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' },
  });
  await send(system, '/kube/api/v1/namespaces/ns-user-1/pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'webserver' },
    spec: { nodeName: 'cent222', containers: [{ name: 'web', image: 'webserver' }] },
  });
  await system.controllers.idle();
  await send(
    system,
    `/config/virtual-network/${await named(system, 'virtual-network', FIP_NETWORK)}`,
    { 'virtual-network': { route_target_list: { route_target: ['target:60100:100'] } } },
    'PUT',
  );
  await send(system, '/config/floating-ip-pools', {
    'floating-ip-pool': { fq_name: [...FIP_NETWORK, 'pool-ns-default'], parent_type: 'virtual-network' },
  });
  const project = await named(system, 'project', PROJECT);
  const [vmi] = [...system.store.lookup(byParent('virtual-machine-interface'), project)];
  return vmi!.key;
}

async function associate(system: System, vmi: string): Promise<string> {
  return uuidIn(
    await send(system, '/config/floating-ips', {
      'floating-ip': {
        fq_name: [...FIP_NETWORK, 'pool-ns-default', 'fip1'],
        parent_type: 'floating-ip-pool',
        floating_ip_address: '101.101.101.2',
        virtual_machine_interface_refs: [{ uuid: vmi }],
        project_refs: [{ uuid: await named(system, 'project', PROJECT) }],
      },
    }),
    'floating-ip',
  );
}

async function addCamaro(system: System): Promise<string> {
  const controller = await named(system, 'bgp-router', [...ROUTER, 'cent111']);
  return uuidIn(
    await send(system, '/config/bgp-routers', {
      'bgp-router': {
        fq_name: [...ROUTER, 'camaro'],
        parent_type: 'routing-instance',
        bgp_router_refs: [{ uuid: controller, attr: { session: [] } }],
        bgp_router_parameters: {
          router_type: 'router',
          vendor: 'mx',
          autonomous_system: 60100,
          address: '192.168.0.204',
          identifier: '192.168.0.204',
          address_families: { family: ['inet-vpn', 'route-target'] },
        },
      },
    }),
    'bgp-router',
  );
}

/** What the gateway prints for a command. */
async function typed(system: System, command: string): Promise<readonly string[]> {
  const answer = await fetch(`${system.url}/views/gateways/camaro/show?command=${encodeURIComponent(command)}`);
  const { text, detail } = (await answer.json()) as { readonly text?: string; readonly detail?: string };
  return (text ?? `refused: ${detail}`).split('\n');
}

const session = (system: System) => system.bgp.controlNodes.speakers()[0]?.sessions()[0];
const established = (system: System) =>
  until(system, () => session(system)?.state === 'Established' && session(system), 'an Established session');
const inVrf = (system: System): GatewayRoute | undefined =>
  system.bgp.gateways[0]!.routes('k8s-test').find(({ prefix }) => prefix === '101.101.101.2/32');

describe('the lab', () => {
  test('a peering in which the control node takes no part says why', async () => {
    const system = await start(newDirectory());
    const controller = await named(system, 'bgp-router', [...ROUTER, 'cent111']);
    await send(system, '/config/bgp-routers', {
      'bgp-router': {
        fq_name: [...ROUTER, 'tenant'],
        parent_type: 'routing-instance',
        bgp_router_refs: [{ uuid: controller, attr: { session: [] } }],
        bgp_router_parameters: {
          router_type: 'bgpaas-client',
          autonomous_system: 65000,
          address: '10.0.0.5',
          identifier: '10.0.0.5',
        },
      },
    });
    const { beyond } = (await (await fetch(`${system.url}/views/bgp/sessions`)).json()) as {
      beyond: readonly { readonly reason: string }[];
    };
    expect(beyond.map(({ reason }) => reason)).toEqual([
      'tenant is of type bgpaas-client: BGP as a Service is spoken on compute nodes, not by control nodes.',
    ]);
  });

  test('A21–A28: the floating IP arrives in the gateway’s VRF, and goes', async () => {
    const system = await start(newDirectory());
    expect(system.bgp.lines()).toEqual([
      expect.stringMatching(/^bgp cent111 10\.169\.25\.19:179 on 127\.0\.0\.19:\d+$/),
      expect.stringMatching(/^bgp camaro 192\.168\.0\.204:179 on 127\.0\.0\.204:\d+$/),
    ]);
    const vmi = await putChapter(system);
    expect(session(system)).toBeUndefined();
    const camaro = await addCamaro(system);
    const up = await established(system);
    expect(up).toMatchObject({
      localName: 'cent111',
      peerName: 'camaro',
      kind: 'ibgp',
      peerAsn: 60100,
      holdTime: 90,
      peerAddress: '192.168.0.204',
      localAddress: '10.169.25.19',
    });
    expect(
      up.families
        .filter(({ carried }) => carried)
        .map(({ family }) => family)
        .sort(),
    ).toEqual(['inet-vpn', 'route-target']);

    const fip = await associate(system, vmi);
    const route = await until(system, () => inVrf(system), 'the route of the floating IP');
    const label = system.derived.port(vmi)!.label;
    expect(route).toMatchObject({
      protocol: 'BGP',
      preference: 170,
      active: true,
      bgp: {
        label,
        protocolNextHop: '10.169.25.20',
        med: 200,
        localPreference: 100,
        from: '10.169.25.19',
        asPath: '?',
        tunnel: expect.stringMatching(/^gr-/) as unknown,
      },
    });
    expect(route.bgp!.routeDistinguisher).toMatch(/^10\.169\.25\.20:\d+$/);
    expect(route.bgp!.communities).toEqual(expect.arrayContaining(['target:60100:100', 'encapsulation:gre']));
    expect(system.bgp.gateways[0]!.tunnels()).toMatchObject([
      { remote: '10.169.25.20', local: '192.168.0.204', protocol: 47, ttl: 64 },
    ]);
    // What nobody imports there is not sent: the pods' own addresses.
    expect(system.bgp.controlNodes.speakers()[0]!.sentTo(camaro, 'inet-vpn', { limit: 10 }).rows).toHaveLength(1);
    // The gateway's default route is in the VRF of the floating IP's network.
    const network = await named(system, 'virtual-network', FIP_NETWORK);
    expect(system.derived.vrfLookup(network, { family: 4, value: 0x08080808n })).toMatchObject([
      { prefix: '0.0.0.0/0', kind: 'learned' },
    ]);

    expect(await typed(system, 'ping 101.101.101.2 routing-instance k8s-test count 1')).toEqual([
      'PING 101.101.101.2 (101.101.101.2): 56 data bytes',
      '64 bytes from 101.101.101.2: icmp_seq=0 ttl=62',
      '',
      '--- 101.101.101.2 ping statistics ---',
      '1 packets transmitted, 1 packets received, 0% packet loss',
    ]);

    await send(system, `/config/floating-ip/${fip}`, { 'floating-ip': { virtual_machine_interface_refs: [] } }, 'PUT');
    await until(system, () => inVrf(system) === undefined, 'the withdrawal');
    // The default route that is left leads away from the overlay.
    expect(await typed(system, 'ping 101.101.101.2 routing-instance k8s-test count 1')).toEqual([
      'PING 101.101.101.2 (101.101.101.2): 56 data bytes',
      '',
      '--- 101.101.101.2 ping statistics ---',
      '1 packets transmitted, 0 packets received, 100% packet loss',
      '% Gateway camaro has learned no route to 101.101.101.2 in VRF k8s-test.',
    ]);
    expect(session(system)).toMatchObject({ state: 'Established', flaps: 0 });
  }, 60_000);

  test('a LoadBalancer service answers at its address from the gateway’s VRF, each time one of its pods', async () => {
    const system = await start(newDirectory());
    await putChapter(system);
    await addCamaro(system);
    await send(system, '/kube/apis/apps/v1/namespaces/ns-user-1/deployments', {
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'webserver', ports: [{ containerPort: 80 }] }] },
        },
      },
    });
    await send(system, '/kube/api/v1/namespaces/ns-user-1/services', {
      metadata: {
        name: 'service-web-lb',
        annotations: {
          'opencontrail.org/fip-pool':
            "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'k8s-vn-ns-default-pod-network', " +
            "'name': 'pool-ns-default'}",
        },
      },
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 8888, targetPort: 80 }] },
    });
    await system.controllers.idle();
    const status = system.store.get('kube/Service', 'ns-user-1/service-web-lb')!.value.status as {
      readonly loadBalancer: { readonly ingress: readonly { readonly ip: string }[] };
    };
    const address = status.loadBalancer.ingress[0]!.ip;
    const routesTo = () =>
      system.bgp.gateways[0]!.routes('k8s-test').filter(({ prefix }) => prefix === `${address}/32`);
    await until(system, () => routesTo().length === 2, 'the routes of the service');
    const connected = await typed(system, `telnet ${address} port 8888 routing-instance k8s-test`);
    expect(connected.slice(0, 3)).toEqual([
      `Trying ${address}...`,
      `Connected to ${address}.`,
      "Escape character is '^]'.",
    ]);
    expect(connected[3]).toMatch(/^% Pod ns-user-1\/web-\S+ answers at 10\.\S+:80\.$/);
    expect(await typed(system, `telnet ${address} port 80 routing-instance k8s-test`)).toEqual([
      `Trying ${address}...`,
      `telnet: connect to address ${address}: Operation timed out`,
      'telnet: Unable to connect to remote host',
      `% Floating IP ${address} translates mapped ports only, and tcp 80 is none of them.`,
    ]);
    await send(
      system,
      '/kube/apis/apps/v1/namespaces/ns-user-1/deployments/web/scale',
      {
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name: 'web', namespace: 'ns-user-1' },
        spec: { replicas: 0 },
      },
      'PUT',
    );
    await until(system, () => routesTo().length === 0, 'the withdrawal of its routes');
  }, 60_000);

  test('after a restart everything is there again; deleting the peer ends its session', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    const vmi = await putChapter(first);
    const camaro = await addCamaro(first);
    await associate(first, vmi);
    await until(first, () => inVrf(first), 'the route of the floating IP');
    await first.close();
    stops.pop();
    const second = await start(directory);
    await until(second, () => inVrf(second), 'the route of the floating IP after a restart');
    expect(session(second)).toMatchObject({ state: 'Established' });
    const deleted = await fetch(`${second.url}/config/bgp-router/${camaro}`, { method: 'DELETE' });
    expect(deleted.status).toBe(200);
    await until(second, () => session(second) === undefined && inVrf(second) === undefined, 'the end of the session');
  }, 60_000);

  test('a BGP port in use is reported, and the process starts', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.19', resolve));
    stops.push(() => new Promise<void>((resolve) => void taken.close(() => resolve())));
    const { port } = taken.address() as AddressInfo;
    const system = await start(
      newDirectory(),
      '--lab-gateway',
      'external',
      '--bgp-transport',
      `10.169.25.19:179=127.0.0.19:${port}`,
    );
    expect(system.bgp.lines()).toEqual([expect.stringMatching(/^bgp cent111 10\.169\.25\.19:179 does not listen: .*/)]);
    expect(system.bgp.gateways).toEqual([]);
  }, 60_000);

  test('--no-bgp: nobody listens', async () => {
    const system = await start(newDirectory(), '--no-bgp');
    expect(system.bgp.lines()).toEqual([]);
  }, 60_000);
});
