/** Validates the network form, field by field, by the server's rules. Pure. */

import { displayNameFault, objectNameFault } from '../../../../server/engine/validation/object-name.ts';
import { routeTargetFault, type SystemNumbers } from '../../../../server/engine/validation/route-target.ts';
import { formFault, type FormFault as Fault } from '../../domain-ui/objects/form-fault.ts';
import type { NetworkForm } from './form-model.ts';
import { faultsOfSubnet } from './subnet-form.ts';

export type { SystemNumbers };
/**
 * By field: `name`, `project`, `both`, `imports`, `exports`, `forwardingMode`, `subnet.<key>.<field>`,
 * `pool.<key>`.
 */
export type Faults = Readonly<Record<string, Fault>>;
export type SectionId = 'network' | 'subnets' | 'floating-ip-pools' | 'routing-bridging-and-policies' | 'advanced';

/** Why this route target cannot be configured; undefined if it can. The prefix `target:` is optional. */
export function targetFault(text: string, numbers: SystemNumbers): Fault | undefined {
  const fault = routeTargetFault(text.startsWith('target:') ? text : `target:${text}`, numbers);
  const bare = text.replace(/^target:/, '');
  if (fault === undefined) return undefined;
  switch (fault.code) {
    case 'route-target/malformed':
      return { message: `${bare} is not a route target. Write AS:number or IP:number, such as ${numbers.asn}:100.` };
    case 'asn/needs-four-bytes':
      return {
        message:
          `${bare}: AS ${fault.facts.asn} is beyond 65535. Turn on 4-byte AS in Infrastructure > Cluster > ` +
          'Advanced > Global Config first.',
      };
    case 'route-target/automatic':
      return {
        message:
          `${bare} is automatic. Numbers ${fault.facts.first} to ${fault.facts.last} of AS ${numbers.asn} are ` +
          'assigned by the system.',
        suggestion: fault.suggestion,
      };
    default:
      return formFault(fault);
  }
}

const firstFault = (targets: readonly string[], numbers: SystemNumbers): Fault | undefined => {
  for (const target of targets) {
    const fault = targetFault(target, numbers);
    if (fault) return fault;
  }
  return undefined;
};

/** A name that the API takes as one part of a fully qualified name. */
function nameFault(name: string, what: string): Fault | undefined {
  const fault = objectNameFault(name.trim());
  if (fault?.code === 'name/missing') return { message: `${what} needs a name.` };
  return fault === undefined ? undefined : formFault(fault);
}

/** All faults that prevent saving. `editing`: name and project are locked, and not validated. */
export function faultsOf(form: NetworkForm, numbers: SystemNumbers, editing: boolean): Faults {
  const faults: Record<string, Fault> = {};
  const put = (field: string, fault: Fault | undefined) => {
    if (fault) faults[field] = fault;
  };
  if (!editing) {
    if (form.project === '') put('project', { message: 'Choose the project that owns the network.' });
    put('name', nameFault(form.name, 'The network'));
  }
  const displayName = displayNameFault(form.displayName.trim());
  if (displayName !== undefined) put('displayName', formFault(displayName));
  form.subnets.forEach((row, index) => {
    for (const [field, fault] of Object.entries(faultsOfSubnet(form.subnets, index)))
      put(`subnet.${row.key}.${field}`, fault);
  });
  form.pools.forEach((pool, index) => {
    if (pool.uuid !== undefined) return;
    put(`pool.${pool.key}`, nameFault(pool.name, 'The pool'));
    if (
      form.pools.some(
        (other, at) =>
          at !== index &&
          (at < index || other.uuid !== undefined) &&
          other.name.trim() === pool.name.trim() &&
          pool.name.trim() !== '',
      )
    )
      put(`pool.${pool.key}`, { message: `This network already has a pool named ${pool.name.trim()}.` });
  });
  put('both', firstFault(form.both, numbers));
  put('imports', firstFault(form.imports, numbers));
  put('exports', firstFault(form.exports, numbers));
  if (form.flat.length > 0 && form.forwardingMode !== 'l3')
    put('forwardingMode', {
      message: 'This network draws addresses from a flat IPAM, which needs L3 only.',
      suggestion: 'l3',
    });
  return faults;
}

/** The section of a field. */
function sectionOf(field: string): SectionId {
  if (field.startsWith('subnet')) return 'subnets';
  if (field.startsWith('pool')) return 'floating-ip-pools';
  if (field === 'project' || field === 'name' || field === 'displayName' || field === 'policies') return 'network';
  if (field === 'external' || field === 'shared' || field === 'fabricSnat') return 'advanced';
  return 'routing-bridging-and-policies';
}

/** The number of faults in each section. */
export function countBySection(
  faults: Readonly<Record<string, unknown>>,
): Readonly<Partial<Record<SectionId, number>>> {
  const counts: Partial<Record<SectionId, number>> = {};
  for (const field of Object.keys(faults)) counts[sectionOf(field)] = (counts[sectionOf(field)] ?? 0) + 1;
  return counts;
}

/** The form's fields for the server's problems. */
export const problemFields: Readonly<Record<string, string>> = {
  '/virtual-network/fq_name': 'name',
  '/virtual-network/display_name': 'displayName',
  '/virtual-network/parent_type': 'project',
  '/virtual-network/network_policy_refs': 'policies',
  '/virtual-network/network_ipam_refs': 'subnets',
  '/virtual-network/route_target_list': 'both',
  '/virtual-network/import_route_target_list': 'imports',
  '/virtual-network/export_route_target_list': 'exports',
  '/virtual-network/virtual_network_properties': 'forwardingMode',
  '/virtual-network/flood_unknown_unicast': 'floodUnknownUnicast',
  '/virtual-network/router_external': 'external',
  '/virtual-network/is_shared': 'shared',
  '/virtual-network/fabric_snat': 'fabricSnat',
  '/floating-ip-pool': 'pools',
};
