/**
 * The adj-RIB-out of one peer and family: what it was told, and which destinations changed since. Nothing is computed
 * when a destination changes; what the peer is to be told is found when it can be told (take.ts). There is one entry a
 * destination, found once when it changes, for what was told and what is due alike.
 */

import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import { createDueQueue } from './due-queue.ts';
import type { Exported, ExportClass } from './export-types.ts';
import { createKeyOrder, type KeyOrder } from './key-order.ts';
import { familyNumber, NO_LABEL, type Announcement, type Destination } from './paths.ts';

/** A route as the peer has it. */
export interface SentRoute {
  readonly exported: Exported;
  readonly label: number;
  /** Whose route it was. */
  readonly announcement: Announcement;
}

const NOTHING = 0;
/** The destination changed, and there is something to send of it. */
const CHANGE = 1;
/** Sent once, and nothing to send now. */
const WITHDRAWAL = 2;

interface OutboxRoute {
  readonly key: NlriKey;
  /** As the peer has it; undefined: it was not sent. */
  exported: Exported | undefined;
  label: number;
  announcement: Announcement | undefined;
  /** To be sent even if nothing changed (route refresh). */
  again: boolean;
  /** While a change is due. */
  destination: Destination | undefined;
  due: typeof NOTHING | typeof CHANGE | typeof WITHDRAWAL;
  /** In which queues it stands: sum of CHANGE and WITHDRAWAL. */
  queued: number;
}

export interface Outbox {
  readonly family: RoutedFamily;
  readonly number: number;
  target: ExportClass;
  endOfRibOwed: boolean;
  /** The destination changed, and there is something to send of it. */
  changed(destination: Destination): void;
  /** The destination changed, and there is nothing to send of it. */
  gone(key: NlriKey): void;
  readonly changes: number;
  readonly withdrawals: number;
  /** Takes out one whose change is due, or whose withdrawal is. */
  nextChange(): OutboxRoute | undefined;
  nextWithdrawal(): OutboxRoute | undefined;
  /** This is what the peer is sent. */
  tell(route: OutboxRoute, exported: Exported, label: number, announcement: Announcement): void;
  /** The peer has it no longer, or never had it. */
  forget(route: OutboxRoute): void;
  /** All that was sent is to be sent again. */
  resend(): void;
  readonly sentCount: number;
  sentKeys(): Iterable<NlriKey>;
  sent(key: NlriKey): SentRoute | undefined;
  /** Of what was sent. */
  readonly order: KeyOrder;
}

export function createOutbox(family: RoutedFamily, target: ExportClass): Outbox {
  const routes = new Map<NlriKey, OutboxRoute>();
  const changes = queueOf(CHANGE);
  const withdrawals = queueOf(WITHDRAWAL);
  let sentCount = 0;

  const sentKeys = function* (): Iterable<NlriKey> {
    for (const [key, { exported }] of routes) if (exported !== undefined) yield key;
  };
  const order = createKeyOrder({
    get size() {
      return sentCount;
    },
    has: (key) => routes.get(key)?.exported !== undefined,
    keys: sentKeys,
  });

  const due = (route: OutboxRoute, what: typeof CHANGE | typeof WITHDRAWAL): void => {
    const queued = (route.queued & what) !== 0;
    route.due = what;
    route.queued |= what;
    (what === CHANGE ? changes : withdrawals).add(route, queued);
  };

  return {
    family,
    number: familyNumber(family),
    target,
    endOfRibOwed: false,
    changed(destination) {
      const { key } = destination;
      let route = routes.get(key);
      if (route === undefined)
        routes.set(
          key,
          (route = {
            key,
            exported: undefined,
            label: NO_LABEL,
            announcement: undefined,
            again: false,
            destination,
            due: NOTHING,
            queued: 0,
          }),
        );
      route.destination = destination;
      if (route.due === CHANGE) return;
      if (route.due === WITHDRAWAL) withdrawals.cancel();
      due(route, CHANGE);
    },
    gone(key) {
      const route = routes.get(key);
      if (route === undefined || route.due === WITHDRAWAL) return;
      if (route.due === CHANGE) {
        changes.cancel();
        route.destination = undefined;
        route.due = NOTHING;
      }
      if (route.exported === undefined) routes.delete(key);
      else due(route, WITHDRAWAL);
    },
    get changes() {
      return changes.size;
    },
    get withdrawals() {
      return withdrawals.size;
    },
    nextChange: () => changes.next(),
    nextWithdrawal: () => withdrawals.next(),
    tell(route, exported, label, announcement) {
      if (route.exported === undefined) {
        sentCount += 1;
        order.added(route.key);
      }
      route.exported = exported;
      route.label = label;
      route.announcement = announcement;
    },
    forget(route) {
      if (route.exported !== undefined) sentCount -= 1;
      route.exported = undefined;
      routes.delete(route.key);
    },
    resend() {
      for (const route of routes.values()) if (route.exported !== undefined) route.again = true;
    },
    get sentCount() {
      return sentCount;
    },
    sentKeys,
    sent(key) {
      const { exported, label, announcement } = routes.get(key) ?? {};
      return exported === undefined || label === undefined || announcement === undefined
        ? undefined
        : { exported, label, announcement };
    },
    order,
  };
}

/** A route that leaves the queue while it is due is due no longer: it is being told. */
function queueOf(what: typeof CHANGE | typeof WITHDRAWAL) {
  return createDueQueue<OutboxRoute>(
    (route) => route.due === what,
    (route) => {
      route.queued &= ~what;
      if (route.due === what) route.due = NOTHING;
    },
  );
}

export function pendingIn(outbox: Outbox): number {
  return outbox.withdrawals + outbox.changes;
}
