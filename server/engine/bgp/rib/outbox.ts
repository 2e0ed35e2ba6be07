/**
 * The adj-RIB-out of one peer and family: what it was told, and which destinations changed since. Nothing is computed
 * when a destination changes; what the peer is to be told is found when it can be told (take.ts).
 */
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { Exported, ExportClass } from './export-types.ts';
import { createKeyOrder, type KeyOrder } from './key-order.ts';
import { familyNumber, type Announcement, type Destination } from './paths.ts';
import { createPending, type Pending } from './pending.ts';

/** A route as the peer has it. */
export interface SentRoute {
  exported: Exported;
  label: number;
  /** Whose route it was. */
  announcement: Announcement;
}

export interface Outbox {
  readonly family: RoutedFamily;
  readonly number: number;
  target: ExportClass;
  readonly sent: Map<NlriKey, SentRoute>;
  readonly order: KeyOrder;
  /** Sent once, and nothing to send now: withdrawals. Every change moves a destination to where it belongs. */
  readonly gone: Pending<NlriKey>;
  readonly changed: Pending<Destination>;
  /** To be sent even if nothing changed (route refresh). */
  readonly again: Set<NlriKey>;
  endOfRibOwed: boolean;
}

export function createOutbox(family: RoutedFamily, target: ExportClass): Outbox {
  const sent = new Map<NlriKey, SentRoute>();
  return { family, number: familyNumber(family), target, sent, order: createKeyOrder(sent), gone: createPending((key) => key), changed: createPending(({ key }) => key), again: new Set(), endOfRibOwed: false };
}

/** The destination changed, and there is something to send of it. */
export function markChanged(outbox: Outbox, destination: Destination): void {
  if (outbox.gone.size > 0) outbox.gone.delete(destination.key);
  outbox.changed.add(destination.key, destination);
}

/** The destination changed, and there is nothing to send of it. */
export function markGone(outbox: Outbox, key: NlriKey): void {
  if (outbox.changed.size > 0) outbox.changed.delete(key);
  if (outbox.sent.has(key)) outbox.gone.add(key, key);
}

export function pendingIn(outbox: Outbox): number {
  return outbox.gone.size + outbox.changed.size;
}
