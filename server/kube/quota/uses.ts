/** What an object uses of a quota besides being one more of its kind: pods and services. */

import { countOf, type Quantity } from '../../model/kube/quantity.ts';
import { childIf, items, text, type Draft } from '../draft.ts';
import { qosClass } from '../pod-defaults.ts';
import { containerAmounts, podAmounts, type Amounts } from './pod-resources.ts';

/** By what the scopes of a quota select pods. */
export interface PodScope {
  readonly terminating: boolean;
  readonly bestEffort: boolean;
  readonly priorityClass: string;
}

export interface Use {
  /** Absent for what is no pod: no quota with scopes counts it. */
  readonly scope: PodScope | undefined;
  /** By the name of the resource in a quota: `requests.cpu`, `services.nodeports`. */
  readonly amounts: Amounts;
}

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
/** What every container has to specify where a quota limits it. */
const EXPLICIT: ReadonlySet<string> = new Set(
  ['cpu', 'memory'].flatMap((resource) => [resource, `requests.${resource}`, `limits.${resource}`]),
);
const NOTHING: Use = { scope: undefined, amounts: new Map() };

/** The specs of stored pods do not change with their status, so each is summed up once. */
const known = new WeakMap<Draft, Use>();

const USES: { readonly [kind: string]: (object: Draft) => Use } = { Pod: podUse, Service: serviceUse };

/** Store kinds whose objects use more than to be one of their kind. */
export const USING_KINDS: ReadonlySet<string> = new Set(Object.keys(USES).map((kind) => `kube/${kind}`));

/** Whether what an object of the kind uses depends on its content. */
export function usesMore(kind: string): boolean {
  return Object.hasOwn(USES, kind);
}

export function useOf(kind: string, object: Draft): Use {
  return Object.hasOwn(USES, kind) ? USES[kind]!(object) : NOTHING;
}

function podUse(pod: Draft): Use {
  const phase = text(childIf(pod, 'status'), 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return NOTHING;
  const spec = childIf(pod, 'spec') ?? {};
  if (namesNoResources(spec)) return plainUse(spec);
  let use = known.get(spec);
  if (use === undefined) {
    const amounts = new Map<string, Quantity>([['pods', countOf(1)]]);
    enter(amounts, podAmounts(spec, 'requests'), podAmounts(spec, 'limits'));
    use = { scope: scopeOf(spec), amounts };
    if (Object.isFrozen(spec)) known.set(spec, use);
  }
  return use;
}

/** What most pods are: its use follows from two of its fields. */
function namesNoResources(spec: Draft): boolean {
  if (spec['overhead'] !== undefined) return false;
  for (const list of ['containers', 'initContainers'])
    for (const container of items(spec, list)) for (const _name in childIf(container, 'resources') ?? {}) return false;
  return true;
}

const ONE_POD: Amounts = new Map([['pods', countOf(1)]]);
/** By whether they terminate and by their priority class; few, because a class has to be named to be used. */
const plain = new Map<string, Use>();
const MOST_PLAIN = 1_000;

function plainUse(spec: Draft): Use {
  const key = `${typeof spec['activeDeadlineSeconds']} ${text(spec, 'priorityClassName') ?? ''}`;
  let use = plain.get(key);
  if (use === undefined) {
    use = { scope: scopeOf(spec), amounts: ONE_POD };
    if (plain.size >= MOST_PLAIN) plain.clear();
    plain.set(key, use);
  }
  return use;
}

function enter(amounts: Map<string, Quantity>, requests: Amounts, limits: Amounts): void {
  for (const [resource, amount] of requests) {
    amounts.set(`requests.${resource}`, amount);
    if (COMPUTE.includes(resource) || resource.startsWith('hugepages-')) amounts.set(resource, amount);
  }
  for (const [resource, amount] of limits) if (COMPUTE.includes(resource)) amounts.set(`limits.${resource}`, amount);
}

function scopeOf(spec: Draft): PodScope {
  return {
    terminating: typeof spec['activeDeadlineSeconds'] === 'number',
    bestEffort: qosClass(spec) === 'BestEffort',
    priorityClass: text(spec, 'priorityClassName') ?? '',
  };
}

/** What containers of a pod do not specify of `limited`, as `limits.cpu for: c1,c2`; empty if nothing is missing. */
export function unspecified(pod: Draft, limited: Iterable<string>): string {
  const spec = childIf(pod, 'spec');
  const missing = new Map<string, Set<string>>();
  for (const resource of [...limited].filter((name) => EXPLICIT.has(name)).sort())
    for (const container of [...items(spec, 'containers'), ...items(spec, 'initContainers')]) {
      const amounts = new Map<string, Quantity>();
      enter(amounts, containerAmounts(container, 'requests'), containerAmounts(container, 'limits'));
      if (amounts.has(resource)) continue;
      const names = missing.get(resource) ?? new Set<string>();
      missing.set(resource, names.add(text(container, 'name') ?? ''));
    }
  return [...missing].map(([resource, names]) => `${resource} for: ${[...names].sort().join(',')}`).join('; ');
}

function serviceUse(service: Draft): Use {
  const spec = childIf(service, 'spec') ?? {};
  const balanced = spec['type'] === 'LoadBalancer';
  const ports =
    spec['type'] === 'NodePort' || (balanced && spec['allocateLoadBalancerNodePorts'] !== false)
      ? items(spec, 'ports').length
      : 0;
  return {
    scope: undefined,
    amounts: new Map([
      ['services.nodeports', countOf(ports)],
      ['services.loadbalancers', countOf(balanced ? 1 : 0)],
    ]),
  };
}
