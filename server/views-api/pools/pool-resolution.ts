/** `/views/pool-resolution?namespace=&service=`: which pool applies, and the scopes in the order of the search. */

import type { PoolResolution, PoolTrailStep } from '../../contract/views/pools.ts';
import type { MaybeLink } from '../../contract/views/reference.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { parseFipPoolName, parseGlobalFipPoolName } from '../../engine/annotations/dict-string.ts';
import type { PoolDecision } from '../../engine/floating-ip/pool-scope.ts';
import { kubeKey } from '../../model/kube/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { linkByName } from '../shared/links.ts';
import { decidePool, decidePoolOfService, globalPool } from '../shared/pool-decision.ts';
import { notFound } from '../shared/query.ts';
import type { ViewContext } from '../shared/view-context.ts';

const OUTCOME = {
  'not-specified': 'absent',
  malformed: 'malformed',
  missing: 'dangling',
  resolved: 'chosen',
  'resolved-by-attachment': 'chosen',
} as const;

/** The scopes that a more specific one may spare, in order. */
const NOT_REACHED = [
  ['namespace', "The namespace's pool"],
  ['global', "The cluster's global pool"],
] as const;

/** `service`: its name, for one that exists; without it, what a service gets that names no pool itself. */
export function poolResolution(context: ViewContext, namespace: string, service?: string): PoolResolution {
  if (context.read.get('kube/Namespace', namespace) === undefined)
    throw notFound('namespace', namespace, 'See /views/tables/namespaces.');
  const { resolution, trail } = decisionOf(context, namespace, service);
  const steps = trail.map((step): PoolTrailStep => {
    const pool: MaybeLink | undefined =
      step.outcome === 'resolved'
        ? linkByName(context.read, 'floating-ip-pool', step.wanted)
        : step.outcome === 'resolved-by-attachment'
          ? linkByName(context.read, 'floating-ip-pool', step.pool)
          : undefined;
    return {
      scope: step.level,
      outcome: OUTCOME[step.outcome],
      ...('wanted' in step ? { wanted: formatFqName(step.wanted) } : {}),
      ...(pool === undefined ? {} : { pool }),
      reason: step.sentence,
    };
  });
  for (const [scope, what] of NOT_REACHED)
    if (!trail.some(({ level }) => level === scope))
      steps.push({
        scope,
        outcome: 'not-reached',
        ...namedBy(scope === 'global' ? globalPool(context) : namespaceText(context, namespace), scope),
        reason: `${what} was not looked at: a more specific scope decided.`,
      });
  return {
    namespace,
    ...(service === undefined ? {} : { service }),
    trail: steps,
    revision: context.read.revision,
    ...(resolution.kind === 'resolved'
      ? { pool: { name: shortName(resolution.pool), fqName: formatFqName(resolution.pool), uuid: resolution.poolUid } }
      : {}),
  };
}

const namespaceText = ({ read }: ViewContext, namespace: string): string | undefined =>
  read.get('kube/Namespace', namespace)?.value.metadata.annotations?.[FIP_POOL];

/** The pool that a scope names, although it was not looked for. */
function namedBy(text: string | undefined, scope: 'namespace' | 'global'): { readonly wanted?: string } {
  if (text === undefined) return {};
  const reading = scope === 'global' ? parseGlobalFipPoolName(text) : parseFipPoolName(text);
  return reading.kind === 'name' ? { wanted: formatFqName(reading.fqName) } : {};
}

function decisionOf(context: ViewContext, namespace: string, name: string | undefined): PoolDecision {
  if (name === undefined) return decidePool(context, namespace);
  const service = context.read.get('kube/Service', kubeKey(namespace, name))?.value;
  if (service === undefined) throw notFound('service', kubeKey(namespace, name), 'See /views/tables/services.');
  return decidePoolOfService(context, service);
}
