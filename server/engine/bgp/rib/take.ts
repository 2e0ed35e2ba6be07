/**
 * Builds messages from what is pending for a peer, in the current state. Routes with equal attributes share messages; a
 * route that is again as it was last sent is not sent.
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';
import { encodeAnnouncements, encodeEndOfRib, encodeWithdrawals } from '../messages/encode-updates.ts';
import { exportedOf } from './export-cache.ts';
import type { Exported } from './export-types.ts';
import { offeredPath } from './offer.ts';
import { pendingIn, type Outbox } from './outbox.ts';
import { isVpn } from './paths.ts';
import { isOpen, outboxOf, type RibPeer } from './peers.ts';
import type { RibPeerSettings } from './rib-types.ts';

interface Group {
  readonly exported: Exported;
  readonly keys: NlriKey[];
  readonly labels: number[];
}

/** Route targets first: the routes that a peer sends depend on them. */
const TURN = ['route-target', 'inet', 'inet-vpn', 'inet6-vpn'] as const;

/** Approximate bytes of a message without its routes. */
const ATTRIBUTES_SIZE = 120;
/** Bytes of an MPLS label. */
const LABEL_SIZE = 3;

/** Messages of about `bytes`. Withdrawals of all families come first; a family's End-of-RIB follows its last route. */
export function takeMessages(peer: RibPeer, bytes: number): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  const open = TURN.map((family) => (isOpen(peer, family) ? outboxOf(peer, family) : undefined)).filter(
    (outbox) => outbox !== undefined,
  );
  let left = bytes;
  for (const outbox of open)
    if (outbox.withdrawals > 0 && left > 0) left -= takeWithdrawals(peer, outbox, left, messages);
  for (const outbox of open) {
    if (outbox.changes > 0 && left > 0) left -= takeChanges(peer, outbox, left, messages);
    if (outbox.endOfRibOwed && pendingIn(outbox) === 0) {
      outbox.endOfRibOwed = false;
      messages.push(encodeEndOfRib(outbox.family));
    }
  }
  return messages;
}

/** Returns the approximate bytes of the messages. */
function takeWithdrawals(peer: RibPeer, outbox: Outbox, bytes: number, messages: Uint8Array[]): number {
  const keys: NlriKey[] = [];
  let made = 0;
  while (made < bytes) {
    const route = outbox.nextWithdrawal();
    if (route === undefined) break;
    outbox.forget(route);
    made += withdraw(keys, route.key);
  }
  encode(peer.settings, outbox, keys, [], messages);
  return made;
}

function withdraw(keys: NlriKey[], key: NlriKey): number {
  keys.push(key);
  return key.length + LABEL_SIZE;
}

/** Returns the approximate bytes of the messages. */
function takeChanges(peer: RibPeer, outbox: Outbox, bytes: number, messages: Uint8Array[]): number {
  const withdrawals: NlriKey[] = [];
  const groups = new Map<string, Group>();
  let group: Group | undefined;
  let made = 0;
  const { target } = outbox;
  while (made < bytes) {
    const route = outbox.nextChange();
    if (route === undefined) break;
    const { key, destination, again, exported: told } = route;
    route.destination = undefined;
    route.again = false;
    const path = destination && offeredPath(peer, outbox, destination);
    const exported = path && exportedOf(path.announcement.set, path.announcement.source.role, target);
    if (path === undefined || exported === undefined) {
      // A community forbids sending it to this kind of peer.
      outbox.forget(route);
      if (told !== undefined) made += withdraw(withdrawals, key);
      continue;
    }
    const { label, announcement } = path;
    const same = route.label === label && told !== undefined && (told === exported || told.key === exported.key);
    outbox.tell(route, exported, label, announcement);
    if (same && !again) continue;
    if (group?.exported !== exported) {
      group = groups.get(exported.key);
      if (group === undefined) {
        groups.set(exported.key, (group = { exported, keys: [], labels: [] }));
        made += ATTRIBUTES_SIZE;
      }
    }
    group.keys.push(key);
    group.labels.push(label);
    made += key.length + LABEL_SIZE;
  }
  encode(peer.settings, outbox, withdrawals, groups.values(), messages);
  return made;
}

function encode(
  { fourOctetAs, internal, maxMessageLength: maxLength }: RibPeerSettings,
  { family }: Outbox,
  withdrawals: readonly NlriKey[],
  groups: Iterable<Group>,
  messages: Uint8Array[],
): void {
  if (withdrawals.length > 0) messages.push(...encodeWithdrawals({ family, keys: withdrawals, maxLength }));
  for (const { exported, keys, labels } of groups) {
    messages.push(
      ...encodeAnnouncements({
        family,
        keys,
        labels: isVpn(family) ? labels : [],
        attributes: exported.attributes,
        fourOctetAs,
        internal,
        maxLength,
      }),
    );
  }
}
