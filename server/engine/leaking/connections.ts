/**
 * From wishes on both sides to connections: mutual if each asks for the other, else partial ("partially connected":
 * access lists are in place, routes are not exchanged).
 */
import type { Connection, PolicyStep } from '../../model/oper/routing-instance-facts.ts';
import { compareFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { ConnectionWish, WishStep } from '../policy/connection-wishes.ts';

/** What another network asks of this one. */
export interface WishOfPeer {
  readonly peer: string;
  readonly peerName: FqName;
  readonly steps: readonly WishStep[];
}

/** Sorted by the peer's name. */
export function connectionsOf(wishes: readonly ConnectionWish[], wishesOfPeers: readonly WishOfPeer[]): readonly Connection[] {
  const own = (steps: readonly WishStep[]): readonly PolicyStep[] => steps.map((step) => ({ ...step, side: 'own' }));
  const theirs = (steps: readonly WishStep[]): readonly PolicyStep[] => steps.map((step) => ({ ...step, side: 'peer' }));
  const asking = new Map(wishesOfPeers.map((wish) => [wish.peer, wish]));
  const connections: Connection[] = [];
  for (const wish of wishes) {
    if (wish.kind === 'dangling') {
      connections.push({ kind: 'dangling', wanted: wish.wanted, steps: own(wish.steps) });
      continue;
    }
    const back = asking.get(wish.peer.uuid);
    asking.delete(wish.peer.uuid);
    const to = { peer: wish.peer.uuid, peerNetwork: wish.peer.name };
    connections.push(back === undefined
      ? { kind: 'partial', asked: 'own', ...to, steps: own(wish.steps) }
      : { kind: 'mutual', ...to, steps: [...own(wish.steps), ...theirs(back.steps)] });
  }
  for (const wish of asking.values()) {
    connections.push({ kind: 'partial', asked: 'peer', peer: wish.peer, peerNetwork: wish.peerName, steps: theirs(wish.steps) });
  }
  return connections.sort((a, b) => compareFqName(nameOf(a), nameOf(b)));
}

function nameOf(connection: Connection): FqName {
  return connection.kind === 'dangling' ? connection.wanted : connection.peerNetwork;
}
