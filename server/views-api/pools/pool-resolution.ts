/** `/views/pool-resolution?namespace=`: which pool applies, and the scopes in the order they were looked at. */

import type { PoolResolution, PoolTrailStep } from '../../contract/views/pools.ts';
import type { MaybeLink } from '../../contract/views/reference.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { linkByName } from '../shared/links.ts';
import { decidePool } from '../shared/pool-decision.ts';
import { notFound } from '../shared/query.ts';
import type { ViewContext } from '../shared/view-context.ts';

const OUTCOME = {
  'not-specified': 'absent',
  malformed: 'malformed',
  missing: 'dangling',
  resolved: 'chosen',
  'resolved-by-attachment': 'chosen',
} as const;

export function poolResolution(context: ViewContext, namespace: string): PoolResolution {
  if (context.read.get('kube/Namespace', namespace) === undefined)
    throw notFound('namespace', namespace, 'See /views/tables/namespaces.');
  const { resolution, trail } = decidePool(context, namespace);
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
  if (!trail.some((step) => step.level === 'global'))
    steps.push({
      scope: 'global',
      outcome: 'not-reached',
      reason: "The cluster's global pool was not looked at: a more specific scope decided.",
    });
  return {
    namespace,
    trail: steps,
    revision: context.read.revision,
    ...(resolution.kind === 'resolved'
      ? { pool: { name: shortName(resolution.pool), fqName: formatFqName(resolution.pool), uuid: resolution.poolUid } }
      : {}),
  };
}
