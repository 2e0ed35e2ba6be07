/** `/views/network-policies/<namespace>/<name>`: the pods that a NetworkPolicy selects, and what it became. */

import type { FirewallRuleOfPolicy, NetworkPolicyDetail, SelectedPod } from '../../contract/views/network-policies.ts';
import { preparedPolicy } from '../../engine/policy/network-policies.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { FirewallEndpoint, FirewallService } from '../../model/config/firewall.ts';
import type { ConfigRecordOf } from '../../model/config/types.ts';
import { kubeKey, parseKubeKey } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byNamespace } from '../../store/indexes.ts';
import { denialsOf, firewallPolicyOf } from '../shared/firewall-of-policy.ts';
import { findNamed, linkTo } from '../shared/links.ts';
import { notFound } from '../shared/query.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** Pods and rules that are named one by one. */
const MOST = 200;

export async function networkPolicyDetail(turns: Turns, namespace: string, name: string): Promise<NetworkPolicyDetail> {
  const key = kubeKey(namespace, name);
  const pods = await podsOf(turns, namespace, key);
  const { context } = turns;
  return { pods, becomes: becomes(context, key), revision: context.read.revision };
}

async function podsOf(turns: Turns, namespace: string, key: string): Promise<NetworkPolicyDetail['pods']> {
  const { read } = turns.context;
  const object = read.get('kube/NetworkPolicy', key)?.value;
  if (object === undefined) throw notFound('NetworkPolicy', key, 'See /views/tables/kubernetes-network-policies.');
  const policy = preparedPolicy(object);
  const others = [...read.lookup(byNamespace('kube/NetworkPolicy'), namespace)]
    .filter((other) => other.key !== key)
    .map(({ value }) => preparedPolicy(value));
  const keys = Array.from(read.lookup(byNamespace('kube/Pod'), namespace), (pod) => pod.key).sort();
  const shown: SelectedPod[] = [];
  let selected = 0;
  for (const each of keys) {
    await turns.looked(1);
    const pod = turns.context.read.get('kube/Pod', each)?.value;
    if (pod === undefined) continue;
    const end = { namespace, labels: pod.metadata.labels, namespaceLabels: undefined, namedPorts: [] };
    if (!policy.selects(end)) continue;
    selected += 1;
    if (shown.length >= MOST) continue;
    await turns.looked(others.length);
    const also = others.filter((other) => other.selects(end));
    const names = (direction: 'ingress' | 'egress') =>
      also.filter((other) => other[direction] !== undefined).map((other) => other.name.name);
    const { podIP, phase } = (pod.status ?? {}) as { readonly podIP?: string; readonly phase?: string };
    shown.push({
      key: each,
      name: parseKubeKey(each).name,
      ...(podIP === undefined ? {} : { address: podIP }),
      ...(phase === undefined ? {} : { phase }),
      alsoIngress: names('ingress'),
      alsoEgress: names('egress'),
    });
  }
  return { inNamespace: keys.length, selected, shown };
}

function becomes(context: ViewContext, key: string): NetworkPolicyDetail['becomes'] {
  const policy = firewallPolicyOf(context, key);
  const denials = denialsOf(context, key);
  const refs = [...(policy?.refs['firewall-rule'] ?? [])].sort(
    by(({ attr }) => String((attr as { readonly sequence?: string } | null)?.sequence ?? '')),
  );
  const passing = refs.slice(0, MOST).flatMap(({ uuid }) => context.read.get('firewall-rule', uuid)?.value ?? []);
  const records = [...passing, ...denials];
  const tags = new Set(
    records.flatMap(({ props: { endpoint_1: from, endpoint_2: to } }) => [...(from?.tags ?? []), ...(to?.tags ?? [])]),
  );
  return {
    ...(policy === undefined ? {} : { policy: linkTo(policy) }),
    rules: records.map(ruleOf),
    more: refs.length - passing.length,
    tags: [...tags].sort().map((name) => {
      const tag = findNamed(context.read, 'tag', [name]);
      return {
        name,
        ...(tag === undefined ? {} : { uuid: tag.uuid }),
        selector: tag !== undefined && annotationOf(tag, 'selector') !== undefined,
      };
    }),
  };
}

function ruleOf({ uuid, fq_name, props }: ConfigRecordOf<'firewall-rule'>): FirewallRuleOfPolicy {
  return {
    uuid,
    name: shortName(fq_name),
    action: props.action_list?.simple_action ?? 'deny',
    from: endpointText(props.endpoint_1),
    to: endpointText(props.endpoint_2),
    service: serviceText(props.service),
  };
}

function endpointText({ tags = [], address_group }: FirewallEndpoint = {}): string {
  if (tags.length > 0) return tags.join(' and ');
  return address_group === undefined ? 'any' : shortName(address_group.split(':'));
}

function serviceText({ protocol = 'any', dst_ports: ports }: FirewallService = {}): string {
  if (ports === undefined || (ports.start_port <= 0 && ports.end_port >= 65_535) || ports.start_port < 0)
    return protocol;
  const { start_port: first, end_port: last } = ports;
  return `${protocol} ${first === last ? first : `${first}–${last}`}`;
}
