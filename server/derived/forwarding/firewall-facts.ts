/**
 * The application policy sets of an interface, and its tags. A set concerns what has its `application` tag: the
 * interface, its machine, its network or its project, the nearest one that has any. Those for all applications concern
 * everything.
 */

import type { FirewallRuleFacts, PolicySetFacts } from '../../engine/forwarding/facts.ts';
import { securityFqName } from '../../engine/naming/security-names.ts';
import type { Ref } from '../../model/config/record.ts';
import type { VirtualMachineInterface } from '../../model/config/types.ts';
import { formatFqName, parseFqName } from '../../model/naming/fq-name.ts';
import { APPLICATION_TAG, tagParts } from '../../model/naming/label-tag.ts';
import { byFqName, byHolder, byParent, byRef } from '../../store/indexes.ts';
import type { Read, Stored } from '../../store/store.ts';
import { heldBy } from '../firewall-order.ts';
import { labelTagByUuid, tagsOfInterface } from '../pod-tags.ts';

const GLOBAL_SET = securityFqName('default-application-policy-set');

type PolicySet = Stored<'application-policy-set'>;

/** `known`: those worked out before at this revision, by where the tags are from. */
export function policySetsOf(
  read: Read,
  known: Map<string, readonly PolicySetFacts[]>,
  port: VirtualMachineInterface,
): readonly PolicySetFacts[] {
  const machine = port.refs['virtual-machine']?.[0]?.uuid ?? '';
  const own = port.refs.tag !== undefined || read.get('virtual-machine', machine)?.value.refs.tag !== undefined;
  const from = own ? port.uuid : `${port.refs['virtual-network']?.[0]?.uuid} ${port.parent_uuid}`;
  let sets = known.get(from);
  if (sets === undefined) known.set(from, (sets = setsOf(read, port)));
  return sets;
}

function setsOf(read: Read, port: VirtualMachineInterface): readonly PolicySetFacts[] {
  const sets = new Map<string, PolicySet>();
  for (const uuid of applicationOf(read, port))
    for (const set of read.lookup(byRef('application-policy-set', 'tag'), uuid)) sets.set(set.key, set);
  for (const set of read.lookup(byFqName('application-policy-set'), GLOBAL_SET)) sets.set(set.key, set);
  if (port.parent_type === 'project')
    for (const set of read.lookup(byParent('application-policy-set'), port.parent_uuid ?? ''))
      if (set.value.props['all_applications'] === true) sets.set(set.key, set);
  return [...sets.values()].map((set) => setFacts(read, set)).filter((set) => set !== undefined);
}

/** The objects from which an interface has its tags, the nearest first. */
function* tagged(read: Read, port: VirtualMachineInterface): Generator<readonly Ref[], void, undefined> {
  yield port.refs.tag ?? [];
  for (const type of ['virtual-machine', 'virtual-network'] as const)
    for (const ref of port.refs[type] ?? []) yield read.get(type, ref.uuid)?.value.refs.tag ?? [];
  if (port.parent_type === 'project') yield read.get('project', port.parent_uuid ?? '')?.value.refs.tag ?? [];
}

function applicationOf(read: Read, port: VirtualMachineInterface): readonly string[] {
  for (const refs of tagged(read, port)) {
    const found = refs.filter((ref) => tagParts(nameOf(read, ref.uuid)).type === APPLICATION_TAG);
    if (found.length > 0) return found.map((ref) => ref.uuid);
  }
  return [];
}

function nameOf(read: Read, tag: string): string {
  return formatFqName((read.get('tag', tag)?.value ?? labelTagByUuid(read, tag)?.still)?.fq_name ?? []);
}

/** Of a type with one value, the nearest one counts. */
export function tagNamesOfPort(read: Read, port: VirtualMachineInterface): ReadonlySet<string> {
  const names = new Set<string>();
  const types = new Set<string>();
  for (const refs of [[...(port.refs.tag ?? []), ...tagsOfInterface(read, port.uuid)], ...tagged(read, port)]) {
    const here = refs.map(({ uuid }) => nameOf(read, uuid)).filter((name) => !types.has(tagParts(name).type));
    for (const name of here) names.add(name);
    for (const name of here) if (tagParts(name).type !== 'label') types.add(tagParts(name).type);
  }
  return names;
}

/** Undefined for a set without policies. */
function setFacts(read: Read, { key, value }: PolicySet): PolicySetFacts | undefined {
  const own = value.refs['firewall-policy'] ?? [];
  const name = formatFqName(value.fq_name);
  const holds = read.countIn(byHolder('firewall-policy'), name) > 0;
  if (own.length === 0 && !holds) return undefined;
  return {
    object: { kind: 'application-policy-set', key, name },
    kubernetesOnly: own.length === 0 && !addsToHeld(read, name),
    rules: () => rulesOf(read, key, own),
  };
}

/** Whether an operator put rules of their own into a policy that kube-manager made. */
function addsToHeld(read: Read, set: string): boolean {
  // Network policies have their rules in policies of their own, which nobody else may edit; these are shared.
  for (const which of ['Ingress', 'denyall', 'allowall']) {
    const [, short = ''] = set.split(':');
    for (const { value } of read.lookup(byFqName('firewall-policy'), securityFqName(`${short}-${which}`)))
      if ((value.refs['firewall-rule'] ?? []).length > 0) return true;
  }
  return false;
}

function* rulesOf(read: Read, set: string, own: readonly Ref[]): Generator<FirewallRuleFacts, void, undefined> {
  for (const policy of inOrder([...own, ...heldBy(read, 'application-policy-set', set)])) {
    const record = read.get('firewall-policy', policy.uuid)?.value;
    const rules = [...(record?.refs['firewall-rule'] ?? []), ...heldBy(read, 'firewall-policy', policy.uuid)];
    for (const rule of inOrder(rules)) {
      const facts = ruleFacts(read, rule.uuid);
      if (facts !== undefined) yield facts;
    }
  }
}

/** By their sequence, `00001.0`. */
function inOrder(refs: readonly { readonly uuid: string; readonly attr: unknown }[]) {
  const place = ({ attr }: { readonly attr: unknown }): number =>
    Number.parseFloat((attr as { readonly sequence?: string } | null)?.sequence ?? '') || 0;
  return [...refs].sort((a, b) => place(a) - place(b));
}

const ANYTHING = [{ protocol: 'any' }];

function ruleFacts(read: Read, uuid: string): FirewallRuleFacts | undefined {
  const rule = read.get('firewall-rule', uuid)?.value;
  const action = rule?.props.action_list?.simple_action;
  if (rule === undefined || action === undefined || (rule.props.draft_mode_state ?? '') !== '') return undefined;
  const { endpoint_1, endpoint_2, service, direction, match_tags } = rule.props;
  const groups = (rule.refs['service-group'] ?? []).flatMap(
    (ref) =>
      read.get('service-group', ref.uuid)?.value.props.service_group_firewall_service_list?.firewall_service ?? [],
  );
  return {
    object: { kind: 'firewall-rule', key: uuid, name: formatFqName(rule.fq_name) },
    passes: action === 'pass',
    endpoint1: endpoint_1 ?? { any: true },
    endpoint2: endpoint_2 ?? { any: true },
    services: service === undefined ? (groups.length === 0 ? ANYTHING : groups) : [service],
    direction: direction ?? '<>',
    matchTags: match_tags?.tag_list ?? [],
    group: (name) => {
      const fqName = parseFqName(name);
      if (fqName === undefined) return [];
      for (const { value } of read.lookup(byFqName('address-group'), fqName))
        return value.props.address_group_prefix?.subnet ?? [];
      return [];
    },
  };
}
