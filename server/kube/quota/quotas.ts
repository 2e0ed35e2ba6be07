/**
 * ResourceQuotas: what each limits, what is used of it, and whether an object may be created or changed, with the texts
 * of Kubernetes' admission.
 */

import { addQuantities, countOf, formatQuantity, ZERO, type Quantity } from '../../model/kube/quantity.ts';
import { NAMESPACED_KINDS, qualifiedResource } from '../../model/kube/resources.ts';
import type { KubeKind, KubeObjectOf } from '../../model/kube/types.ts';
import { by } from '../../model/order.ts';
import { byNamespace } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { childIf, items, text, type Draft } from '../draft.ts';
import { forbidden } from '../kube-problem.ts';
import { usedIn } from './namespace-use.ts';
import { amountsOf, type Amounts } from './pod-resources.ts';
import { unspecified, useOf, type PodScope } from './uses.ts';

/** Kinds whose objects are also counted under their plain plural. */
const PLAIN: ReadonlySet<string> = new Set(['services', 'secrets', 'configmaps', 'resourcequotas']);

const COUNTED: ReadonlyMap<string, KubeKind> = new Map(
  NAMESPACED_KINDS.flatMap((kind) => {
    const plural = qualifiedResource(kind);
    return [`count/${plural}`, ...(PLAIN.has(plural) ? [plural] : [])].map((resource) => [resource, kind] as const);
  }),
);

/** Whether the resource counts objects that are served here. */
export function countsObjects(resource: string): boolean {
  return COUNTED.has(resource);
}

/** Whether a quota counts pods in this scope, or what is no pod. */
function counting(spec: Draft): (scope: PodScope | undefined) => boolean {
  const plain = Array.isArray(spec['scopes']) ? spec['scopes'].map((name) => ({ name: String(name), holds: [] })) : [];
  const selected = items(childIf(spec, 'scopeSelector'), 'matchExpressions');
  if (plain.length === 0 && selected.length === 0) return () => true;
  return (scope) =>
    scope !== undefined &&
    plain.every(({ name }) => inScope(scope, name, 'Exists', [])) &&
    selected.every((expression) =>
      inScope(
        scope,
        text(expression, 'scopeName') ?? '',
        text(expression, 'operator') ?? '',
        Array.isArray(expression['values']) ? expression['values'].map(String) : [],
      ),
    );
}

function inScope(scope: PodScope, name: string, operator: string, values: readonly string[]): boolean {
  switch (name) {
    case 'Terminating':
      return scope.terminating;
    case 'NotTerminating':
      return !scope.terminating;
    case 'BestEffort':
      return scope.bestEffort;
    case 'NotBestEffort':
      return !scope.bestEffort;
    case 'PriorityClass':
      return hasPriority(scope.priorityClass, operator, values);
    default:
      return false;
  }
}

function hasPriority(name: string, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'Exists':
      return name !== '';
    case 'DoesNotExist':
      return name === '';
    case 'In':
      return values.includes(name);
    default:
      return !values.includes(name);
  }
}

/** The status of a quota: its limits, and what is used of each. */
export function quotaStatus(read: Read, namespace: string, spec: Draft): Draft {
  const hard = amountsOf(childIf(spec, 'hard'));
  const used: Draft = {};
  for (const resource of hard.keys()) used[resource] = formatQuantity(usedOf(read, namespace, spec, resource));
  return { hard: Object.fromEntries([...hard].map(([resource, amount]) => [resource, formatQuantity(amount)])), used };
}

function usedOf(read: Read, namespace: string, spec: Draft, resource: string): Quantity {
  const kind = COUNTED.get(resource);
  return kind === undefined
    ? usedIn(read, namespace, resource, counting(spec))
    : countOf(read.countIn(byNamespace(`kube/${kind}`), namespace));
}

/**
 * 403 if a quota of its namespace does not allow the object to be created, or changed (`old` is what stands there) so
 * that it uses more.
 */
export function assertWithinQuotas(
  read: Read,
  kind: KubeKind,
  namespace: string,
  object: Draft,
  old: Draft | undefined,
): void {
  if (read.countIn(byNamespace('kube/ResourceQuota'), namespace) === 0) return;
  const quotas = [...read.lookup(byNamespace('kube/ResourceQuota'), namespace)].sort(by(({ key }) => key));
  const { scope, amounts } = useOf(kind, object);
  const more = old === undefined ? withCounts(kind, amounts) : increase(amounts, useOf(kind, old).amounts);
  for (const { value } of quotas) {
    const why = refusal(read, namespace, value, { kind, object, isNew: old === undefined, scope, more });
    if (why !== undefined) throw forbidden(kind, text(childIf(object, 'metadata'), 'name') ?? '', why);
  }
}

interface Asked {
  readonly kind: KubeKind;
  readonly object: Draft;
  readonly isNew: boolean;
  readonly scope: PodScope | undefined;
  readonly more: Amounts;
}

function refusal(
  read: Read,
  namespace: string,
  quota: KubeObjectOf<'ResourceQuota'>,
  { object, isNew, scope, more }: Asked,
): string | undefined {
  const spec = (quota.spec ?? {}) as Draft;
  if (!counting(spec)(scope)) return undefined;
  const hard = amountsOf(childIf(spec, 'hard'));
  const missing = isNew && scope !== undefined ? unspecified(object, hard.keys()) : '';
  const { name } = quota.metadata;
  if (missing !== '') return `failed quota: ${name}: must specify ${missing}`;
  const exceeded = [...more]
    .filter(([resource, amount]) => amount.nano > 0n && hard.has(resource))
    .map(([resource, requested]) => ({
      resource,
      requested,
      used: usedOf(read, namespace, spec, resource),
      limited: hard.get(resource)!,
    }))
    .filter(({ requested, used, limited }) => addQuantities(used, requested).nano > limited.nano)
    .sort(by(({ resource }) => resource));
  if (exceeded.length === 0) return undefined;
  const list = (part: 'requested' | 'used' | 'limited'): string =>
    exceeded.map((each) => `${each.resource}=${formatQuantity(each[part])}`).join(',');
  return (
    `exceeded quota: ${name}, requested: ${list('requested')}, used: ${list('used')}, ` + `limited: ${list('limited')}`
  );
}

function withCounts(kind: KubeKind, amounts: Amounts): Amounts {
  const one = [...COUNTED]
    .filter(([, counted]) => counted === kind)
    .map(([resource]) => [resource, countOf(1)] as const);
  return new Map([...amounts, ...one]);
}

function increase(amounts: Amounts, before: Amounts): Amounts {
  return new Map(
    [...amounts].map(([resource, { nano, format }]) => [
      resource,
      { nano: nano - (before.get(resource) ?? ZERO).nano, format },
    ]),
  );
}
