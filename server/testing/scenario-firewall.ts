/** The firewall objects of scenarios, with the references that the config API shows. */

import { findByFqName } from '../config/records.ts';
import type { FirewallEndpoint, FirewallService } from '../model/config/firewall.ts';
import type { Ref } from '../model/config/record.ts';
import { byNamespace } from '../store/indexes.ts';
import { inOrder, refsOf, tagsOf } from './builders/firewall-verdict.ts';
import type { InMemorySystem } from './in-memory-system.ts';
import { textTable } from './text-table.ts';

type Table = (system: InMemorySystem, rest: readonly string[], namespace: string | undefined) => string[];

const MANAGEMENT = 'default-policy-management';
const sequence = ({ attr }: Ref): string => (attr as { readonly sequence: string }).sequence;

export const FIREWALL_TABLES: { readonly [noun: string]: Table } = {
  /** `table policy-set k8s`: its policies in their order. */
  'policy-set': (system, [name = '']) => {
    const set = findByFqName(system.store, 'application-policy-set', [MANAGEMENT, name]);
    const policies = set === undefined ? [] : refsOf(system, set.type, set.uuid, 'firewall-policy');
    return textTable(
      ['SEQUENCE', 'POLICY', 'RULES'],
      inOrder(policies).map((ref) => [
        sequence(ref),
        system.store.get('firewall-policy', ref.uuid)?.value.fq_name[1] ?? '?',
        String(refsOf(system, 'firewall-policy', ref.uuid, 'firewall-rule').length),
      ]),
    );
  },
  /** `table firewall-rules k8s-default-web`: the rules of a policy in their order. */
  'firewall-rules': (system, [name = '']) => {
    const policy = findByFqName(system.store, 'firewall-policy', [MANAGEMENT, name]);
    const rules = policy === undefined ? [] : refsOf(system, policy.type, policy.uuid, 'firewall-rule');
    return textTable(
      ['RULE', 'ACTION', 'FROM', 'TO', 'SERVICE'],
      inOrder(rules).map(({ uuid }) => {
        const { fq_name: fqName, props } = system.store.get('firewall-rule', uuid)!.value;
        const { action_list: action, endpoint_1: from, endpoint_2: to, service } = props;
        return [fqName[1]!, action?.simple_action ?? '-', endpoint(from), endpoint(to), serviceText(service)];
      }),
    );
  },
  /** `table tags -n dev`: the tags of each pod's interface. */
  tags: (system, _rest, namespace = 'default') =>
    textTable(
      ['POD', 'TAGS'],
      [...system.store.lookup(byNamespace('kube/Pod'), namespace)]
        .map(({ key, value }) => [value.metadata.name, [...tagsOf(system, key)].sort().join(' ')])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
};

function endpoint(end: FirewallEndpoint | undefined): string {
  if (end?.tags !== undefined) return end.tags.join(' ');
  return end?.address_group?.slice(MANAGEMENT.length + 1) ?? 'any';
}

function serviceText(service: FirewallService | undefined): string {
  const { start_port: start, end_port: end } = service?.dst_ports ?? { start_port: 0, end_port: 0 };
  return `${service?.protocol ?? '-'} ${start === end ? start : `${start}-${end}`}`;
}
