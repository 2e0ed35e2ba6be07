/**
 * `k8s.v1.cni.cncf.io/networks`: the extra networks of a pod, either as a JSON list of
 * `{name, namespace?, interface?, ips?, mac?}` or as a comma list of `net`, `ns/net`, `net@interface`.
 */

import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { shortened } from '../budget/budget.ts';
import { isLiteralDict, parseLiteral, type Literal } from './python-literal.ts';

export interface NetworkSelection {
  /** The attachment definition's namespace: the pod's own unless named. */
  readonly namespace: string;
  readonly name: string;
  /** The interface's name inside the pod, if asked for. */
  readonly interface?: string;
  /** Addresses that the interface shall have, without prefix length. */
  readonly ips?: readonly string[];
  /** `02:00:00:00:00:01`. */
  readonly mac?: string;
}

export type NetworkSelectionReading =
  | { readonly kind: 'networks'; readonly networks: readonly NetworkSelection[]; readonly warnings: readonly string[] }
  | { readonly kind: 'malformed'; readonly message: string };

const DNS_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Linux allows 15 characters, no slash, no blank. */
const INTERFACE_NAME = /^[^\s/:]{1,15}$/;

const MEMBERS: ReadonlySet<string> = new Set(['name', 'namespace', 'interface', 'ips', 'mac']);

class Malformed extends Error {}

/** Order is kept: it is the order of the pod's interfaces. Empty text asks for none. */
export function parsePodNetworks(text: string, podNamespace: string): NetworkSelectionReading {
  try {
    const warnings: string[] = [];
    const networks = /^\s*[[{]/.test(text) ? fromList(text, podNamespace, warnings) : fromCommas(text, podNamespace);
    refuseSharedInterfaces(networks);
    return { kind: 'networks', networks, warnings };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', message: error.message };
    throw error;
  }
}

function fromList(text: string, podNamespace: string, warnings: string[]): NetworkSelection[] {
  const reading = parseLiteral(text);
  if (reading.kind === 'malformed') throw new Malformed(`networks annotation: ${reading.message}`);
  const list = reading.value;
  if (!Array.isArray(list))
    throw new Malformed('networks annotation: a list is wanted; put the one network in brackets, [{"name": …}]');
  return list.map((item: Literal, i) => {
    const where = `networks annotation, entry ${i + 1}`;
    if (typeof item === 'string') return fromWord(item, podNamespace, where);
    if (!isLiteralDict(item)) throw new Malformed(`${where}: expected {"name": …}`);
    const part = (key: string): string | undefined => {
      const value = Object.hasOwn(item, key) ? item[key] : undefined;
      if (value === undefined || value === null) return undefined;
      if (typeof value !== 'string') throw new Malformed(`${where}: "${key}" must be text`);
      return value;
    };
    const name = part('name');
    if (name === undefined) throw new Malformed(`${where}: "name" is missing`);
    const [before, after] = name.split('/');
    if (after !== undefined)
      throw new Malformed(
        `${where}: "name" is "${shortened(name)}"; the namespace is a member of its own: {"namespace": ` +
          `"${shortened(before!)}", "name": "${shortened(after)}"}`,
      );
    for (const member of Object.keys(item))
      if (!MEMBERS.has(member))
        warnings.push(`${where}: "${shortened(member)}" has no effect here; ${[...MEMBERS].join(', ')} have`);
    const ips = ipsOf(Object.hasOwn(item, 'ips') ? item['ips'] : undefined, where);
    const mac = macOf(part('mac'), where);
    return Object.freeze({
      ...selection(part('namespace') ?? podNamespace, name, part('interface'), where),
      ...(ips.length === 0 ? {} : { ips }),
      ...(mac === undefined ? {} : { mac }),
    });
  });
}

/** Addresses, as CNI writes them: with or without the length of their subnet's prefix. */
function ipsOf(value: Literal | undefined, where: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Malformed(`${where}: "ips" is a list of addresses, as ["10.1.2.3"]`);
  return Object.freeze(
    value.map((each: Literal) => {
      const address = typeof each === 'string' ? parseAddress(each.trim().replace(/\/\d{1,3}$/, '')) : undefined;
      if (address === undefined)
        throw new Malformed(`${where}: ${shortened(JSON.stringify(each))} in "ips" is not an address`);
      return formatAddress(address);
    }),
  );
}

function macOf(text: string | undefined, where: string): string | undefined {
  if (text === undefined || text === '') return undefined;
  const mac = text.toLowerCase().replaceAll('-', ':');
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac))
    throw new Malformed(`${where}: "mac" is "${shortened(text)}"; write it as 02:00:00:00:00:01`);
  if ((Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 || mac === '00:00:00:00:00:00')
    throw new Malformed(
      `${where}: "mac" is "${shortened(text)}", which is no address of one interface (its first byte must be even)`,
    );
  return mac;
}

function fromCommas(text: string, podNamespace: string): NetworkSelection[] {
  if (text.trim() === '') return [];
  return text.split(',').map((word, i) => fromWord(word.trim(), podNamespace, `networks annotation, entry ${i + 1}`));
}

function fromWord(word: string, podNamespace: string, where: string): NetworkSelection {
  const match = /^(?:([^/@]*)\/)?([^/@]*)(?:@([^/@]*))?$/.exec(word);
  if (match === null)
    throw new Malformed(`${where}: "${shortened(word)}" is not of the form net, namespace/net or net@interface`);
  const [, namespace = podNamespace, name = '', wanted] = match;
  return selection(namespace, name, wanted, where);
}

function selection(namespace: string, name: string, wanted: string | undefined, where: string): NetworkSelection {
  if (!DNS_NAME.test(name))
    throw new Malformed(`${where}: "${shortened(name)}" is not the name of a network attachment definition`);
  if (!DNS_NAME.test(namespace))
    throw new Malformed(`${where}: "${shortened(namespace)}" is not the name of a namespace`);
  if (wanted === undefined) return Object.freeze({ namespace, name });
  if (!INTERFACE_NAME.test(wanted))
    throw new Malformed(
      `${where}: "${shortened(wanted)}" is not an interface name (1 to 15 characters, no blank, no slash)`,
    );
  return Object.freeze({ namespace, name, interface: wanted });
}

function refuseSharedInterfaces(networks: readonly NetworkSelection[]): void {
  const seen = new Set<string>();
  for (const { interface: wanted } of networks) {
    if (wanted === undefined) continue;
    if (seen.has(wanted))
      throw new Malformed(`networks annotation: interface "${wanted}" is asked for twice; give each network its own`);
    seen.add(wanted);
  }
}
