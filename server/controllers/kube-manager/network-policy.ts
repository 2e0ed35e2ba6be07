/**
 * Network policies become a firewall policy of the cluster's policy set, with a rule for each peer and port, and rules
 * of denial after all of them. The rules name tags of labels and of selectors: which pods have those follows from their
 * labels, so that a pod's label change touches nothing here.
 */

import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { candidateNames, denialNames, networkPolicyName } from '../../engine/naming/security-names.ts';
import {
  MOST_RULES,
  translatePolicy,
  type TranslatedRule,
  type Translation,
} from '../../engine/policy/firewall-translation.ts';
import { clusterNames } from '../../kube/cluster-names.ts';
import { sequenceOf } from '../../model/config/firewall.ts';
import type { Ref } from '../../model/config/record.ts';
import type { ConfigRecord } from '../../model/config/types.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, parseKubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import { shortName, type FqName } from '../../model/naming/fq-name.ts';
import { Problem } from '../../model/problem.ts';
import { byNamedPort, byNamespace } from '../../store/indexes.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { provisionCluster } from './cluster.ts';
import {
  denialsFqName,
  dropAddressGroup,
  ensureAddressGroup,
  ensureTag,
  nextPlace,
  policySetFqName,
  ruleProps,
} from './firewall.ts';
import { CLUSTER_SOURCE, kubeSourceOf, stamp, type KubeSource } from './kube-source.ts';
import { changedNames, numbersOf } from './named-ports.ts';
import { KUBE_MANAGER } from './settings.ts';

type NetworkPolicy = KubeObjectOf<'NetworkPolicy'>;

/** Rules that one turn writes; the next is woken by its own change of the policy. */
const BURST = 100;
/** The first place after that of the policy for ingresses. */
const FIRST_PLACE = 2;

export const networkPolicyController: Controller = {
  name: 'kube-manager/network-policy',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/NetworkPolicy', 'kube/Namespace', 'kube/Pod', 'firewall-policy', 'firewall-rule']),
  *wokenBy(change, read, own) {
    if (change.kind === 'kube/NetworkPolicy') yield change.key;
    else if (change.kind === 'firewall-policy' || change.kind === 'firewall-rule') {
      if (change.kind === 'firewall-rule' && own) return;
      const names = clusterNames(read);
      for (const version of [change.old, change.new]) {
        const key = version === undefined ? undefined : policyKeyOf(names, version.value as ConfigRecord);
        if (key !== undefined) yield key;
      }
    } else if (change.kind === 'kube/Namespace') {
      const [before, after] = [change.old, change.new].map(
        (version) => (version?.value as KubeObjectOf<'Namespace'> | undefined)?.metadata.labels,
      );
      if (deepEqual(before ?? {}, after ?? {})) return;
      for (const { key } of read.lookup(byNamespace('kube/NetworkPolicy'), change.key)) yield key;
    } else if (change.kind === 'kube/Pod') {
      for (const name of changedNames(change, read))
        for (const { key } of read.lookup(byNamedPort('kube/NetworkPolicy'), name)) yield key;
    }
  },
  *keys(read, skip) {
    for (const { key } of read.scan('kube/NetworkPolicy')) yield key;
    const names = clusterNames(read);
    yield* among(read.scan('firewall-policy'), ({ value }) => policyKeyOf(names, value), skip);
  },
  about: (key) => [{ kind: 'kube/NetworkPolicy', key }],
  reconcile(context, key) {
    const names = clusterNames(context.transaction);
    const policy = context.transaction.get('kube/NetworkPolicy', key)?.value;
    if (findByFqName(context.transaction, 'application-policy-set', policySetFqName(names)) === undefined)
      provisionCluster(context);
    write(context, names, key, policy);
  },
};

function policyKeyOf(names: ClusterNames, record: ConfigRecord): string | undefined {
  const source = kubeSourceOf(names, record);
  return source?.kind === 'NetworkPolicy' ? kubeKey(source.namespace, source.name) : undefined;
}

