/**
 * Uses a system over HTTP the way people and controllers do, many at a time, until it is killed; says what it was
 * promised: `ack <revision> <request id>`, `refused <request id>`, `fault <sentence>`.
 *
 * Each write carries its own request id, which the journal keeps: afterwards the journal tells what became of each.
 */

import { sayObject, watchKubernetes, watchLive } from './http-crash-watchers.ts';
import { createWireClient, type WireAnswer, type WireClient } from './wire-client.ts';

type Say = (line: string) => void;

const WRITERS = 12;
const PROJECT = ['default-domain', 'k8s-default'];

interface Named {
  readonly uuid: string;
  readonly fq_name: readonly string[];
}

/** What there is to change; who deletes something takes it out first. */
interface Known {
  readonly namespaces: string[];
  /** `<namespace>/<name>` */
  readonly pods: string[];
  readonly deployments: string[];
  readonly networks: Named[];
  readonly pools: Named[];
  readonly floatingIps: Named[];
  ports: Named[];
}

interface Hand {
  readonly known: Known;
  below(limit: number): number;
  pick<T>(list: readonly T[]): T | undefined;
  take<T>(list: T[]): T | undefined;
  name(): string;
  read(path: string): Promise<WireAnswer>;
  /** Undefined when it was refused. */
  write(method: string, path: string, body?: unknown): Promise<unknown>;
}

class Broken extends Error {}

export function drive(url: string, seed: number, before: readonly string[], say: Say): { stop(): Promise<void> } {
  const client = createWireClient(url, WRITERS + 4);
  let stopped = false;
  const all = live(client, seed, before, (line) => {
    if (!stopped) say(line);
  }).catch((error: unknown) => {
    if (!(error instanceof Broken) && !stopped) say(`fault ${error instanceof Error ? error.message : String(error)}`);
  });
  return {
    async stop() {
      stopped = true;
      client.close();
      await all;
    },
  };
}

async function live(client: WireClient, seed: number, before: readonly string[], say: Say): Promise<void> {
  let random = seed % 2_147_483_647 || 1;
  let count = 0;
  const below = (limit: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % limit;
  };
  const broken = (): never => {
    throw new Broken('The system was killed.');
  };
  const hand: Hand = {
    known: { namespaces: [], pods: [], deployments: [], networks: [], pools: [], floatingIps: [], ports: [] },
    below,
    pick: (list) => (list.length === 0 ? undefined : list[below(list.length)]),
    take: (list) => (list.length === 0 ? undefined : list.splice(below(list.length), 1)[0]),
    name: () => `c${seed}-${(count += 1)}`,
    read: (path) => client.call('GET', path).catch(broken),
    async write(method, path, body) {
      const id = `r${seed}-${(count += 1)}`;
      const answer = await client
        .call(method, path, body, {
          'x-request-id': id,
          ...(method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {}),
        })
        .catch(broken);
      if (answer.status >= 500) say(`fault ${method} ${path} was answered ${answer.status}: ${answer.text}`);
      if (answer.status >= 400) return say(`refused ${id} ${answer.status}`);
      say(`ack ${answer.revision} ${id}`);
      return answer.text === '' ? {} : JSON.parse(answer.text);
    },
  };
  await Promise.all([watchKubernetes(client, before, say), watchLive(client, before, say)]).catch(broken);
  await recall(hand);
  await Promise.all([reader(hand, say), ...Array.from({ length: WRITERS }, () => writer(hand))]);
}

/** What earlier lives left. */
async function recall({ known, read }: Hand): Promise<void> {
  const objects = async (path: string): Promise<{ name: string; namespace?: string; deletionTimestamp?: string }[]> =>
    (JSON.parse((await read(path)).text) as { items: { metadata: { name: string } }[] }).items.map(
      ({ metadata }) => metadata,
    );
  const named = async (type: string): Promise<Named[]> =>
    (JSON.parse((await read(`/config/${type}s`)).text) as { readonly [list: string]: Named[] })[`${type}s`]!;
  const own = ({ name, deletionTimestamp }: { name: string; deletionTimestamp?: string }): boolean =>
    /^c\d/.test(name) && deletionTimestamp === undefined;
  const place = ({ namespace, name }: { namespace?: string; name: string }): string => `${namespace}/${name}`;
  const ownNamed = ({ fq_name }: Named): boolean => fq_name.some((part) => /^c\d/.test(part));
  known.namespaces.push(...(await objects('/kube/api/v1/namespaces')).filter(own).map(({ name }) => name));
  known.pods.push(...(await objects('/kube/api/v1/pods')).filter(own).map(place));
  known.deployments.push(...(await objects('/kube/apis/apps/v1/deployments')).filter(own).map(place));
  known.networks.push(
    ...(await named('virtual-network')).filter(({ fq_name }) => fq_name[1] === PROJECT[1] && /^c\d/.test(fq_name[2]!)),
  );
  known.pools.push(...(await named('floating-ip-pool')).filter(ownNamed));
  known.floatingIps.push(...(await named('floating-ip')).filter(ownNamed));
  known.ports = await named('virtual-machine-interface');
}

