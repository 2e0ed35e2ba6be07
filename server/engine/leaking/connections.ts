/**
 * From what two networks ask to their connection: mutual if each asks for the other, else partial ("partially
 * connected": access lists are in place, routes are not exchanged).
 */

import { compareFqName, formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { NetworkConnection, PolicyStep } from '../../model/oper/routing-instance-facts.ts';
import type { ConnectionRequest, NamedNetwork, RequestStep } from '../policy/connection-requests.ts';

const sided = (steps: readonly RequestStep[], side: PolicyStep['side']): readonly PolicyStep[] =>
  steps.map((step) => ({ ...step, side }));

/** The connection with a peer as this network sees it; undefined if neither asks. */
export function connectionWith(
  peer: NamedNetwork,
  own: readonly RequestStep[],
  theirs: readonly RequestStep[],
): Exclude<NetworkConnection, { kind: 'dangling' }> | undefined {
  if (own.length === 0 && theirs.length === 0) return undefined;
  const to = { peer: peer.uuid, peerNetwork: peer.name };
  if (theirs.length === 0) return { kind: 'partial', asked: 'own', ...to, steps: sided(own, 'own') };
  if (own.length === 0) return { kind: 'partial', asked: 'peer', ...to, steps: sided(theirs, 'peer') };
  return { kind: 'mutual', ...to, steps: [...sided(own, 'own'), ...sided(theirs, 'peer')] };
}

/** What a network asks for that does not exist. */
export function danglingConnections(
  requests: readonly ConnectionRequest[],
): readonly Extract<NetworkConnection, { kind: 'dangling' }>[] {
  const byName = new Map<string, { readonly wanted: FqName; readonly steps: RequestStep[] }>();
  for (const { end, step } of requests) {
    if (end.kind !== 'dangling') continue;
    const name = formatFqName(end.wanted);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { wanted: end.wanted, steps: [step] });
    else if (!known.steps.some((other) => other.policyUuid === step.policyUuid && other.rule === step.rule))
      known.steps.push(step);
  }
  return [...byName.values()].map(({ wanted, steps }) => ({ kind: 'dangling', wanted, steps: sided(steps, 'own') }));
}

/** By the name of what is connected. */
export function compareConnections(a: NetworkConnection, b: NetworkConnection): number {
  return compareFqName(nameOf(a), nameOf(b));
}

function nameOf(connection: NetworkConnection): FqName {
  return connection.kind === 'dangling' ? connection.wanted : connection.peerNetwork;
}
