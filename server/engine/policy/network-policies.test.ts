import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { NetworkPolicySpec } from '../../model/kube/network-policy.ts';
import { addressOf } from '../../model/net/address.ts';
import {
  policyJudge,
  preparedPolicy,
  type PolicyEnd,
  type PolicyPod,
  type PolicyProtocol,
  type PreparedPolicy,
} from './network-policies.ts';

interface PolicyObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: NetworkPolicySpec;
}
type Labels = { readonly [key: string]: string };
type Action =
  | { readonly op: 'createPolicy' | 'updatePolicy'; readonly obj: PolicyObject }
  | { readonly op: 'deletePolicy'; readonly ns: string; readonly name: string }
  | { readonly op: 'createNs' | 'nsLabels'; readonly ns: string; readonly labels: Labels }
  | { readonly op: 'createPod' | 'podLabels'; readonly pod: string; readonly labels: Labels }
  | { readonly op: 'deletePod'; readonly pod: string }
  | { readonly op: 'deleteNs'; readonly ns: string };

/**
 * Cases with the verdicts expected of every pair of pods, port and protocol; a row for each source, a letter for each
 * destination: `.` allowed, `X` blocked. The diagonal is the verdict of the rules, but a pod always reaches itself.
 */
interface Cases {
  readonly namespaces: { readonly [name: string]: Labels };
  readonly podIPs: { readonly [pod: string]: string };
  readonly ports: readonly number[];
  readonly protocols: readonly string[];
  readonly cases: readonly {
    readonly id: number;
    readonly group: string;
    readonly desc: string;
    readonly steps: readonly {
      readonly actions: readonly Action[];
      readonly dests: readonly string[];
      readonly expect: { readonly [portAndProtocol: string]: { readonly [source: string]: string } };
    }[];
  }[];
}

const file = new URL('./fixtures/network-policy-cases.json.gz', import.meta.url);
const { namespaces, podIPs, ports, protocols, cases } = JSON.parse(
  gunzipSync(readFileSync(file)).toString('utf8'),
) as Cases;

const lower = (protocol: string): PolicyProtocol => protocol.toLowerCase() as PolicyProtocol;

/** The objects of a case: its pods have a container port with a name for each port and protocol. */
class Cluster {
  readonly #namespaces = new Map<string, Labels>(Object.entries(namespaces));
  readonly #pods = new Map<string, Labels>(
    Object.keys(podIPs).map((pod) => [pod, { pod: pod.slice(pod.indexOf('/') + 1) }]),
  );
  readonly #policies = new Map<string, PolicyObject>();

  act(action: Action): void {
    switch (action.op) {
      case 'createPolicy':
      case 'updatePolicy':
        this.#policies.set(`${action.obj.metadata.namespace}/${action.obj.metadata.name}`, action.obj);
        break;
      case 'deletePolicy':
        this.#policies.delete(`${action.ns}/${action.name}`);
        break;
      case 'createNs':
      case 'nsLabels':
        this.#namespaces.set(action.ns, { ...action.labels, 'kubernetes.io/metadata.name': action.ns });
        break;
      case 'createPod':
      case 'podLabels':
        this.#pods.set(action.pod, action.labels);
        break;
      case 'deletePod':
        this.#pods.delete(action.pod);
        break;
      case 'deleteNs':
        this.#namespaces.delete(action.ns);
        for (const pod of this.#pods.keys()) if (pod.startsWith(`${action.ns}/`)) this.#pods.delete(pod);
    }
  }

  policiesIn(namespace: string): readonly PreparedPolicy[] {
    return [...this.#policies.values()].filter(({ metadata }) => metadata.namespace === namespace).map(preparedPolicy);
  }

  ends(): ReadonlyMap<string, PolicyEnd> {
    let unnumbered = 0;
    return new Map(
      [...this.#pods].map(([key, labels]): [string, PolicyEnd] => {
        const namespace = key.slice(0, key.indexOf('/'));
        const pod: PolicyPod = {
          namespace,
          labels,
          namespaceLabels: this.#namespaces.get(namespace),
          namedPorts: ports.flatMap((port) =>
            protocols.map((protocol) => ({
              name: `serve-${port}-${protocol.toLowerCase()}`,
              protocol: lower(protocol),
              port,
            })),
          ),
        };
        return [key, { pod, address: addressOf(podIPs[key] ?? `10.244.9.${++unnumbered}`) }];
      }),
    );
  }
}

test('230 cases, every verdict', () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const { id, desc, steps } of cases) {
    const cluster = new Cluster();
    for (const { actions, dests, expect: expected } of steps) {
      for (const action of actions) cluster.act(action);
      const judge = policyJudge((namespace) => cluster.policiesIn(namespace));
      const ends = cluster.ends();
      for (const [service, rows] of Object.entries(expected)) {
        const [protocol = '', port] = service.split('/');
        for (const [from, row] of Object.entries(rows))
          dests.forEach((to, index) => {
            if (from === to) return;
            const [source, destination] = [ends.get(from)!, ends.get(to)!];
            const { allowed } = judge({ source, destination, protocol: lower(protocol), port: Number(port) });
            judged += 1;
            if (allowed !== (row[index] === '.')) wrong.push(`${id} ${desc}: ${from} to ${to} ${service}: ${allowed}`);
          });
      }
    }
  }
  expect(wrong).toEqual([]);
  expect([cases.length, judged]).toEqual([230, 111_036]);
});

