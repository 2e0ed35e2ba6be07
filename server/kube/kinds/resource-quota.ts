/** ResourceQuotas: what they limit is enforced when objects are created (`quota/quotas.ts`); what is not is refused. */

import { labelKeyFaults } from '../../engine/validation/kube-name.ts';
import { deepEqual } from '../../model/json.ts';
import { GoText, invalidValue, required } from '../causes.ts';
import { child, childIf, items, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import { amountCauses, canonicalQuantities } from '../quantity-causes.ts';
import { countsObjects, quotaStatus } from '../quota/quotas.ts';
import type { KindRules } from './kind-rules.ts';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
/** Names without a domain. Of the last three nothing can exist here, so that they hold by themselves. */
const STANDARD: ReadonlySet<string> = new Set([
  ...COMPUTE.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...['pods', 'services', 'services.nodeports', 'services.loadbalancers', 'secrets', 'configmaps', 'resourcequotas'],
  ...['replicationcontrollers', 'persistentvolumeclaims', 'requests.storage'],
]);
const PODS: ReadonlySet<string> = new Set([
  'pods',
  ...COMPUTE.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
]);
/** The scopes and the resources that each can be applied to. */
const SCOPES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Terminating', PODS],
  ['NotTerminating', PODS],
  ['NotBestEffort', PODS],
  ['BestEffort', new Set(['pods'])],
  ['PriorityClass', PODS],
]);
const OPPOSITE = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const ALWAYS_EXISTS =
  "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
  'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';

export const resourceQuotaRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    canonicalQuantities('ResourceQuota', childIf(child(object, 'spec'), 'hard'));
  },
  prepareCreate({ transaction }, object) {
    const namespace = text(childIf(object, 'metadata'), 'namespace') ?? '';
    object['status'] = quotaStatus(transaction, namespace, childIf(object, 'spec') ?? {});
  },
  causes(object, old) {
    const spec = childIf(object, 'spec') ?? {};
    const hard = childIf(spec, 'hard') ?? {};
    const causes = Object.entries(hard).flatMap(([resource, amount]) => {
      const field = `spec.hard[${resource}]`;
      return [...resourceCauses(field, resource), ...amountCauses(field, amount, isCountable(resource))];
    });
    causes.push(...scopeCauses(spec, Object.keys(hard)));
    const before = childIf(old, 'spec');
    if (before !== undefined && !deepEqual(before['scopes'] ?? [], spec['scopes'] ?? []))
      causes.push(invalidValue('spec.scopes', goScopes(scopesOf(spec)), 'field is immutable'));
    return causes;
  },
};

function isCountable(resource: string): boolean {
  return !resource.startsWith('requests.') && !resource.startsWith('limits.') && !COMPUTE.includes(resource);
}

function resourceCauses(field: string, resource: string): Cause[] {
  if (STANDARD.has(resource) || /^(requests\.)?hugepages-/.test(resource)) return [];
  if (!resource.includes('/')) return [invalidValue(field, resource, 'must be a standard resource for quota')];
  const faults = labelKeyFaults(resource).map(({ sentence }) => invalidValue(field, resource, sentence));
  if (faults.length > 0 || countsObjects(resource) || resource.startsWith('requests.')) return faults;
  return [
    invalidValue(
      field,
      resource,
      resource.startsWith('count/')
        ? 'objects of this resource are not served here, so that nothing would count them'
        : 'nothing here uses this resource: give requests.<resource> for what containers request',
    ),
  ];
}

function scopesOf(spec: Draft): readonly string[] {
  return Array.isArray(spec['scopes']) ? spec['scopes'].map(String) : [];
}

function goScopes(scopes: readonly string[]): GoText {
  return new GoText(`[]core.ResourceQuotaScope{${scopes.map((scope) => JSON.stringify(scope)).join(', ')}}`);
}

function scopeCauses(spec: Draft, resources: readonly string[]): Cause[] {
  const scopes = scopesOf(spec);
  const selected = items(childIf(spec, 'scopeSelector'), 'matchExpressions');
  const names = selected.map((expression) => text(expression, 'scopeName') ?? '');
  const at = 'spec.scopeSelector.matchExpressions';
  return [
    ...namedScopeCauses('spec.scopes', scopes, goScopes(scopes), resources),
    ...namedScopeCauses(`${at}.scopeName`, names, goScopes(names), resources),
    ...selected.flatMap((expression) => expressionCauses(at, expression)),
  ];
}

function namedScopeCauses(
  field: string,
  scopes: readonly string[],
  shown: GoText,
  resources: readonly string[],
): Cause[] {
  const causes: Cause[] = [];
  for (const scope of scopes) {
    const possible = SCOPES.get(scope);
    if (possible === undefined) causes.push(invalidValue(field, shown, 'unsupported scope'));
    else if (resources.some((resource) => STANDARD.has(resource) && !possible.has(resource)))
      causes.push(invalidValue(field, shown, 'unsupported scope applied to resource'));
  }
  for (const pair of OPPOSITE)
    if (pair.every((scope) => scopes.includes(scope))) causes.push(invalidValue(field, shown, 'conflicting scopes'));
  return causes;
}

function expressionCauses(at: string, expression: Draft): Cause[] {
  const operator = text(expression, 'operator') ?? '';
  const values = Array.isArray(expression['values']) ? expression['values'] : [];
  const causes: Cause[] = [];
  if (expression['scopeName'] !== 'PriorityClass' && operator !== 'Exists')
    causes.push(invalidValue(`${at}.operator`, operator, ALWAYS_EXISTS));
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        causes.push(
          required(`${at}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"),
        );
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        causes.push(
          invalidValue(
            `${at}.values`,
            values,
            "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
          ),
        );
      break;
    default:
      causes.push(invalidValue(`${at}.operator`, operator, 'not a valid selector operator'));
  }
  return causes;
}
