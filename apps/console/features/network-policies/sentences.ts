/** What a NetworkPolicy means, in sentences. Pure. */

import { isolatedDirections } from '../../../../server/engine/policy/network-policies.ts';
import { NAME_LABEL } from '../../../../server/model/kube/name-label.ts';
import type {
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../../../../server/model/kube/network-policy.ts';
import type { LabelSelector } from '../../../../server/model/kube/objects.ts';
import { isEmptySelector, requiredLabels, selectorText } from '../../../../server/model/kube/selector-text.ts';

export type Meaning = {
  readonly direction: 'Ingress' | 'Egress';
  /** Whether its pods are isolated in this direction, and so only what the rules say passes. */
  readonly isolates: boolean;
  /** For each rule, in order, who may reach whom on which ports. */
  readonly rules: readonly string[];
  /** What holds besides the rules. */
  readonly rest: string;
};

/** The pods that it selects: `pods of dev with app=web`; after a denial all of them are `any pod of dev`. */
function targetText(namespace: string, selector: LabelSelector = {}, all: 'every' | 'any' = 'every'): string {
  return isEmptySelector(selector)
    ? `${all} pod of ${namespace}`
    : `pods of ${namespace} with ${selectorText(selector)}`;
}

export function meaningOf(namespace: string, spec: NetworkPolicySpec = {}): readonly Meaning[] {
  const target = targetText(namespace, spec.podSelector);
  const types = isolatedDirections(spec);
  const ingress = (spec.ingress ?? []).map(({ from, ports }) =>
    sentence(`${peersText(namespace, from, 'Everybody')} may reach ${target} ${portsText(ports)}`),
  );
  const egress = (spec.egress ?? []).map(({ to, ports }) =>
    sentence(
      `${target} may reach ${peersText(namespace, to, 'everybody, in the cluster and outside,')} ${portsText(ports)}`,
    ),
  );
  return [
    {
      direction: 'Ingress',
      isolates: types.includes('Ingress'),
      rules: ingress,
      rest: !types.includes('Ingress')
        ? 'This policy does not restrict what comes in.'
        : ingress.length === 0
          ? sentence(
              `Nobody may reach ${targetText(namespace, spec.podSelector, 'any')}, unless another policy lets them`,
            )
          : 'Nothing else may come in, unless another policy lets it. Answers to what the pods asked always come back.',
    },
    {
      direction: 'Egress',
      isolates: types.includes('Egress'),
      rules: egress,
      rest: !types.includes('Egress')
        ? 'This policy does not restrict what goes out.'
        : egress.length === 0
          ? sentence(`${target} may reach nobody, unless another policy lets them`)
          : 'Nothing else may go out, unless another policy lets it. Answers always pass.',
    },
  ];
}

function peersText(own: string, peers: readonly NetworkPolicyPeer[] = [], everybody: string): string {
  return peers.length === 0 ? everybody : listed(peers.map((peer) => peerText(own, peer)));
}

function peerText(own: string, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  if (ipBlock !== undefined) {
    const except = ipBlock.except ?? [];
    return `addresses of ${ipBlock.cidr}${except.length === 0 ? '' : ` except ${listed(except)}`}`;
  }
  if (namespaceSelector === undefined) return targetText(own, podSelector);
  const pods =
    podSelector === undefined || isEmptySelector(podSelector) ? 'every pod' : `pods with ${selectorText(podSelector)}`;
  return `${pods} of ${namespacesText(namespaceSelector)}`;
}

function namespacesText(selector: LabelSelector): string {
  if (isEmptySelector(selector)) return 'every namespace';
  const [only, more] = requiredLabels(selector) ?? [];
  return only !== undefined && more === undefined && only[0] === NAME_LABEL
    ? `namespace ${only[1]}`
    : `namespaces with ${selectorText(selector)}`;
}

function portsText(ports: readonly NetworkPolicyPort[] = []): string {
  if (ports.length === 0) return 'on every port';
  return `on ${listed(
    ports.map(({ protocol = 'TCP', port, endPort }) => {
      if (port === undefined) return `every ${protocol} port`;
      if (typeof port === 'string') return `the ${protocol} port named ${port}`;
      return `${protocol} ${port}${endPort === undefined || endPort === port ? '' : `–${endPort}`}`;
    }),
  )}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