describe('what decided', () => {
  const policy = (name: string, spec: NetworkPolicySpec): PreparedPolicy =>
    preparedPolicy({ metadata: { name, namespace: 'x' }, spec });
  const pod = (namespace: string, app: string, node?: string): PolicyPod => ({
    namespace,
    labels: { app },
    namespaceLabels: { team: namespace },
    node,
    namedPorts: [{ name: 'http', protocol: 'tcp', port: 8080 }],
  });
  const web: PolicyEnd = { address: addressOf('10.32.0.10'), pod: pod('x', 'web', 'cent222') };
  const client: PolicyEnd = { address: addressOf('10.32.0.20'), pod: pod('y', 'client', 'cent333') };
  const outside: PolicyEnd = { address: addressOf('192.0.2.9') };
  const node = (name: string): PolicyEnd => ({ address: addressOf('10.169.25.20'), node: name });
  const policyName = (name: string) => ({ namespace: 'x', name });
  const denied = (...names: string[]) => ({ kind: 'isolated', by: names.map(policyName) });

  const into = (
    policies: readonly PreparedPolicy[],
    source: PolicyEnd,
    protocol: PolicyProtocol = 'tcp',
    port = 80,
    destination = web,
  ) => policyJudge((namespace) => (namespace === 'x' ? policies : []))({ source, destination, protocol, port });

  const DENY = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] });
  const HTTP = policy('http', {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.8/29'] } }] },
      { from: [{ namespaceSelector: { matchLabels: { team: 'y' } } }], ports: [{ port: 'http' }, { protocol: 'UDP' }] },
    ],
  });

  test('without a policy, nothing is isolated', () => {
    expect(into([], client)).toEqual({
      allowed: true,
      egress: { kind: 'not-isolated' },
      ingress: { kind: 'not-isolated' },
    });
    expect(into([], outside).egress).toEqual({ kind: 'no-pod' });
  });

  test('the rule that allows, and the policies that isolate', () => {
    expect(into([DENY, HTTP], client, 'tcp', 8080)).toEqual({
      allowed: true,
      egress: { kind: 'not-isolated' },
      ingress: { kind: 'allowed', policy: policyName('http'), rule: 1 },
    });
    expect(into([DENY, HTTP], client, 'tcp', 80).ingress).toEqual(denied('deny', 'http'));
    expect(into([DENY], client)).toMatchObject({ allowed: false, ingress: denied('deny') });
  });

  test('a name stands for the port of the destination with this name and protocol', () => {
    expect(into([HTTP], client, 'udp', 8080).ingress).toMatchObject({ kind: 'allowed', rule: 1 });
    expect(into([HTTP], client, 'sctp', 8080).allowed).toBe(false);
    const out = policy('out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] });
    expect(into([out], web, 'tcp', 8080, client).egress).toMatchObject({ kind: 'allowed', rule: 0 });
    expect(into([out], web, 'tcp', 80, client).egress).toEqual(denied('out'));
    expect(into([out], web, 'tcp', 8080, outside)).toMatchObject({
      allowed: false,
      egress: denied('out'),
      ingress: { kind: 'no-pod' },
    });
  });

  test('a block without its exceptions', () => {
    expect(into([HTTP], { address: addressOf('192.0.2.7') }).ingress).toMatchObject({ kind: 'allowed', rule: 0 });
    expect(into([HTTP], outside).ingress).toEqual(denied('http'));
    expect(into([HTTP], { address: addressOf('2001:db8::1') }).allowed).toBe(false);
  });

  test('ICMP passes rules without ports alone', () => {
    expect(into([HTTP], { address: addressOf('192.0.2.7') }, 'icmp', 0).allowed).toBe(true);
    expect(into([HTTP], client, 'icmp', 0).allowed).toBe(false);
  });

  test('a pod reaches itself, and its node reaches it', () => {
    expect(into([DENY], web).ingress).toEqual({ kind: 'itself' });
    expect(into([DENY], node('cent222')).ingress).toEqual({ kind: 'own-node' });
    expect(into([DENY], node('cent333')).ingress).toEqual(denied('deny'));
  });

  test('an empty peer list and an absent one are everybody; an empty rule list is nobody', () => {
    const open = (ingress: NetworkPolicySpec['ingress']) =>
      policy('open', { podSelector: {}, policyTypes: ['Ingress'], ...(ingress === undefined ? {} : { ingress }) });
    expect(into([open([{}])], client).allowed).toBe(true);
    expect(into([open([{ from: [] }])], client).allowed).toBe(true);
    expect(into([open([])], client).allowed).toBe(false);
    expect(into([open(undefined)], client).allowed).toBe(false);
    expect(into([open([{ from: [{ namespaceSelector: {} }] }])], client).allowed).toBe(true);
    expect(into([open([{ from: [{ podSelector: {} }] }])], client).allowed).toBe(false);
    expect(into([open([{ from: [{ namespaceSelector: {} }] }])], outside).allowed).toBe(false);
  });

  test('labels named as what every object inherits are labels like others', () => {
    const odd = policy('odd', { podSelector: { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] } });
    expect(into([odd], client).ingress).toEqual({ kind: 'not-isolated' });
  });
});
