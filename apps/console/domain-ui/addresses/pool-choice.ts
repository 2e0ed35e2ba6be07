/**
 * A floating IP pool as named by an annotation or option, and the pool that would be used. Pure: resolved by the
 * server's own engine.
 */

import type { PoolTrailStep } from '../../../../server/contract/views/pools.ts';
import { formatFipPoolName, parseGlobalFipPoolName } from '../../../../server/engine/annotations/dict-string.ts';
import { resolvePool } from '../../../../server/engine/floating-ip/pool-scope.ts';
import { DEFAULT_CLUSTER_NAMES } from '../../../../server/engine/naming/kube-names.ts';

export type PoolChoice = { named: boolean; domain: string; project: string; network: string; name: string };
export const NO_POOL: PoolChoice = { named: false, domain: 'default-domain', project: '', network: '', name: '' };

/** The choice in a dict string; a malformed one counts as named, with empty parts. */
export function poolChoiceFrom(text: string | undefined): PoolChoice {
  if (text === undefined) return NO_POOL;
  const reading = parseGlobalFipPoolName(text);
  if (reading.kind === 'none') return NO_POOL;
  if (reading.kind === 'malformed') return { ...NO_POOL, named: true };
  const [domain = '', project = '', network = '', name = ''] = reading.fqName;
  return { named: true, domain, project, network, name };
}

/** `{'domain': …, 'project': …, 'network': …, 'name': …}`, or undefined for no pool. */
export const dictOf = (choice: PoolChoice): string | undefined =>
  choice.named
    ? formatFipPoolName([choice.domain.trim(), choice.project.trim(), choice.network.trim(), choice.name.trim()])
    : undefined;

export function poolChoiceFaults(choice: PoolChoice): Record<string, string> {
  if (!choice.named) return {};
  const faults: Record<string, string> = {};
  for (const [field, word] of [
    ['domain', 'Domain'],
    ['project', 'Project'],
    ['network', 'Network'],
    ['name', 'Pool'],
  ] as const) {
    if (choice[field].trim() === '') faults[`pool.${field}`] = `${word} is missing.`;
    else if (/[:'"\\]/.test(choice[field])) faults[`pool.${field}`] = `${word} has a colon, quote or backslash.`;
  }
  return faults;
}

/** Existing pools and networks by fully qualified name, and the cluster's settings. */
export type PoolFacts = {
  readonly pools: readonly string[];
  readonly networks: readonly string[];
  readonly globalPool: string | undefined;
  readonly clusterName: string;
};

const OUTCOMES = {
  'not-specified': 'absent',
  malformed: 'malformed',
  missing: 'dangling',
  resolved: 'chosen',
  'resolved-by-attachment': 'chosen',
} as const;

/** The scopes in the order in which they would be checked if the namespace named this pool. */
export function previewTrail(namespace: string, annotation: string | undefined, facts: PoolFacts): PoolTrailStep[] {
  const known = (names: readonly string[]) => (fqName: readonly string[]) =>
    names.includes(fqName.join(':')) ? (fqName.join(':') as never) : undefined;
  const { trail } = resolvePool(
    {
      requester: { kind: 'namespace-preview', namespace, name: namespace },
      objectAnnotation: undefined,
      namespaceAnnotation: annotation,
      globalPool: facts.globalPool,
      names: { ...DEFAULT_CLUSTER_NAMES, clusterName: facts.clusterName },
    },
    { poolByFqName: known(facts.pools), networkByFqName: known(facts.networks) },
  );
  return trail.map((step) => {
    const pool =
      step.outcome === 'resolved' ? step.wanted : step.outcome === 'resolved-by-attachment' ? step.pool : undefined;
    return {
      scope: step.level,
      outcome: OUTCOMES[step.outcome],
      ...('wanted' in step ? { wanted: step.wanted.join(':') } : {}),
      ...(pool ? { pool: { name: pool.at(-1) ?? '', fqName: pool.join(':') } } : {}),
      reason: step.sentence,
    };
  });
}
