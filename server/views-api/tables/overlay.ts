/** Projects, network policies and IPAMs. */

import type { IpamRow, NetworkPolicyRow, ProjectRow } from '../../contract/views/rows/overlay-rows.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { namespaceOfProject } from '../../engine/naming/kube-names.ts';
import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import { subnetText } from '../../model/config/subnet-prefix.ts';
import { formatFqName, shortName, type FqName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { linkTo, projectName } from '../shared/links.ts';
import { cidrOf } from '../shared/subnets.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { BY_SHORT_NAME, configColumns } from './config-columns.ts';
import { table } from './table.ts';

function namespaceOf({ read, names }: ViewContext, project: FqName): string | undefined {
  const namespace = namespaceOfProject(names, project);
  return namespace !== undefined && read.get('kube/Namespace', namespace) !== undefined ? namespace : undefined;
}

const isolated = (context: ViewContext, project: FqName): boolean =>
  isIsolated(context.read.get('kube/Namespace', namespaceOf(context, project) ?? '')?.value);

export const projects = table<'project', ProjectRow>({
  kind: 'project',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    return {
      ...configColumns(record),
      domain: value.fq_name[0] ?? '',
      namespace: namespaceOf(context, value.fq_name),
      isolated: isolated(context, value.fq_name),
      networks: context.read.countIn(byParent('virtual-network'), key),
      ports: context.read.countIn(byParent('virtual-machine-interface'), key),
      system: value.system === true,
    };
  },
  sort: {
    namespace: (context, { value }) => namespaceOf(context, value.fq_name),
    networks: (context, { key }) => context.read.countIn(byParent('virtual-network'), key),
    ports: (context, { key }) => context.read.countIn(byParent('virtual-machine-interface'), key),
  },
  filter: { isolated: (context, { value }) => [String(isolated(context, value.fq_name))] },
  text: (_context, { value }) => `${formatFqName(value.fq_name)} ${value.uuid}`,
  project: (_context, { value }) => shortName(value.fq_name),
});

function addressText(address: PolicyAddress): string {
  if (typeof address.virtual_network === 'string') return address.virtual_network;
  if (typeof address.network_policy === 'string') return `networks with ${address.network_policy}`;
  if (typeof address.security_group === 'string') return `security group ${address.security_group}`;
  const subnets = [...(address.subnet == null ? [] : [address.subnet]), ...(address.subnet_list ?? [])];
  return subnets.length === 0 ? 'any' : subnets.map(subnetText).join(', ');
}

/** `pass any default-domain:p:a any <> default-domain:p:b any`. */
function ruleText(rule: PolicyRule): string {
  const ports = (ranges: PolicyRule['src_ports']) => {
    const texts = (ranges ?? []).map(({ start_port, end_port }) =>
      start_port <= 0 && (end_port <= 0 || end_port === 65535)
        ? 'any'
        : start_port === end_port
          ? `${start_port}`
          : `${start_port}-${end_port}`,
    );
    return texts.length === 0 ? 'any' : texts.join(',');
  };
  const sides = (addresses: readonly PolicyAddress[]) =>
    (addresses ?? []).length === 0 ? 'any' : addresses.map(addressText).join(', ');
  return (
    `${rule.action_list?.simple_action ?? 'pass'} ${rule.protocol} ${sides(rule.src_addresses)} ` +
    `${ports(rule.src_ports)} ${rule.direction ?? '<>'} ${sides(rule.dst_addresses)} ${ports(rule.dst_ports)}`
  );
}

const holders = ({ read }: ViewContext, uuid: string) =>
  [...read.lookup(byRef('virtual-network', 'network-policy'), uuid)]
    .map(({ value }) => linkTo(value))
    .sort(by(({ fqName }) => fqName));

export const networkPolicies = table<'network-policy', NetworkPolicyRow>({
  kind: 'network-policy',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    const rules = value.props.network_policy_entries?.policy_rule ?? [];
    return {
      ...configColumns(record),
      project: projectName(value) ?? '',
      rules: rules.length,
      ruleTexts: rules.map(ruleText),
      networks: holders(context, key),
    };
  },
  sort: {
    project: (_context, { value }) => projectName(value),
    rules: (_context, { value }) => value.props.network_policy_entries?.policy_rule.length ?? 0,
    networks: (context, { key }) => context.read.countIn(byRef('virtual-network', 'network-policy'), key),
  },
  filter: { network: (context, { key }) => holders(context, key).flatMap((network) => [network.name, network.uuid]) },
  text: (_context, { value }) => `${formatFqName(value.fq_name)} ${value.uuid}`,
  project: (_context, { value }) => projectName(value),
});

export const ipams = table<'network-ipam', IpamRow>({
  kind: 'network-ipam',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    return {
      ...configColumns(record),
      project: projectName(value) ?? '',
      method: value.props.ipam_subnet_method ?? 'user-defined-subnet',
      subnets: (value.props.ipam_subnets?.subnets ?? []).map(cidrOf),
      networks: context.read.countIn(byRef('virtual-network', 'network-ipam'), key),
    };
  },
  sort: {
    project: (_context, { value }) => projectName(value),
    method: (_context, { value }) => value.props.ipam_subnet_method ?? 'user-defined-subnet',
    networks: (context, { key }) => context.read.countIn(byRef('virtual-network', 'network-ipam'), key),
  },
  filter: { method: (_context, { value }) => [value.props.ipam_subnet_method ?? 'user-defined-subnet'] },
  text: (_context, { value }) =>
    [formatFqName(value.fq_name), value.uuid, ...(value.props.ipam_subnets?.subnets ?? []).map(cidrOf)].join(' '),
  project: (_context, { value }) => projectName(value),
});
