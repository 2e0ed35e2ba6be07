/**
 * The adj-RIB-out of one peer and family: what it was told, and which destinations changed since. Nothing is computed
 * when a destination changes; what the peer is to be told is found when it can be told (take.ts).
 */
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { Exported, ExportClass } from './export-types.ts';
import { createKeyOrder, type KeyOrder } from './key-order.ts';
import { familyNumber, type Announcement } from './paths.ts';
import { createPendingKeys, type PendingKeys } from './pending-keys.ts';

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
  /** Sent once, and nothing to send now: withdrawals, as far as it stays so. */
  readonly gone: PendingKeys;
  readonly changed: PendingKeys;
  /** To be sent even if nothing changed (route refresh). */
  readonly again: Set<NlriKey>;
  endOfRibOwed: boolean;
}

export function createOutbox(family: RoutedFamily, target: ExportClass): Outbox {
  const sent = new Map<NlriKey, SentRoute>();
  return { family, number: familyNumber(family), target, sent, order: createKeyOrder(sent), gone: createPendingKeys(), changed: createPendingKeys(), again: new Set(), endOfRibOwed: false };
}

/** The destination changed: something may be sent of it now, or not. */
export function markPending(outbox: Outbox, key: NlriKey, sendable: boolean): void {
  if (sendable) {
    if (outbox.gone.size > 0) outbox.gone.delete(key);
    outbox.changed.add(key);
    return;
  }
  if (outbox.changed.size > 0) outbox.changed.delete(key);
  if (outbox.sent.has(key)) outbox.gone.add(key);
}

export function pendingIn(outbox: Outbox): number {
  return outbox.gone.size + outbox.changed.size;
}
