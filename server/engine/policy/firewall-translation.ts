/**
 * A NetworkPolicy as firewall rules, in kube-manager's order and under its names.
 *
 * An endpoint is a set of tags, all of which are required: `namespace=<name>`, the tags of labels, and where those
 * cannot say it (expressions, an empty value, several namespaces) the tag of a selector, which the pods have that it
 * selects. So the rules follow from the policy alone, and a label that changes touches the tags of one pod.
 */

import type { FirewallService } from '../../model/config/firewall.ts';
import { NAME_LABEL } from '../../model/kube/name-label.ts';
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../../model/kube/network-policy.ts';
import type { LabelSelector } from '../../model/kube/objects.ts';
import { isEmptySelector, requiredLabels, selectorText } from '../../model/kube/selector-text.ts';
import {
  labelTagName,
  labelTagUuid,
  NAMESPACES_TAG,
  namespaceTagName,
  PODS_TAG,
  PORT_TAG,
  slashed,
} from '../../model/naming/label-tag.ts';
import { address, addressBits } from '../../model/net/address.ts';
import { covers, formatPrefix, overlaps, parsePrefix, prefixOf, type Prefix } from '../../model/net/prefix.ts';
import { own } from '../../model/own.ts';
import { denialNames } from '../naming/security-names.ts';
import { isolatedDirections } from './network-policies.ts';

export type RuleEndpoint =
  | { readonly kind: 'any' }
  | { readonly kind: 'tags'; readonly tags: readonly string[] }
  | { readonly kind: 'group'; readonly name: string; readonly prefixes: readonly Prefix[] };

export interface TranslatedRule {
  readonly name: string;
  readonly action: 'pass' | 'deny';
  readonly from: RuleEndpoint;
  readonly to: RuleEndpoint;
  readonly service: FirewallService;
}

export interface Translation {
  /** Of the policy, in their order. */
  readonly rules: readonly TranslatedRule[];
  /** What the policy adds to the deny rules of all: after every rule that lets something pass. */
  readonly denials: readonly TranslatedRule[];
  /** The selectors of the tags that the endpoints name. */
  readonly selectors: ReadonlyMap<string, LabelSelector>;
}

/** What is known besides the policy itself. */
export interface TranslationContext {
  readonly namespace: string;
  /** The labels of the policy's namespace: its pods have their tags too. */
  readonly namespaceLabels: { readonly [label: string]: string } | undefined;
  /** The numbers that pods have under the name of a port. */
  readonly numbersOf: (protocol: string, name: string) => readonly number[];
}

/** Rules and prefixes that a policy may become. */
export const MOST_RULES = 2_000;
const MOST_PREFIXES = 1_000;
/** Characters of a selector in the name of its tag; tags of an endpoint that stand for labels. */
const LONGEST_TEXT = 150;
const MOST_LABEL_TAGS = 10;
const ANY: RuleEndpoint = { kind: 'any' };
const EVERY_SERVICE: FirewallService = { protocol: 'any', dst_ports: { start_port: 0, end_port: 65_535 } };

/** `too-large`: it would become more rules, or a block more prefixes, than there may be. */
export function translatePolicy(
  name: string,
  spec: NetworkPolicySpec,
  context: TranslationContext,
): Translation | 'too-large' {
  const { namespace } = context;
  const selectors = new Map<string, LabelSelector>();
  const { podSelector = {}, ingress = [], egress = [] } = spec;
  const target = [namespaceTagName(namespace), ...podTags(podSelector, context.namespaceLabels, selectors)];
  const types = isolatedDirections(spec);
  const rules: TranslatedRule[] = [];
  const denials: TranslatedRule[] = [];
  const add = (
    prefix: string,
    peers: readonly NetworkPolicyPeer[],
    ports: readonly NetworkPolicyPort[],
    into: boolean,
  ) => addRules(rules, { prefix, peers, ports, into, target, context, selectors });
  const self: RuleEndpoint = { kind: 'tags', tags: target };
  const denial = { action: 'deny', service: EVERY_SERVICE } as const;
  if (types.includes('Ingress')) {
    const start = `${namespace}-ingress-${name}`;
    for (const [index, { from = [], ports = [] }] of ingress.entries())
      if (!add(`${start}-${index}`, from, ports, true)) return 'too-large';
    denials.push({ ...denial, name: denialNames(namespace, name).ingress, from: ANY, to: self });
  }
  if (types.includes('Egress')) {
    const start = `${namespace}-egress-${name}`;
    for (const [index, { to = [], ports = [] }] of egress.entries())
      if (!add(index === 0 ? start : `${start}-${index}`, to, ports, false)) return 'too-large';
    denials.push({ ...denial, name: denialNames(namespace, name).egress, from: self, to: ANY });
  }
  return { rules, denials, selectors };
}

