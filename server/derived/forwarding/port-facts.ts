/** An interface as the forwarding engine sees it. */

import type { NetworkFacts, PodFacts, PortFacts, SecurityGroupFacts } from '../../engine/forwarding/facts.ts';
import { securityGroupAccessLists } from '../../engine/policy/access-control.ts';
import type { PolicyRule } from '../../model/config/policy.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { parseAddress } from '../../model/net/address.ts';
import { macOfInterface } from '../../model/net/mac.ts';
import type { Port } from '../../model/oper/port.ts';
import type { Read } from '../../store/store.ts';
import { annotationOf } from './annotation-of.ts';
import { policySetsOf, tagNamesOfPort } from './firewall-facts.ts';

export function portFacts(
  read: Read,
  row: Port,
  of: {
    readonly network: (uuid: string) => NetworkFacts | undefined;
    readonly pod: (machine: string) => PodFacts | undefined;
  },
): PortFacts | undefined {
  const { interfaceUuid: uuid } = row;
  const record = read.get('virtual-machine-interface', uuid)?.value;
  if (record === undefined) return undefined;
  const { props, refs } = record;
  const disabled = props['virtual_machine_interface_disable_policy'] === true;
  return {
    uuid,
    object: { kind: 'virtual-machine-interface', key: uuid, name: formatFqName(record.fq_name) },
    pod: row.machineUuid === undefined ? undefined : of.pod(row.machineUuid),
    network: row.networkUuid === undefined ? undefined : of.network(row.networkUuid),
    addresses: row.addresses.map((text) => parseAddress(text)).filter((address) => address !== undefined),
    get mac() {
      return props.virtual_machine_interface_mac_addresses?.mac_address[0] ?? macOfInterface(uuid);
    },
    get wantedName() {
      return annotationOf(record, 'interface');
    },
    nextHop: row.nextHop,
    notInstalled: row.paths.find(({ origin }) => origin.kind === 'interface')?.notInstalled,
    floatingIps: row.floatingIps.map((ip) => ip.uuid),
    filtered: !disabled,
    get securityGroups() {
      return (refs['security-group'] ?? [])
        .map((ref) => securityGroupFacts(read, ref.uuid))
        .filter((group) => group !== undefined);
    },
    get policySets() {
      return policySetsOf(read, record);
    },
    get tags() {
      return tagNamesOfPort(read, record);
    },
  };
}

const lists = new WeakMap<readonly PolicyRule[], ReturnType<typeof securityGroupAccessLists>>();
const NO_RULES: readonly PolicyRule[] = [];

function securityGroupFacts(read: Read, uuid: string): SecurityGroupFacts | undefined {
  const record = read.get('security-group', uuid)?.value;
  if (record === undefined) return undefined;
  const rules = record.props.security_group_entries?.policy_rule ?? NO_RULES;
  let made = lists.get(rules);
  // Groups that a rule names are compared by name here, which is as good as by number.
  if (made === undefined) lists.set(rules, (made = securityGroupAccessLists(rules, (name) => name)));
  return { object: { kind: 'security-group', key: uuid, name: formatFqName(record.fq_name) }, ...made };
}