async function reader(hand: Hand, say: Say): Promise<never> {
  for (;;) {
    const pod = hand.pick(hand.known.pods);
    const namespace = hand.pick(hand.known.namespaces);
    const network = hand.pick(hand.known.networks);
    if (pod !== undefined) {
      const [place, name] = pod.split('/');
      const answer = await hand.read(`/kube/api/v1/namespaces/${place}/pods/${name}`);
      if (answer.status === 200) sayObject(say, 'Pod', answer.text);
    }
    if (namespace !== undefined) {
      const answer = await hand.read(`/kube/api/v1/namespaces/${namespace}`);
      if (answer.status === 200) sayObject(say, 'Namespace', answer.text);
    }
    if (network !== undefined) {
      const answer = await hand.read(`/config/virtual-network/${network.uuid}`);
      if (answer.status === 200)
        say(
          `read ${answer.revision} ${String(answer.headers.etag).replaceAll('"', '')} virtual-network ${network.uuid}`,
        );
    }
    const ports = await hand.read('/config/virtual-machine-interfaces');
    hand.known.ports = (JSON.parse(ports.text) as { 'virtual-machine-interfaces': Named[] })[
      'virtual-machine-interfaces'
    ];
  }
}

async function writer(hand: Hand): Promise<never> {
  for (;;) {
    let dice = hand.below(TOTAL);
    const [, act] = ACTS.find(([weight]) => (dice -= weight) < 0)!;
    await act(hand);
  }
}

