/**
 * The adj-RIB-out of one peer and family: the routes that were sent, and the destinations that changed since. A change
 * only marks its destination; what to send is computed when the peer can receive it (take.ts). Each destination has one
 * entry for both, looked up once per change.
 */

import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import { createDueQueue } from './due-queue.ts';
import type { Exported, ExportClass } from './export-types.ts';
import { createKeyOrder, type KeyOrder } from './key-order.ts';
import { familyNumber, NO_LABEL, type Announcement, type Destination } from './paths.ts';

/** A route as it was sent to the peer. */
export interface SentRoute {
  readonly exported: Exported;
  readonly label: number;
  /** The source of the route. */
  readonly announcement: Announcement;
}

const NOTHING = 0;
/** The destination changed and has a route to send. */
const CHANGE = 1;
/** Was sent, with no change pending. */
const WITHDRAWAL = 2;

interface OutboxRoute {
  readonly key: NlriKey;
  /** The route as sent; undefined: not sent. */
  exported: Exported | undefined;
  label: number;
  announcement: Announcement | undefined;
  /** To be sent even if it is unchanged (route refresh). */
  again: boolean;
  /** Set while a change is due. */
  destination: Destination | undefined;
  due: typeof NOTHING | typeof CHANGE | typeof WITHDRAWAL;
  /** The queues that contain it: sum of CHANGE and WITHDRAWAL. */
  queued: number;
}

export interface Outbox {
  readonly family: RoutedFamily;
  readonly number: number;
  target: ExportClass;
  endOfRibOwed: boolean;
  /** The destination changed and has a route to send. */
  changed(destination: Destination): void;
  /** The destination changed and has no route to send. */
  gone(key: NlriKey): void;
  readonly changes: number;
  readonly withdrawals: number;
  /** Removes and returns an entry whose change, or whose withdrawal, is due. */
  nextChange(): OutboxRoute | undefined;
  nextWithdrawal(): OutboxRoute | undefined;
  /** Records the route that is sent. */
  tell(route: OutboxRoute, exported: Exported, label: number, announcement: Announcement): void;
  /** Records that the peer does not have the route. */
  forget(route: OutboxRoute): void;
  /** Marks all sent routes to be sent again. */
  resend(): void;
  readonly sentCount: number;
  sentKeys(): Iterable<NlriKey>;
  sent(key: NlriKey): SentRoute | undefined;
  /** The routes that were sent. */
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

/** A due route that is taken from its queue is no longer due: it is being sent. */
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
