/** Which of a destination's paths a peer is offered. What it is then sent of it: export.ts. */

import { bestPath } from './decision.ts';
import { mayReach } from './export.ts';
import type { Outbox } from './outbox.ts';
import { isVpn, type Destination, type Path } from './paths.ts';
import type { RibPeer } from './peers.ts';

/**
 * The best path, unless it came from this peer (split horizon), may not go to its kind, or has no route target that the
 * peer asks for (RFC 4684).
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
 * Memberships of a route reflector (RFC 4684 §3.2): clients are sent all of them, their own too, as ours; others are
 * sent the best of clients' where the best of all is not a client's.
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
