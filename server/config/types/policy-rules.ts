/** The rules of network policies and security groups (domain: policy_rule), with the texts of the config API. */

import type { PolicyAddress, PolicyRule, PortRange } from '../../model/config/policy.ts';
import { parseSubnet, subnetText } from '../../model/config/subnet-prefix.ts';
import { prefixFamily } from '../../model/net/prefix.ts';
import { conflict, invalidField } from '../problems.ts';
import type { WriteContext } from '../write-context.ts';

const PROTOCOLS = ['any', 'icmp', 'icmp6', 'tcp', 'udp', 'sctp'];
const KINDS = ['virtual_network', 'network_policy', 'subnet', 'subnet_list', 'security_group'] as const;

/** The rules, each with a uuid. `pointer` is the JSON pointer of the list. */
export function completeRules(
  context: WriteContext,
  rules: readonly PolicyRule[],
  owner: 'network-policy' | 'security-group',
  pointer: string,
): PolicyRule[] {
  const seen = new Map<string, string>();
  return rules.map((rule, index) => {
    const at = `${pointer}/${index}`;
    checkProtocol(rule.protocol, `${at}/protocol`);
    checkPorts(rule.src_ports ?? [], `${at}/src_ports`);
    checkPorts(rule.dst_ports ?? [], `${at}/dst_ports`);
    (rule.src_addresses ?? []).forEach((address, i) => checkAddress(address, `${at}/src_addresses/${i}`));
    (rule.dst_addresses ?? []).forEach((address, i) => checkAddress(address, `${at}/dst_addresses/${i}`));
    if (owner === 'network-policy') checkPolicyRule(rule, at);
    else checkGroupRule(rule, at);
    const { rule_uuid: uuid, ...rest } = rule;
    const text = JSON.stringify(rest);
    const same = seen.get(text);
    if (same !== undefined)
      throw conflict('AlreadyExists', `Rule already exists : ${same}`, {
        fields: [{ pointer: at, detail: 'The same rule stands further up.' }],
      });
    const ruleUuid = uuid || context.mint.uuid();
    seen.set(text, ruleUuid);
    return { ...rest, rule_uuid: ruleUuid };
  });
}

function checkProtocol(protocol: string, pointer: string): void {
  const number = /^\d{1,3}$/.test(protocol) && Number(protocol) <= 255;
  if (!number && !PROTOCOLS.includes(protocol))
    throw invalidField(
      pointer,
      `Rule with invalid protocol: ${protocol}`,
      PROTOCOLS.find((each) => each === protocol.toLowerCase()),
    );
}

function checkPorts(ports: readonly PortRange[], pointer: string): void {
  ports.forEach(({ start_port: start, end_port: end }, index) => {
    const port = (n: number): boolean => Number.isInteger(n) && n >= -1 && n <= 65_535;
    if (!port(start) || !port(end))
      throw invalidField(
        `${pointer}/${index}`,
        `Rule with invalid ports ${start}-${end}: ports are 0–65535, or -1 for any`,
      );
    if (start > end)
      throw invalidField(
        `${pointer}/${index}`,
        `Rule with invalid ports ${start}-${end}: the first comes after the last`,
        `${end}-${start}`,
      );
  });
}

/** Exactly one kind of address is set. */
function checkAddress(address: PolicyAddress, pointer: string): void {
  const set = KINDS.filter(
    (kind) =>
      address[kind] !== undefined &&
      address[kind] !== null &&
      !(kind === 'subnet_list' && address.subnet_list?.length === 0),
  );
  if (set.length !== 1)
    throw invalidField(
      pointer,
      'Rule address must have exactly one of ' +
        `${KINDS.join(', ')}${set.length === 0 ? '' : `, not ${set.join(' and ')}`}`,
    );
  for (const subnet of [...(address.subnet ? [address.subnet] : []), ...(address.subnet_list ?? [])]) {
    if (parseSubnet(subnet) === undefined)
      throw invalidField(pointer, `Rule with invalid subnet ${subnetText(subnet)}`);
  }
}

function checkPolicyRule(rule: PolicyRule, pointer: string): void {
  if (rule.action_list === undefined || rule.action_list === null)
    throw invalidField(`${pointer}/action_list`, 'Action is required', 'pass');
  if ((rule.src_addresses ?? []).length === 0 || (rule.dst_addresses ?? []).length === 0) {
    throw invalidField(pointer, 'At least one of source or destination addresses is missing: a rule needs both');
  }
  if (
    [...rule.src_addresses, ...rule.dst_addresses].some(
      (address) => address.security_group !== undefined && address.security_group !== null,
    )
  ) {
    throw invalidField(pointer, 'Config Error: policy rule refering to security group is not allowed');
  }
}

function checkGroupRule(rule: PolicyRule, pointer: string): void {
  const addresses = [...(rule.src_addresses ?? []), ...(rule.dst_addresses ?? [])];
  if (!addresses.some((address) => address.security_group === 'local')) {
    throw invalidField(pointer, "At least one of source or destination addresses must be 'local'");
  }
  if (rule.ethertype === undefined) return;
  for (const { subnet } of addresses) {
    const prefix = subnet === undefined || subnet === null ? undefined : parseSubnet(subnet);
    if (prefix !== undefined && rule.ethertype !== `IPv${prefixFamily(prefix)}`) {
      throw invalidField(
        `${pointer}/ethertype`,
        "Rule subnet doesn't match with ethertype",
        `IPv${prefixFamily(prefix)}`,
      );
    }
  }
}
