/** Marks destinations as pending for the peers that a change affects, and for no others. */

import { offeredPath } from './offer.ts';
import type { Outbox } from './outbox.ts';
import { isVpn, type Destination } from './paths.ts';
import { isOpen, type RibPeer } from './peers.ts';
import type { RibTable } from './table.ts';
import type { TargetIndex } from './target-index.ts';
import type { TargetsChange } from './wanted-targets.ts';

/** The destination's best path changed. */
export function tellAll(peers: Iterable<RibPeer>, table: RibTable, destination: Destination): void {
  for (const peer of peers) {
    const outbox = peer.outboxes[table.number];
    if (outbox !== undefined && isOpen(peer, table.family)) tell(peer, outbox, destination);
  }
}

function tell(peer: RibPeer, outbox: Outbox, destination: Destination): void {
  if (offeredPath(peer, outbox, destination) === undefined) outbox.gone(destination.key);
  else outbox.changed(destination);
}

/**
 * Everything may have changed for this peer: marks the whole table, and routes sent to the peer that are no longer in
 * the table.
 */
export function tellEverything(peer: RibPeer, outbox: Outbox, table: RibTable): void {
  if (!isOpen(peer, table.family)) return;
  for (const destination of table.destinations.values()) tell(peer, outbox, destination);
  for (const key of outbox.sentKeys()) if (!table.destinations.has(key)) outbox.gone(key);
}

/** Route refresh (RFC 2918): everything that was sent to the peer is sent again, even if unchanged. */
export function tellAgain(peer: RibPeer, outbox: Outbox, table: RibTable): void {
  outbox.resend();
  tellEverything(peer, outbox, table);
}

/** The peer's requested route targets changed. */
export function tellTargets(
  peer: RibPeer,
  change: TargetsChange,
  tables: readonly RibTable[],
  indices: readonly (TargetIndex | undefined)[],
): void {
  if (change.kind === 'none' || peer.waiting) return;
  for (const table of tables) {
    const outbox = peer.outboxes[table.number];
    const index = indices[table.number];
    if (outbox === undefined || index === undefined || !isVpn(table.family)) continue;
    if (change.kind === 'all') {
      tellEverything(peer, outbox, table);
      continue;
    }
    const concerned = change.kind === 'target' ? [change.target] : [...index.targets()].filter(change.matches);
    for (const target of concerned)
      for (const destination of index.destinations(target)) tell(peer, outbox, destination);
  }
}