interface Clause {
  readonly prefix: string;
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly NetworkPolicyPort[];
  /** Whether it is about what comes in. */
  readonly into: boolean;
  readonly target: readonly string[];
  readonly context: TranslationContext;
  readonly selectors: Map<string, LabelSelector>;
}

/** A rule for each peer and port; false when they are too many. */
function addRules(rules: TranslatedRule[], clause: Clause): boolean {
  const ends = clause.peers.length === 0 ? [{ word: 'allow-all', end: ANY }] : peersOf(clause);
  if (ends === undefined) return false;
  const services = servicesOf(clause.ports, clause.context);
  if (rules.length + ends.length * services.length > MOST_RULES) return false;
  const target: RuleEndpoint = { kind: 'tags', tags: clause.target };
  for (const { word, end } of ends) {
    for (const { word: number, service, tag } of services) {
      const [from, to] = clause.into ? [end, target] : [target, end];
      const limited = tag === undefined ? to : withTag(to, tag);
      if (limited === undefined) continue;
      rules.push({ name: `${clause.prefix}-${word}-${number}`, action: 'pass', from, to: limited, service });
    }
  }
  return true;
}

/** An address group cannot be narrowed by a tag: a port's name means nothing outside of the cluster. */
function withTag(end: RuleEndpoint, tag: string): RuleEndpoint | undefined {
  if (end.kind === 'group') return undefined;
  return { kind: 'tags', tags: [...(end.kind === 'tags' ? end.tags : []), tag] };
}

function peersOf({
  peers,
  context,
  selectors,
}: Clause): { readonly word: string; readonly end: RuleEndpoint }[] | undefined {
  const ends: { readonly word: string; readonly end: RuleEndpoint }[] = [];
  for (const [index, { podSelector, namespaceSelector, ipBlock }] of peers.entries()) {
    if (ipBlock !== undefined) {
      const groups = blockGroups(ipBlock);
      if (groups === 'too-large') return undefined;
      if (groups !== undefined) ends.push({ word: `ipBlock-${index}-cidr-${ipBlock.cidr}`, end: groups });
      continue;
    }
    const word = `${podSelector === undefined ? 'namespaceSelector' : 'podSelector'}-${index}`;
    const scope =
      namespaceSelector === undefined
        ? [namespaceTagName(context.namespace)]
        : [namespacesTag(namespaceSelector, selectors)];
    // Elsewhere the labels of namespaces are not known: there the tag of a label could be that of its namespace.
    const labels = namespaceSelector === undefined ? context.namespaceLabels : 'unknown';
    ends.push({ word, end: { kind: 'tags', tags: [...scope, ...podTags(podSelector ?? {}, labels, selectors)] } });
  }
  return ends;
}

