/**
 * What Kubernetes' network policies (networking.k8s.io/v1) allow.
 *
 * A pod that no policy selects in a direction is open in it. One that any selects is isolated, and what passes is the
 * union of the rules of all that select it. A connection needs both: the egress of its source and the ingress of its
 * destination; its answers always come back. Addresses and ports are those behind every translation: a Service's pods,
 * not its ClusterIP.
 */

import { matchesSelector } from '../../model/kube/matches-selector.ts';
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../../model/kube/network-policy.ts';
import { sameAddress, type Address } from '../../model/net/address.ts';
import { contains, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import type { Passage, PolicyName, PolicyVerdict } from '../../model/oper/policy-verdict.ts';

type Labels = { readonly [key: string]: string } | undefined;

/** No rule with ports covers ICMP; a rule without ports covers everything. */
export type PolicyProtocol = 'icmp' | 'tcp' | 'udp' | 'sctp';

/** A pod, as policies see it. */
export interface PolicyPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  /** Its node, if it has one. */
  readonly node?: string | undefined;
  /** Its container ports that have a name. */
  readonly namedPorts: readonly { readonly name: string; readonly protocol: PolicyProtocol; readonly port: number }[];
}

/** An end of a connection: a pod at one of its addresses, a node, or any other host. */
export interface PolicyEnd {
  readonly address: Address;
  readonly pod?: PolicyPod | undefined;
  /** The name of the node with this address. */
  readonly node?: string | undefined;
}

export interface PolicyConnection {
  readonly source: PolicyEnd;
  readonly destination: PolicyEnd;
  readonly protocol: PolicyProtocol;
  /** Of the destination; not read for ICMP. */
  readonly port: number;
}

/** A NetworkPolicy object. */
interface PolicyObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: NetworkPolicySpec;
}

type Direction = 'ingress' | 'egress';

/** A policy that is ready to be asked. */
export interface PreparedPolicy {
  readonly name: PolicyName;
  selects(pod: PolicyPod): boolean;
  /** The rules of a direction; undefined if it does not isolate in that direction. */
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
}

/** Whether it covers a connection with `peer` to a port of `destination`. */
type Rule = (peer: PolicyEnd, destination: PolicyEnd, protocol: PolicyProtocol, port: number) => boolean;
type PeerMatch = (peer: PolicyEnd) => boolean;
type PortMatch = (destination: PolicyEnd, protocol: PolicyProtocol, port: number) => boolean;

const prepared = new WeakMap<PolicyObject, PreparedPolicy>();

/** Prepares a policy; the same object, which must not change, is prepared once. */
export function preparedPolicy(object: PolicyObject): PreparedPolicy {
  const known = prepared.get(object);
  if (known !== undefined) return known;
  const made = prepare(object);
  prepared.set(object, made);
  return made;
}

/**
 * A judge of connections under the policies of one state, which `policiesIn` finds by namespace, in the order in which
 * they are named as the deciding one. Which of them isolate a pod is worked out once for each `PolicyPod`.
 */
export function policyJudge(
  policiesIn: (namespace: string) => readonly PreparedPolicy[],
): (connection: PolicyConnection) => PolicyVerdict {
  const known = { ingress: new WeakMap<PolicyPod, Isolation>(), egress: new WeakMap<PolicyPod, Isolation>() };
  const isolationOf = (pod: PolicyPod, direction: Direction): Isolation => {
    const found = known[direction].get(pod);
    if (found !== undefined) return found;
    const isolation = policiesIn(pod.namespace).filter(
      (policy) => policy[direction] !== undefined && policy.selects(pod),
    );
    known[direction].set(pod, isolation);
    return isolation;
  };
  const passage = (connection: PolicyConnection, direction: Direction): Passage => {
    const { source, destination } = connection;
    const [end, peer] = direction === 'egress' ? [source, destination] : [destination, source];
    if (end.pod === undefined) return NO_POD;
    const always = unconditional(end, end.pod, peer);
    return always ?? decide(isolationOf(end.pod, direction), direction, peer, connection);
  };
  return (connection) => {
    const egress = passage(connection, 'egress');
    const ingress = passage(connection, 'ingress');
    return { allowed: egress.kind !== 'isolated' && ingress.kind !== 'isolated', egress, ingress };
  };
}

type Isolation = readonly PreparedPolicy[];

