/**
 * The cluster's application policy set and what it holds: the policies for ingresses, for what network policies deny,
 * and for what namespaces allow, and the rules that are put into them. Rules and policies say where they were put
 * (`HOLDER`), so that nothing has a list that grows with the cluster.
 */

import { drawNumber } from '../../config/numbers/number-use.ts';
import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { securityFqName } from '../../engine/naming/security-names.ts';
import type { RuleEndpoint, TranslatedRule } from '../../engine/policy/firewall-translation.ts';
import {
  HOLDER,
  PLACE,
  placePool,
  TAIL,
  type FirewallEndpoint,
  type FirewallRuleProps,
} from '../../model/config/firewall.ts';
import type { KeyValuePairs } from '../../model/config/record.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { APPLICATION_TAG, labelTagUuid, namespaceTagName, tagParts } from '../../model/naming/label-tag.ts';
import { formatAddress } from '../../model/net/address.ts';
import { byRef } from '../../store/indexes.ts';
import { ensureObject } from './ensure.ts';
import { CLUSTER_SOURCE, kubeSourceOf, stamp } from './kube-source.ts';

/** Places of a policy or rule in what holds it. */
const PLACES = { first: 1, last: 9_999_999 };

export function policySetFqName(names: ClusterNames): FqName {
  return securityFqName(names.clusterName);
}

function heldPolicyFqName(names: ClusterNames, which: 'Ingress' | 'denyall' | 'allowall'): FqName {
  return securityFqName(`${names.clusterName}-${which}`);
}

/** The tag of everything that the cluster's policy set is about. */
export function applicationTagName(names: ClusterNames): string {
  return `${APPLICATION_TAG}=${names.clusterName}`;
}

/** The global tag of this name; `annotations` are those of a new one. */
export function ensureTag(context: WriteContext, name: string, annotations?: () => KeyValuePairs): RecordOf<'tag'> {
  const found = findByFqName(context.transaction, 'tag', [name]);
  if (found !== undefined) return found;
  const { type, value } = tagParts(name);
  return createObject(context, 'tag', {
    uuid: labelTagUuid(name),
    fq_name: [name],
    parent_type: 'config-root',
    props: { tag_type_name: type, tag_value: value },
    ...(annotations === undefined ? {} : { annotations: annotations() }),
  });
}

/** The policy set and its policies, in the original's order: ingresses, (network policies,) denials, allowances. */
export function ensureFirewall(context: WriteContext, names: ClusterNames): void {
  const holder = formatFqName(policySetFqName(names));
  const tag = ensureTag(context, applicationTagName(names));
  ensureObject(context, 'application-policy-set', policySetFqName(names), () => ({
    parent_type: 'policy-management',
    refs: { tag: [{ uuid: tag.uuid, attr: null }] },
    annotations: stamp(names, CLUSTER_SOURCE),
  }));
  for (const [which, place, extras] of [
    ['Ingress', { [PLACE]: 1 }, {}],
    ['denyall', { [TAIL]: 1 }, { tail: 'True' }],
    ['allowall', { [TAIL]: 2 }, { after_tail: 'True' }],
  ] as const)
    ensureObject(context, 'firewall-policy', heldPolicyFqName(names, which), () => ({
      parent_type: 'policy-management',
      allocated: { [HOLDER]: holder, ...place },
      annotations: stamp(names, CLUSTER_SOURCE, extras),
    }));
}

/** Where the next policy or rule of a holder is put: after all others. */
export function nextPlace(
  context: WriteContext,
  holder: FqName,
  first = 1,
): { readonly [HOLDER]: string; readonly [PLACE]: number } {
  const name = formatFqName(holder);
  const place = drawNumber(context.transaction, placePool(name), { ...PLACES, first });
  if (place === undefined) throw new Error(`BUG: ${name} holds ${PLACES.last} objects`);
  return { [HOLDER]: name, [PLACE]: place };
}

