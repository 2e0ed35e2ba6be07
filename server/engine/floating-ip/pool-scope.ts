/**
 * Finds the floating IP pool for a service, an ingress or (as a preview) a namespace.
 *
 * Three scopes are checked, most specific first: the object's own annotation, its namespace's, the cluster's global
 * pool. A *service* continues with the next scope if one names no pool, or names a pool that does not exist. An
 * *ingress* takes the first scope that names a pool, even if that pool does not exist. A malformed annotation ends the
 * search for both, since the intended pool is unknown.
 *
 * The pool's network is taken literally first. If there is no such pool, the network of the attachment definition of
 * that name is tried (`k8s-<network>-pod-network`), because manifests name the definition where they mean its network.
 *
 * A missing pool is a state, not an error: evaluate again whenever an annotation, the global pool, a pool or a network
 * changes.
 */

import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { Uid } from '../../model/naming/uid.ts';
import { parseFipPoolName, parseGlobalFipPoolName } from '../annotations/dict-string.ts';
import { attachmentNetworkName, type ClusterNames } from '../naming/kube-names.ts';
import { suggestionFor, suggestionSentence, type Suggestion } from './pool-suggestion.ts';

type PoolLevel = 'object' | 'namespace' | 'global';

export interface PoolRequester {
  /** `namespace-preview`: the pool of a service without an annotation of its own in that namespace. */
  readonly kind: 'service' | 'ingress' | 'namespace-preview';
  readonly namespace: string;
  /** The object's name; for a preview the namespace's. */
  readonly name: string;
}

/** Lookups that the search needs. */
export interface PoolLookup {
  /**
   * Of a pool that its project does not share with the requester's: both names. kube-manager uses it all the same, as
   * administrator.
   */
  unshared?(pool: Uid): { readonly owner: string; readonly project: string } | undefined;
  poolByFqName(pool: FqName): Uid | undefined;
  networkByFqName(network: FqName): Uid | undefined;
}

export interface PoolScopeInput {
  readonly requester: PoolRequester;
  /** The annotation's text on the object. */
  readonly objectAnnotation: string | undefined;
  readonly namespaceAnnotation: string | undefined;
  /** The dict string of the cluster's global pool; `{}` is unset. */
  readonly globalPool: string | undefined;
  readonly names: ClusterNames;
  /** Strict: a network attachment definition's name is only suggested, not resolved. */
  readonly strict?: boolean;
}

type PoolStep =
  | { readonly level: PoolLevel; readonly outcome: 'not-specified'; readonly sentence: string }
  | { readonly level: PoolLevel; readonly outcome: 'malformed'; readonly sentence: string }
  | {
      readonly level: PoolLevel;
      readonly outcome: 'missing';
      readonly wanted: FqName;
      readonly suggestion: Suggestion;
      readonly sentence: string;
    }
  | {
      readonly level: PoolLevel;
      readonly outcome: 'resolved';
      readonly wanted: FqName;
      readonly unshared?: true;
      readonly sentence: string;
    }
  | {
      readonly level: PoolLevel;
      readonly outcome: 'resolved-by-attachment';
      readonly wanted: FqName;
      readonly pool: FqName;
      readonly unshared?: true;
      readonly sentence: string;
    };

type PoolResolution =
  | {
      readonly kind: 'resolved';
      readonly poolUid: Uid;
      readonly pool: FqName;
      readonly level: PoolLevel;
      /** The name as written, if it named a network attachment definition instead of its network. */
      readonly alias?: { readonly written: FqName };
    }
  /** The most specific scope names a pool that does not exist. */
  | { readonly kind: 'dangling'; readonly level: PoolLevel; readonly wanted: FqName; readonly suggestion: Suggestion }
  | { readonly kind: 'malformed'; readonly level: PoolLevel; readonly message: string }
  /** No scope names a pool. */
  | { readonly kind: 'none' };

export interface PoolDecision {
  readonly resolution: PoolResolution;
  /** The scopes in the order in which they were checked. */
  readonly trail: readonly PoolStep[];
}

export function resolvePool(input: PoolScopeInput, lookup: PoolLookup): PoolDecision {
  const trail: PoolStep[] = [];
  let dangling: PoolResolution | undefined;
  for (const level of levelsOf(input.requester)) {
    const { step, resolution } = lookAt(level, input, lookup);
    trail.push(step);
    if (resolution.kind === 'resolved' || resolution.kind === 'malformed') return { resolution, trail };
    if (resolution.kind === 'dangling') {
      dangling ??= resolution;
      if (input.requester.kind === 'ingress') break;
    }
  }
  return { resolution: dangling ?? { kind: 'none' }, trail };
}