const NO_POD: Passage = { kind: 'no-pod' };
const ITSELF: Passage = { kind: 'itself' };
const OWN_NODE: Passage = { kind: 'own-node' };
const NOT_ISOLATED: Passage = { kind: 'not-isolated' };

function unconditional(end: PolicyEnd, pod: PolicyPod, peer: PolicyEnd): Passage | undefined {
  if (peer.pod === pod || (peer.pod !== undefined && sameAddress(peer.address, end.address))) return ITSELF;
  return peer.node !== undefined && peer.node === pod.node ? OWN_NODE : undefined;
}

function decide(
  isolation: Isolation,
  direction: Direction,
  peer: PolicyEnd,
  { destination, protocol, port }: PolicyConnection,
): Passage {
  if (isolation.length === 0) return NOT_ISOLATED;
  for (const { name, [direction]: rules = [] } of isolation) {
    const rule = rules.findIndex((covers) => covers(peer, destination, protocol, port));
    if (rule >= 0) return { kind: 'allowed', policy: name, rule };
  }
  return { kind: 'isolated', by: isolation.map(({ name }) => name) };
}

function prepare({ metadata, spec = {} }: PolicyObject): PreparedPolicy {
  const namespace = metadata.namespace ?? '';
  const { podSelector = {}, ingress = [], egress = [] } = spec;
  const types = isolatedDirections(spec);
  return {
    name: { namespace, name: metadata.name },
    selects: (pod) => pod.namespace === namespace && matchesSelector(podSelector, pod.labels),
    ingress: types.includes('Ingress') ? ingress.map(({ from, ports }) => ruleOf(namespace, from, ports)) : undefined,
    egress: types.includes('Egress') ? egress.map(({ to, ports }) => ruleOf(namespace, to, ports)) : undefined,
  };
}

/** The directions in which a policy isolates its pods: what it says, else Ingress, and Egress if it has such rules. */
export function isolatedDirections(spec: NetworkPolicySpec = {}): readonly ('Ingress' | 'Egress')[] {
  return spec.policyTypes ?? ((spec.egress ?? []).length === 0 ? ['Ingress'] : ['Ingress', 'Egress']);
}

/** An absent or empty list of peers is every peer; of ports, every port of every protocol. */
function ruleOf(
  namespace: string,
  peers: readonly NetworkPolicyPeer[] = [],
  ports: readonly NetworkPolicyPort[] = [],
): Rule {
  const peerMatches = peers.map((peer) => peerMatch(namespace, peer));
  const portMatches = ports.map(portMatch);
  return (peer, destination, protocol, port) =>
    (portMatches.length === 0 || portMatches.some((matches) => matches(destination, protocol, port))) &&
    (peerMatches.length === 0 || peerMatches.some((matches) => matches(peer)));
}

function peerMatch(own: string, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): PeerMatch {
  if (ipBlock !== undefined) return blockMatch(ipBlock);
  if (podSelector === undefined && namespaceSelector === undefined) return () => false;
  return ({ pod }) =>
    pod !== undefined &&
    (namespaceSelector === undefined
      ? pod.namespace === own
      : matchesSelector(namespaceSelector, pod.namespaceLabels)) &&
    (podSelector === undefined || matchesSelector(podSelector, pod.labels));
}

function blockMatch({ cidr, except = [] }: { readonly cidr: string; readonly except?: readonly string[] }): PeerMatch {
  const block = parsePrefix(cidr, 'mask');
  if (block === undefined) return () => false;
  const without = except.map((text) => parsePrefix(text, 'mask')).filter((prefix): prefix is Prefix => !!prefix);
  return ({ address }) => contains(block, address) && !without.some((prefix) => contains(prefix, address));
}

const PROTOCOLS: { readonly [P in NonNullable<NetworkPolicyPort['protocol']>]: PolicyProtocol } = {
  TCP: 'tcp',
  UDP: 'udp',
  SCTP: 'sctp',
};

function portMatch({ protocol = 'TCP', port: wanted, endPort }: NetworkPolicyPort): PortMatch {
  const covered = PROTOCOLS[protocol];
  if (wanted === undefined) return (_destination, given) => given === covered;
  if (typeof wanted === 'number') {
    const last = endPort ?? wanted;
    return (_destination, given, port) => given === covered && port >= wanted && port <= last;
  }
  return ({ pod }, given, port) =>
    given === covered &&
    pod !== undefined &&
    pod.namedPorts.some((held) => held.name === wanted && held.protocol === covered && held.port === port);
}