/** The two rules that let everything reach a namespace and leave it, after all denials. */
export function ensureNamespaceRules(context: WriteContext, names: ClusterNames, namespace: string): void {
  const tag = namespaceTagName(namespace);
  const any: RuleEndpoint = { kind: 'any' };
  const own: RuleEndpoint = { kind: 'tags', tags: [tag] };
  for (const way of ['ingress', 'egress'] as const) {
    const fqName = namespaceRuleFqName(names, namespace, way);
    if (findByFqName(context.transaction, 'firewall-rule', fqName) !== undefined) continue;
    ensureTag(context, tag);
    createObject(context, 'firewall-rule', {
      fq_name: fqName,
      parent_type: 'policy-management',
      props: ruleProps({
        action: 'pass',
        from: way === 'ingress' ? any : own,
        to: way === 'ingress' ? own : any,
        service: { protocol: 'any', dst_ports: { start_port: 0, end_port: 65_535 } },
      }),
      allocated: nextPlace(context, heldPolicyFqName(names, 'allowall')),
      annotations: stamp(names, { kind: 'Namespace', namespace, name: namespace }),
    });
  }
}

export function removeNamespaceRules(context: WriteContext, names: ClusterNames, namespace: string): void {
  for (const way of ['ingress', 'egress'] as const) {
    const rule = findByFqName(context.transaction, 'firewall-rule', namespaceRuleFqName(names, namespace, way));
    if (rule !== undefined && kubeSourceOf(names, rule)?.kind === 'Namespace')
      deleteObject(context, 'firewall-rule', rule.uuid);
  }
}

function namespaceRuleFqName(names: ClusterNames, namespace: string, way: 'ingress' | 'egress'): FqName {
  return securityFqName(`${names.clusterName}-Namespace-${namespace}-${way}`);
}

/** The properties of a rule from one endpoint to another. */
export function ruleProps({ action, from, to, service }: Omit<TranslatedRule, 'name'>): FirewallRuleProps {
  return {
    action_list: { simple_action: action },
    endpoint_1: endpointOf(from),
    endpoint_2: endpointOf(to),
    service,
    direction: '>',
  };
}

function endpointOf(end: RuleEndpoint): FirewallEndpoint {
  if (end.kind === 'any') return { any: true };
  if (end.kind === 'tags') return { tags: end.tags };
  return { address_group: formatFqName(securityFqName(end.name)) };
}

/** The group of these prefixes, which is named after them. */
export function ensureAddressGroup(
  context: WriteContext,
  names: ClusterNames,
  { name, prefixes }: Extract<RuleEndpoint, { readonly kind: 'group' }>,
): void {
  ensureObject(context, 'address-group', securityFqName(name), () => ({
    parent_type: 'policy-management',
    props: {
      address_group_prefix: {
        subnet: prefixes.map(({ address, length }) => ({ ip_prefix: formatAddress(address), ip_prefix_len: length })),
      },
    },
    annotations: stamp(names, CLUSTER_SOURCE),
  }));
}

/** Deletes an address group that kube-manager made and no rule names any more. */
export function dropAddressGroup(context: WriteContext, names: ClusterNames, uuid: string): void {
  const group = context.transaction.get('address-group', uuid)?.value;
  if (group === undefined || kubeSourceOf(names, group) === undefined) return;
  if (context.transaction.countIn(byRef('firewall-rule', 'address-group'), uuid) === 0)
    deleteObject(context, 'address-group', uuid);
}

/**
 * The tag that puts an object under the cluster's policies, on networks or, with a secure project, on projects. A tag
 * of another application is an operator's and stays.
 */
export function setApplication(
  context: WriteContext,
  names: ClusterNames,
  type: 'virtual-network' | 'project',
  uuid: string,
  wanted: boolean,
): void {
  const { transaction } = context;
  const refs = transaction.get(type, uuid)?.value.refs.tag ?? [];
  const own = findByFqName(transaction, 'tag', [applicationTagName(names)])?.uuid;
  const has = refs.some((ref) => ref.uuid === own);
  if (has === wanted) return;
  if (!wanted) return void updateObject(context, type, uuid, { refs: { tag: refs.filter((ref) => ref.uuid !== own) } });
  const other = refs.some(
    (ref) => tagParts(transaction.get('tag', ref.uuid)?.value.fq_name.at(-1) ?? '').type === APPLICATION_TAG,
  );
  if (other) return;
  const tag = ensureTag(context, applicationTagName(names));
  updateObject(context, type, uuid, { refs: { tag: [...refs, { uuid: tag.uuid, attr: null }] } });
}

/** Of the policy that has what network policies deny. */
export function denialsFqName(names: ClusterNames): FqName {
  return heldPolicyFqName(names, 'denyall');
}
