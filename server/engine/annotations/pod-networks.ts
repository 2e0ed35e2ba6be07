/**
 * `k8s.v1.cni.cncf.io/networks`: the extra networks of a pod, either as a JSON list of
 * `{name, namespace?, interface?}` or as a comma list of `net`, `ns/net`, `net@interface`.
 */
import { isLiteralDict, parseLiteral, type Literal } from './python-literal.ts';

export interface NetworkSelection {
  /** The attachment definition's namespace: the pod's own unless named. */
  readonly namespace: string;
  readonly name: string;
  /** The interface's name inside the pod, if asked for. */
  readonly interface?: string;
}

export type NetworkSelectionReading =
  | { readonly kind: 'networks'; readonly networks: readonly NetworkSelection[] }
  | { readonly kind: 'malformed'; readonly message: string };

const DNS_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Linux allows 15 characters, no slash, no blank. */
const INTERFACE_NAME = /^[^\s/:]{1,15}$/;

class Malformed extends Error {}

/** Order is kept: it is the order of the pod's interfaces. Empty text asks for none. */
export function parsePodNetworks(text: string, podNamespace: string): NetworkSelectionReading {
  try {
    const networks = /^\s*\[/.test(text) ? fromList(text, podNamespace) : fromCommas(text, podNamespace);
    refuseSharedInterfaces(networks);
    return { kind: 'networks', networks };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', message: error.message };
    throw error;
  }
}

function fromList(text: string, podNamespace: string): NetworkSelection[] {
  const reading = parseLiteral(text);
  if (reading.kind === 'malformed') throw new Malformed(`networks annotation: ${reading.message}`);
  const list = reading.value;
  if (!Array.isArray(list)) throw new Malformed('networks annotation: expected a list');
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
    return selection(part('namespace') ?? podNamespace, name, part('interface'), where);
  });
}

function fromCommas(text: string, podNamespace: string): NetworkSelection[] {
  if (text.trim() === '') return [];
  return text.split(',').map((word, i) => fromWord(word.trim(), podNamespace, `networks annotation, entry ${i + 1}`));
}

function fromWord(word: string, podNamespace: string, where: string): NetworkSelection {
  const match = /^(?:([^/@]*)\/)?([^/@]*)(?:@([^/@]*))?$/.exec(word);
  if (match === null) throw new Malformed(`${where}: "${word}" is not of the form net, namespace/net or net@interface`);
  const [, namespace = podNamespace, name = '', wanted] = match;
  return selection(namespace, name, wanted, where);
}

function selection(namespace: string, name: string, wanted: string | undefined, where: string): NetworkSelection {
  if (!DNS_NAME.test(name)) throw new Malformed(`${where}: "${name}" is not the name of a network attachment definition`);
  if (!DNS_NAME.test(namespace)) throw new Malformed(`${where}: "${namespace}" is not the name of a namespace`);
  if (wanted === undefined) return Object.freeze({ namespace, name });
  if (!INTERFACE_NAME.test(wanted)) throw new Malformed(`${where}: "${wanted}" is not an interface name (1 to 15 characters, no blank, no slash)`);
  return Object.freeze({ namespace, name, interface: wanted });
}

function refuseSharedInterfaces(networks: readonly NetworkSelection[]): void {
  const seen = new Set<string>();
  for (const { interface: wanted } of networks) {
    if (wanted === undefined) continue;
    if (seen.has(wanted)) throw new Malformed(`networks annotation: interface "${wanted}" is asked for twice; give each network its own`);
    seen.add(wanted);
  }
}
