/** Selects the path of a destination that is offered to a peer. Its exported form: export.ts. */

import { bestPath } from './decision.ts';
import { mayReach } from './export.ts';
import type { Outbox } from './outbox.ts';
import { isVpn, type Destination, type Path } from './paths.ts';
import type { RibPeer } from './peers.ts';

/**
 * The best path, unless it came from this peer (split horizon), may not be sent to this kind of peer, or has no route
 * target that the peer requests (RFC 4684).
 */
export function offeredPath(peer: RibPeer, outbox: Outbox, destination: Destination): Path | undefined {
  const { best } = destination;
  if (best === undefined) return undefined;
  const { source, set } = best.announcement;
  const { target } = outbox;
  if (outbox.family === 'route-target' && target.internal && target.clusterId !== undefined)
    return offeredMembership(peer, outbox, destination, best);
  if (source === peer.source || !mayReach(source.role, target)) return undefined;
  if (peer.wanted !== undefined && isVpn(outbox.family) && !peer.wanted.wants(set.targets)) return undefined;
  return best;
}

/**
 * Memberships at a route reflector (RFC 4684 §3.2): clients are sent all of them, even their own, as ours; non-clients
 * are sent the best of the clients' memberships if the best of all is not a client's.
 */
function offeredMembership(peer: RibPeer, { target }: Outbox, destination: Destination, best: Path): Path | undefined {
  if (target.client) return best;
  const { role } = best.announcement.source;
  if (mayReach(role, target) && best.announcement.source !== peer.source) return best;
  let clients: Path | undefined;
  for (let path = destination.first; path !== undefined; path = path.next) {
    const from = path.announcement.source;
    if (from !== peer.source && mayReach(from.role, target))
      clients = { announcement: path.announcement, label: path.label, stale: path.stale, next: clients };
  }
  return bestPath(clients, false);
}