const kubePath = (namespace: string, rest: string): string => `/kube/api/v1/namespaces/${namespace}/${rest}`;
const deploymentPath = (namespace: string, name: string): string =>
  `/kube/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
const containers = [{ name: 'web', image: 'nginx' }];
const tooMany = (list: readonly unknown[], limit: number): boolean => list.length >= limit;

function networkBody(hand: Hand, name: string): object {
  const octet = hand.below(200);
  const subnet = { subnet: { ip_prefix: `100.${64 + hand.below(60)}.${octet}.0`, ip_prefix_len: 24 } };
  return {
    'virtual-network': {
      fq_name: [...PROJECT, name],
      parent_type: 'project',
      network_ipam_refs: [
        { to: ['default-domain', 'default-project', 'default-network-ipam'], attr: { ipam_subnets: [subnet] } },
      ],
    },
  };
}

const poolBody = (network: readonly string[], name: string): object => ({
  'floating-ip-pool': { fq_name: [...network, name], parent_type: 'virtual-network' },
});
const floatingIpBody = (pool: readonly string[], name: string): object => ({
  'floating-ip': { fq_name: [...pool, name], parent_type: 'floating-ip-pool', project_refs: [{ to: PROJECT }] },
});

/** Weight and act. */
const ACTS: readonly (readonly [number, (hand: Hand) => Promise<void>])[] = [
  [
    6,
    async (hand) => {
      if (tooMany(hand.known.namespaces, 10)) return;
      const name = hand.name();
      const annotations = hand.below(2) === 0 ? { 'opencontrail.org/isolation': 'true' } : {};
      if (await hand.write('POST', '/kube/api/v1/namespaces', { metadata: { name, annotations } }))
        hand.known.namespaces.push(name);
    },
  ],
  [
    2,
    async (hand) => {
      const name = hand.take(hand.known.namespaces);
      if (name !== undefined) await hand.write('DELETE', `/kube/api/v1/namespaces/${name}`);
    },
  ],
  [
    4,
    async (hand) => {
      const namespace = hand.pick(hand.known.namespaces);
      if (namespace === undefined) return;
      const metadata = {
        name: hand.name(),
        annotations: { 'opencontrail.org/cidr': `101.${hand.below(200)}.${hand.below(200)}.0/24` },
      };
      await hand.write('POST', `/kube/apis/k8s.cni.cncf.io/v1/namespaces/${namespace}/network-attachment-definitions`, {
        metadata,
        spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' },
      });
    },
  ],
  [
    12,
    async (hand) => {
      const namespace = hand.below(4) === 0 ? 'default' : hand.pick(hand.known.namespaces);
      if (namespace === undefined || tooMany(hand.known.pods, 40)) return;
      const name = hand.name();
      if (await hand.write('POST', kubePath(namespace, 'pods'), { metadata: { name }, spec: { containers } }))
        hand.known.pods.push(`${namespace}/${name}`);
    },
  ],
  [
    7,
    async (hand) => {
      const pod = hand.take(hand.known.pods);
      if (pod !== undefined) await hand.write('DELETE', kubePath(pod.split('/')[0]!, `pods/${pod.split('/')[1]}`));
    },
  ],
  [
    3,
    async (hand) => {
      const namespace = hand.pick(hand.known.namespaces);
      if (namespace === undefined || tooMany(hand.known.deployments, 8)) return;
      const name = hand.name();
      const labels = { app: name };
      const spec = {
        replicas: 1 + hand.below(3),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      };
      if (
        await hand.write('POST', `/kube/apis/apps/v1/namespaces/${namespace}/deployments`, { metadata: { name }, spec })
      )
        hand.known.deployments.push(`${namespace}/${name}`);
    },
  ],
  [
    3,
    async (hand) => {
      const [namespace, name] = hand.pick(hand.known.deployments)?.split('/') ?? [];
      if (name !== undefined)
        await hand.write('PATCH', deploymentPath(namespace!, name), {
          metadata: { annotations: { note: hand.name() } },
          spec: { replicas: hand.below(4) },
        });
    },
  ],
  [
    1,
    async (hand) => {
      const [namespace, name] = hand.take(hand.known.deployments)?.split('/') ?? [];
      if (name !== undefined) await hand.write('DELETE', deploymentPath(namespace!, name));
    },
  ],
  [
    5,
    async (hand) => {
      if (tooMany(hand.known.networks, 15)) return;
      const made = (await hand.write('POST', '/config/virtual-networks', networkBody(hand, hand.name()))) as
        | { 'virtual-network': Named }
        | undefined;
      if (made !== undefined) hand.known.networks.push(made['virtual-network']);
    },
  ],
  [
    10,
    async (hand) => {
      const network = hand.pick(hand.known.networks);
      if (network === undefined) return;
      const targets = Array.from({ length: hand.below(3) }, () => `target:60100:${100 + hand.below(50)}`);
      await hand.write('PUT', `/config/virtual-network/${network.uuid}`, {
        'virtual-network': { display_name: hand.name(), route_target_list: { route_target: [...new Set(targets)] } },
      });
    },
  ],
  [
    2,
    async (hand) => {
      const network = hand.take(hand.known.networks);
      if (
        network !== undefined &&
        (await hand.write('DELETE', `/config/virtual-network/${network.uuid}`)) === undefined
      )
        hand.known.networks.push(network);
    },
  ],
  [
    4,
    async (hand) => {
      const network = hand.pick(hand.known.networks);
      if (network === undefined || tooMany(hand.known.pools, 15)) return;
      const made = (await hand.write('POST', '/config/floating-ip-pools', poolBody(network.fq_name, hand.name()))) as
        | { 'floating-ip-pool': Named }
        | undefined;
      if (made !== undefined) hand.known.pools.push(made['floating-ip-pool']);
    },
  ],
  [
    1,
    async (hand) => {
      const pool = hand.take(hand.known.pools);
      if (pool !== undefined && (await hand.write('DELETE', `/config/floating-ip-pool/${pool.uuid}`)) === undefined)
        hand.known.pools.push(pool);
    },
  ],
  [
    10,
    async (hand) => {
      const pool = hand.pick(hand.known.pools);
      if (pool === undefined || tooMany(hand.known.floatingIps, 60)) return;
      const made = (await hand.write('POST', '/config/floating-ips', floatingIpBody(pool.fq_name, hand.name()))) as
        | { 'floating-ip': Named }
        | undefined;
      if (made !== undefined) hand.known.floatingIps.push(made['floating-ip']);
    },
  ],
  [
    12,
    async (hand) => {
      const floatingIp = hand.pick(hand.known.floatingIps);
      const port = hand.below(3) === 0 ? undefined : hand.pick(hand.known.ports);
      if (floatingIp === undefined) return;
      await hand.write('PUT', `/config/floating-ip/${floatingIp.uuid}`, {
        'floating-ip': {
          display_name: hand.name(),
          virtual_machine_interface_refs: port === undefined ? [] : [{ to: port.fq_name }],
        },
      });
    },
  ],
  [
    6,
    async (hand) => {
      const floatingIp = hand.take(hand.known.floatingIps);
      if (floatingIp !== undefined) await hand.write('DELETE', `/config/floating-ip/${floatingIp.uuid}`);
    },
  ],
  [
    3,
    async (hand) => {
      const network = [...PROJECT, hand.name()];
      const pool = [...network, 'public'];
      await hand.write('POST', '/config/batch', [
        { method: 'POST', path: '/config/virtual-networks', body: networkBody(hand, network.at(-1)!) },
        { method: 'POST', path: '/config/floating-ip-pools', body: poolBody(network, 'public') },
        ...['one', 'two'].map((name) => ({
          method: 'POST',
          path: '/config/floating-ips',
          body: floatingIpBody(pool, name),
        })),
        // The last one cannot be, now and then: then there must be none.
        ...(hand.below(3) === 0
          ? [{ method: 'POST', path: '/config/floating-ips', body: floatingIpBody([...network, 'nowhere'], 'three') }]
          : []),
      ]);
    },
  ],
];
const TOTAL = ACTS.reduce((sum, [weight]) => sum + weight, 0);
