/** What the benchmark `growth` creates, how, and how it finds out that all consequences are there. */

import type { Call } from './http-load.ts';

/** Sends a request; returns the whole answer, head and body. */
type Ask = (call: Call) => Promise<string>;

export interface Growing {
  create(name: string): Call;
  isThere(name: string, ask: Ask): Promise<boolean>;
  /**
   * Changes another object of the kind. `body` returns the body of an answer; `uuids` is a cache for one server.
   */
  changed?(body: Ask, turn: number, uuids: Map<string, string>): Promise<Call>;
  /** Goals: creates per second with 1 and with 16 clients, and sustained. */
  readonly accepted?: readonly [number, number];
  readonly sustained?: number;
}

const PROJECT = ['default-domain', 'default-project'];
const POOL = [...PROJECT, 'bench-public', 'pool'];
const POD_NETWORK = 'default-domain:k8s-default:k8s-default-pod-network';
const MERGE = 'application/merge-patch+json';
const spec = { containers: [{ name: 'web', image: 'nginx' }] };
const exists = (answer: string): boolean => /^HTTP\/1.1 2/.test(answer);
const named = async (ask: Ask, type: string, fqName: readonly string[]): Promise<boolean> =>
  exists(await ask({ method: 'POST', path: '/config/fqname-to-id', body: { type, fq_name: fqName } }));
/** The uuid of an object that is never deleted. */
async function uuidOf(body: Ask, uuids: Map<string, string>, type: string, fqName: readonly string[]): Promise<string> {
  const key = fqName.join(':');
  const known = uuids.get(key);
  if (known !== undefined) return known;
  const { uuid } = JSON.parse(
    await body({ method: 'POST', path: '/config/fqname-to-id', body: { type, fq_name: fqName } }),
  ) as { uuid: string };
  uuids.set(key, uuid);
  return uuid;
}

function namespaces(annotations: object, networks: boolean): Growing {
  return {
    create: (name) => ({
      method: 'POST',
      path: '/kube/api/v1/namespaces',
      body: { metadata: { name: name.toLowerCase(), annotations } },
    }),
    isThere: async (name, ask) => {
      const project = ['default-domain', `k8s-${name}`];
      if (!(await named(ask, 'project', project))) return false;
      if (!networks) return true;
      return (
        (await named(ask, 'routing-instance', [...project, `k8s-${name}-pod-network`, `k8s-${name}-pod-network`])) &&
        named(ask, 'routing-instance', [...project, `k8s-${name}-service-network`, `k8s-${name}-service-network`])
      );
    },
  };
}

export const GROWING: { readonly [kind: string]: Growing } = {
  pods: {
    create: (name) => ({
      method: 'POST',
      path: '/kube/api/v1/namespaces/bench/pods',
      body: { metadata: { name }, spec },
    }),
    isThere: async (name, ask) => {
      const address = /"podIP":\s*"([^"]+)"/.exec(
        await ask({ method: 'GET', path: `/kube/api/v1/namespaces/bench/pods/${name}` }),
      )?.[1];
      if (address === undefined) return false;
      return (
        await ask({ method: 'GET', path: `/views/vrfs/${POD_NETWORK}/routes?limit=1&prefix=${address}` })
      ).includes(`"${address}/32"`);
    },
    changed: async (_body, turn) => ({
      method: 'PATCH',
      path: '/kube/api/v1/namespaces/bench',
      type: MERGE,
      body: { metadata: { labels: { turn: String(turn) } } },
    }),
    accepted: [740, 1_900],
    sustained: 900,
  },
  namespaces: namespaces({}, false),
  isolated: { ...namespaces({ 'opencontrail.org/isolation': 'true' }, true), accepted: [320, 800], sustained: 250 },
  networks: {
    create: (name) => ({
      method: 'POST',
      path: '/config/virtual-networks',
      body: { 'virtual-network': { fq_name: [...PROJECT, name], parent_type: 'project' } },
    }),
    isThere: (name, ask) => named(ask, 'routing-instance', [...PROJECT, name, name]),
    changed: async (body, turn, uuids) => ({
      method: 'PUT',
      path: `/config/virtual-network/${await uuidOf(body, uuids, 'virtual-network', [...PROJECT, 'bench-public'])}`,
      body: { 'virtual-network': { route_target_list: { route_target: [`target:60100:${100 + (turn % 1_000)}`] } } },
    }),
  },
  'floating-ips': {
    create: (name) => ({
      method: 'POST',
      path: '/config/floating-ips',
      body: { 'floating-ip': { fq_name: [...POOL, name], parent_type: 'floating-ip-pool' } },
    }),
    isThere: (name, ask) => named(ask, 'floating-ip', [...POOL, name]),
    changed: async (body, turn, uuids) => ({
      method: 'PUT',
      path: `/config/floating-ip-pool/${await uuidOf(body, uuids, 'floating-ip-pool', POOL)}`,
      body: { 'floating-ip-pool': { display_name: `turn ${turn}` } },
    }),
  },
};