function levelsOf(requester: PoolRequester): readonly PoolLevel[] {
  return requester.kind === 'namespace-preview' ? ['namespace', 'global'] : ['object', 'namespace', 'global'];
}

function lookAt(
  level: PoolLevel,
  input: PoolScopeInput,
  lookup: PoolLookup,
): { step: PoolStep; resolution: PoolResolution } {
  const text = { object: input.objectAnnotation, namespace: input.namespaceAnnotation, global: input.globalPool }[
    level
  ];
  const who = scopeName(level, input.requester);
  const reading =
    text === undefined
      ? ({ kind: 'none' } as const)
      : level === 'global'
        ? parseGlobalFipPoolName(text)
        : parseFipPoolName(text);
  switch (reading.kind) {
    case 'none':
      return {
        step: { level, outcome: 'not-specified', sentence: `${capital(who)} names no pool.` },
        resolution: { kind: 'none' },
      };
    case 'malformed': {
      const sentence = `${capital(who)} names a pool in a way that cannot be read: ${reading.message}.`;
      return {
        step: { level, outcome: 'malformed', sentence },
        resolution: { kind: 'malformed', level, message: reading.message },
      };
    }
    case 'name':
      return lookUp(level, who, reading.fqName, input, lookup);
    default:
      throw new Error(`BUG: unknown reading ${String(reading satisfies never)}`);
  }
}

function lookUp(
  level: PoolLevel,
  who: string,
  wanted: FqName,
  input: PoolScopeInput,
  lookup: PoolLookup,
): { step: PoolStep; resolution: PoolResolution } {
  const literal = lookup.poolByFqName(wanted);
  if (literal !== undefined) {
    const sentence = `Pool ${formatFqName(wanted)} is wanted by ${who} and exists.`;
    const { words, ...access } = accessOf(literal, lookup);
    return {
      step: { level, outcome: 'resolved', wanted, ...access, sentence: sentence + words },
      resolution: { kind: 'resolved', poolUid: literal, pool: wanted, level },
    };
  }
  const [domain = '', project = '', network = '', name = ''] = wanted;
  const meant: FqName = Object.freeze([domain, project, attachmentNetworkName(input.names, network), name]);
  const aliased = lookup.poolByFqName(meant);
  if (aliased !== undefined && input.strict !== true) {
    const sentence =
      `Pool ${formatFqName(wanted)} is wanted by ${who}; there is none of that name, but ${network} names a network ` +
      `attachment definition, and its network has the pool: ${formatFqName(meant)}.`;
    const { words, ...access } = accessOf(aliased, lookup);
    return {
      step: { level, outcome: 'resolved-by-attachment', wanted, pool: meant, ...access, sentence: sentence + words },
      resolution: { kind: 'resolved', poolUid: aliased, pool: meant, level, alias: { written: wanted } },
    };
  }
  const suggestion = suggestionFor(wanted, meant, lookup);
  const next = goesOn(level, input.requester) ? ' The next scope is looked at.' : '';
  const sentence =
    `Pool ${formatFqName(wanted)} is wanted by ${who} but does not exist. ` +
    `${suggestionSentence(suggestion)}${next}`;
  return {
    step: { level, outcome: 'missing', wanted, suggestion, sentence },
    resolution: { kind: 'dangling', level, wanted, suggestion },
  };
}

function accessOf(pool: Uid, lookup: PoolLookup): { readonly unshared?: true; readonly words: string } {
  const unshared = lookup.unshared?.(pool);
  if (unshared === undefined) return { words: '' };
  const { owner, project } = unshared;
  return {
    unshared: true,
    words:
      ` Project ${owner} does not share it with project ${project}: kube-manager uses it as administrator. Share it ` +
      `with ${project} under Overlay > Floating IP > Floating IP Pools, if that is meant.`,
  };
}

function goesOn(level: PoolLevel, requester: PoolRequester): boolean {
  return requester.kind !== 'ingress' && level !== 'global';
}

function scopeName(level: PoolLevel, requester: PoolRequester): string {
  switch (level) {
    case 'object':
      return `${requester.kind} ${requester.namespace}/${requester.name}`;
    case 'namespace':
      return `namespace ${requester.namespace}`;
    case 'global':
      return 'the global option KUBERNETES_PUBLIC_FIP_POOL';
    default:
      throw new Error(`BUG: unknown level ${String(level satisfies never)}`);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