/** Brings what follows from a policy, or from one that is gone, to what it should be, a burst at a time. */
function write(context: WriteContext, names: ClusterNames, key: string, object: NetworkPolicy | undefined): void {
  const { transaction } = context;
  const { namespace = '', name } = parseKubeKey(key);
  const source: KubeSource = { kind: 'NetworkPolicy', namespace, name };
  const own = new OwnNames(context, names, source);
  const translation = object === undefined ? NOTHING : translated(context, namespace, name, object);
  const policy = own.find('firewall-policy', networkPolicyName(names, namespace, name));
  const held = policy.record?.refs['firewall-rule'] ?? [];
  const wanted = translation.rules.map((rule) => ({ rule, ...own.find('firewall-rule', rule.name) }));
  const groups = new Set<string>();
  let left = BURST;

  const put = (
    { rule, fqName, record }: (typeof wanted)[number],
    holder?: () => { readonly [what: string]: number | string },
  ) => {
    for (const [tag, selector] of selectorsOf(translation, rule))
      ensureTag(
        context,
        tag,
        selector === undefined ? undefined : () => stamp(names, CLUSTER_SOURCE, { selector: JSON.stringify(selector) }),
      );
    for (const end of [rule.from, rule.to]) if (end.kind === 'group') ensureAddressGroup(context, names, end);
    for (const ref of record?.refs['address-group'] ?? []) groups.add(ref.uuid);
    const props = ruleProps(rule);
    if (record !== undefined) return updateObject(context, 'firewall-rule', record.uuid, { props });
    left--;
    return createObject(context, 'firewall-rule', {
      fq_name: fqName,
      parent_type: 'policy-management',
      props,
      annotations: stamp(names, source),
      ...(holder === undefined ? {} : { allocated: holder() }),
    });
  };

  const refs: Ref[] = [];
  for (const [place, each] of wanted.entries()) {
    if (left <= 0 && each.record === undefined) continue;
    refs.push({ uuid: put(each).uuid, attr: { ...sequenceOf(place) } });
  }
  const kept = new Set(refs.map(({ uuid }) => uuid));
  const isOwn = ({ uuid }: Ref): boolean => {
    const rule = transaction.get('firewall-rule', uuid)?.value;
    return rule === undefined || policyKeyOf(names, rule) === key;
  };
  const past = held.filter(({ uuid }) => !kept.has(uuid));
  const stale = past.filter(isOwn);
  const foreign = past.filter((ref) => !isOwn(ref));
  const [dropped, later] = [stale.slice(0, Math.max(left, 1)), stale.slice(Math.max(left, 1))];
  const goes = object === undefined && later.length === 0;
  for (const denial of translation.denials)
    put({ rule: denial, ...own.find('firewall-rule', denial.name) }, () => nextPlace(context, denialsFqName(names)));
  if (goes) {
    if (policy.record !== undefined) deleteObject(context, 'firewall-policy', policy.record.uuid);
  } else if (policy.record === undefined)
    createObject(context, 'firewall-policy', {
      fq_name: policy.fqName,
      parent_type: 'policy-management',
      refs: { 'firewall-rule': refs },
      annotations: stamp(names, source, object === undefined ? {} : { k8s_uuid: object.metadata.uid }),
      allocated: nextPlace(context, policySetFqName(names), FIRST_PLACE),
    });
  else
    updateObject(context, 'firewall-policy', policy.record.uuid, {
      refs: { 'firewall-rule': [...refs, ...foreign, ...later] },
    });
  const denied = new Set(translation.denials.map((denial) => denial.name));
  const pastDenials = Object.values(denialNames(namespace, name))
    .filter((each) => !denied.has(each))
    .flatMap((each) => own.find('firewall-rule', each).record ?? []);
  for (const rule of [
    ...dropped.flatMap(({ uuid }) => transaction.get('firewall-rule', uuid)?.value ?? []),
    ...pastDenials,
  ]) {
    if (policyKeyOf(names, rule) !== key) continue;
    for (const ref of rule.refs['address-group'] ?? []) groups.add(ref.uuid);
    deleteObject(context, 'firewall-rule', rule.uuid);
  }
  for (const uuid of groups) dropAddressGroup(context, names, uuid);
}

const NOTHING: Translation = { rules: [], denials: [], selectors: new Map() };

function translated(context: WriteContext, namespace: string, name: string, { spec = {} }: NetworkPolicy): Translation {
  const { transaction } = context;
  const translation = translatePolicy(name, spec, {
    namespace,
    namespaceLabels: transaction.get('kube/Namespace', namespace)?.value.metadata.labels,
    numbersOf: (protocol, port) => numbersOf(transaction, protocol, port),
  });
  if (translation !== 'too-large') return translation;
  throw new Problem({
    status: 422,
    reason: 'TooLarge',
    detail:
      `NetworkPolicy ${namespace}/${name} would become more than ${MOST_RULES} firewall rules, or a block more ` +
      'prefixes than a rule can name. Split it, or give fewer peers, ports and exceptions.',
  });
}

/** The tags that a rule names, with their selectors if they stand for one. */
function selectorsOf({ selectors }: Translation, { from, to }: TranslatedRule) {
  return [from, to].flatMap((end) =>
    end.kind === 'tags' ? end.tags.map((tag) => [tag, selectors.get(tag)] as const) : [],
  );
}

/** Finds objects by the names that kube-manager gives them (`candidateNames`). */
class OwnNames {
  readonly #context: WriteContext;
  readonly #names: ClusterNames;
  readonly #source: KubeSource;

  constructor(context: WriteContext, names: ClusterNames, source: KubeSource) {
    this.#context = context;
    this.#names = names;
    this.#source = source;
  }

  find<T extends 'firewall-policy' | 'firewall-rule'>(
    type: T,
    plain: string,
  ): { readonly fqName: readonly string[]; readonly record: RecordOf<T> | undefined } {
    const { namespace, name } = this.#source;
    const own = kubeKey(namespace, name);
    const candidates = candidateNames(plain, own);
    let free: FqName | undefined;
    for (const fqName of candidates) {
      const record = findByFqName(this.#context.transaction, type, fqName);
      if (record === undefined) free ??= fqName;
      else if (policyKeyOf(this.#names, record as unknown as ConfigRecord) === own) return { fqName, record };
    }
    if (free !== undefined) return { fqName: free, record: undefined };
    throw new Problem({
      status: 409,
      reason: 'AlreadyExists',
      detail: `${type} ${shortName(candidates.at(-1)!)} exists and is not kube-manager's: delete or rename it.`,
    });
  }
}