/** Tags that exactly the pods have that the selector selects, among those of namespaces with these labels. */
function podTags(
  selector: LabelSelector,
  namespaceLabels: TranslationContext['namespaceLabels'] | 'unknown',
  selectors: Map<string, LabelSelector>,
): readonly string[] {
  if (isEmptySelector(selector)) return [];
  const required = namespaceLabels === 'unknown' ? undefined : requiredLabels(selector);
  if (required !== undefined && namespaceLabels !== 'unknown') {
    const tags = new Set<string | undefined>(
      required.map(([key, value]) => (own(namespaceLabels, key) === value ? undefined : labelTagName(key, value))),
    );
    if (!tags.has(undefined) && tags.size <= MOST_LABEL_TAGS) return ([...tags] as string[]).sort();
  }
  return [selectorTag(PODS_TAG, selector, selectors)];
}

function namespacesTag(selector: LabelSelector, selectors: Map<string, LabelSelector>): string {
  const required = requiredLabels(selector) ?? [];
  const [only] = required;
  if (required.length === 1 && only![0] === NAME_LABEL) return namespaceTagName(only![1]);
  return selectorTag(NAMESPACES_TAG, selector, selectors);
}

/** The tag of a selector, named after its text; a long text is cut, and told apart by its hash. */
function selectorTag(prefix: string, selector: LabelSelector, selectors: Map<string, LabelSelector>): string {
  const text = slashed(selectorText(selector));
  const value = text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… ${labelTagUuid(text)}`;
  const name = prefix + value;
  selectors.set(name, selector);
  return name;
}

/** The tag of the pods whose port of this name has this number. */
export function portTagName(protocol: string, number: number, name: string): string {
  return `${PORT_TAG}${protocol.toLowerCase()}-${number}-${name}`;
}

interface Served {
  readonly word: string;
  readonly service: FirewallService;
  /** Of the destination. */
  readonly tag?: string;
}

function servicesOf(ports: readonly NetworkPolicyPort[], { numbersOf }: TranslationContext): readonly Served[] {
  if (ports.length === 0) return [{ word: '0', service: EVERY_SERVICE }];
  return ports.flatMap(({ protocol = 'TCP', port, endPort }, index): Served | Served[] => {
    const service = (start_port: number, end_port: number): FirewallService => ({
      protocol: protocol.toLowerCase(),
      dst_ports: { start_port, end_port },
    });
    const word = String(index);
    if (port === undefined) return { word, service: service(0, 65_535) };
    if (typeof port === 'number') return { word, service: service(port, endPort ?? port) };
    return numbersOf(protocol, port).map((number) => ({
      word: `${word}-${number}`,
      service: service(number, number),
      tag: portTagName(protocol, number, port),
    }));
  });
}

/** The addresses of a block, without its exceptions, as a group that is named after them. */
function blockGroups({
  cidr,
  except = [],
}: NonNullable<NetworkPolicyPeer['ipBlock']>): RuleEndpoint | 'too-large' | undefined {
  const block = parsePrefix(cidr, 'mask');
  if (block === undefined) return undefined;
  const without = except.map((text) => parsePrefix(text, 'mask')).filter((prefix) => prefix !== undefined);
  const prefixes: Prefix[] = [];
  if (!subtract(block, without, prefixes)) return 'too-large';
  if (prefixes.length === 0) return undefined;
  const exceptions = without.map(formatPrefix).sort().join(',');
  const text = exceptions === '' ? formatPrefix(block) : `${formatPrefix(block)} except ${exceptions}`;
  const name = text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… ${labelTagUuid(text)}`;
  return { kind: 'group', name, prefixes };
}

/** Adds to `left` the parts of a block that no exception covers; false when they are too many. */
function subtract(block: Prefix, without: readonly Prefix[], left: Prefix[]): boolean {
  const inside = without.filter((prefix) => overlaps(block, prefix));
  if (inside.length === 0) return left.push(block) <= MOST_PREFIXES;
  if (inside.some((prefix) => covers(prefix, block))) return true;
  const length = block.length + 1;
  const { family, value } = block.address;
  const lower = prefixOf(block.address, length);
  const upper = prefixOf(address(family, value + (1n << BigInt(addressBits(family) - length))), length);
  return subtract(lower, inside, left) && subtract(upper, inside, left);
}
