/**
 * The RIB of one speaker:
 *
 *     receive, originate ─► table (a family: paths, decision) ─► best path changed ─┬─► target index, learned targets
 *                                                                                  └─► pending, for each peer affected
 *     route-target routes of a peer ─► wanted targets ─► pending, for the destinations affected
 *     take ─► offered path ─► export ─► packed messages
 */

import { ROUTED_FAMILIES, type RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { deepEqual } from '../../../model/json.ts';
import { createAttributeSets } from './attribute-sets.ts';
import { createDepartures } from './departures.ts';
import { tellAgain, tellAll, tellEverything, tellTargets } from './distribution.ts';
import { dottedNumber } from './dotted.ts';
import { createExportClasses } from './export-cache.ts';
import { infeasibility } from './import-check.ts';
import { createLearnedChanges } from './learned-changes.ts';
import { pendingIn } from './outbox.ts';
import { createSource, familyNumber, isVpn, NO_LABEL, type Announcement, type Source } from './paths.ts';
import { arrangeOutboxes, hasPending, outboxOf, roleOf, type RibPeer } from './peers.ts';
import { createRibQueries } from './rib-queries.ts';
import type { Rib, RibConfig, RibPeerSettings } from './rib-types.ts';
import { createRibTable, type RibTable, type RibTableEvents } from './table.ts';
import { takeMessages } from './take.ts';
import { createTargetIndex } from './target-index.ts';
import { createWantedTargets } from './wanted-targets.ts';
import { tooHeavy } from './weight.ts';

export function createRib(initial: RibConfig): Rib {
  let config = initial;
  let held = false;
  const sets = createAttributeSets();
  const classes = createExportClasses();
  const changes = createLearnedChanges();
  const local = createSource('local', true, initial.name, { kind: 'local' });
  /** Peers that are up or that left stale routes, with their settings from when they were last up. */
  const known = new Map<string, { readonly source: Source; settings: RibPeerSettings }>();
  const peers = new Map<string, RibPeer>();
  const listeners: ((peerKey: string) => void)[] = [];
  const indices = ROUTED_FAMILIES.map((family) => (isVpn(family) ? createTargetIndex() : undefined));

  const events: RibTableEvents = {
    best(table, destination, was) {
      changes.routesChanged();
      const index = indices[table.number];
      if (index !== undefined) {
        index.moved(destination);
        changes.note(destination.key, was);
        changes.note(destination.key, destination.best?.announcement);
      }
      tellAll(peers.values(), table, destination);
    },
    freshness(table, destination) {
      changes.routesChanged();
      if (isVpn(table.family)) changes.note(destination.key, destination.best?.announcement);
    },
    path(table, source, destination, accepted) {
      changes.routesChanged();
      if (table.family !== 'route-target') return;
      // A route reflector may send a path other than the best one (offer.ts).
      tellAll(peers.values(), table, destination);
      const peer = accepted === 0 ? undefined : peers.get(source.key);
      if (peer?.wanted === undefined) return;
      tellTargets(
        peer,
        accepted > 0 ? peer.wanted.add(destination.key) : peer.wanted.remove(destination.key),
        tables,
        indices,
      );
    },
  };
  const tables: readonly RibTable[] = ROUTED_FAMILIES.map((family) =>
    createRibTable(family, sets, () => config.alwaysCompareMed, events),
  );

  const departures = createDepartures(tables);

  const tableOf = (family: RoutedFamily): RibTable => {
    const table = tables[familyNumber(family)];
    if (table === undefined) throw new Error(`BUG: no table for ${family}`);
    return table;
  };

  const upPeer = (peerKey: string): RibPeer => {
    const peer = peers.get(peerKey);
    if (peer === undefined) throw new Error(`BUG: peer ${peerKey} is not up`);
    return peer;
  };

  /**
   * Notifies listeners of peers that have something to send and had nothing before. Called at the end of every
   * operation that may cause it.
   */
  const notifyPending = (): void => {
    if (held) return;
    for (const [key, peer] of peers) {
      const was = peer.notified;
      peer.notified = hasPending(peer);
      if (peer.notified && !was) for (const listener of listeners) listener(key);
    }
  };

  const tellEverythingTo = (peer: RibPeer): void => {
    for (const outbox of peer.outboxes) if (outbox !== undefined) tellEverything(peer, outbox, tableOf(outbox.family));
  };

  const infeasibleNow = ({ source, set }: Announcement, family: RoutedFamily): Announcement['infeasible'] => {
    const settings = known.get(source.key)?.settings;
    return source.local || settings === undefined ? undefined : infeasibility(set.attributes, family, settings, config);
  };

  /** The source's settings changed: its paths may now be feasible, or best, where they were not. */
  const reviseSource = (source: Source): void => {
    for (const table of tables)
      if (source.counts[table.number]?.received !== 0)
        table.revise((announcement) => infeasibleNow(announcement, table.family), source);
  };

  const forgetIfEmpty = (peerKey: string): void => {
    const source = known.get(peerKey)?.source;
    if (source !== undefined && !peers.has(peerKey) && source.counts.every(({ received }) => received === 0))
      known.delete(peerKey);
  };

  const stopWaiting = (peer: RibPeer): void => {
    if (!peer.waiting) return;
    peer.waiting = false;
    for (const outbox of peer.outboxes)
      if (outbox !== undefined && isVpn(outbox.family)) tellEverything(peer, outbox, tableOf(outbox.family));
  };

  /** The route targets that the peer requests by the stale routes that it left. */
  const wantedByStaleRoutes = (source: Source) => {
    const wanted = createWantedTargets();
    for (const { key, first } of tableOf('route-target').destinations.values()) {
      for (let path = first; path !== undefined; path = path.next)
        if (path.announcement.source === source && path.announcement.infeasible === undefined) wanted.add(key);
    }
    return wanted;
  };

  return {
    configure(next) {
      const { name: _name, ...before } = config;
      const { name, ...after } = next;
      config = next;
      local.name = name;
      if (deepEqual(before, after)) return;
      for (const table of tables) table.revise((announcement) => infeasibleNow(announcement, table.family));
      for (const peer of peers.values()) {
        arrangeOutboxes(peer, config, ROUTED_FAMILIES, classes);
        tellEverythingTo(peer);
      }
      notifyPending();
    },

    peerUp(settings) {
      const { key, name } = settings.config;
      departures.finish(key);
      const role = roleOf(settings);
      let entry = known.get(key);
      if (entry === undefined) known.set(key, (entry = { source: createSource(key, false, name, role), settings }));
      const { source } = entry;
      entry.settings = settings;
      source.name = name;
      source.internal = settings.internal;
      source.routerId = dottedNumber(settings.routerId);
      source.address = settings.address;
      const otherRole = !deepEqual(source.role, role);
      if (otherRole) source.role = role;

      const carriesTargets = settings.families.includes('route-target');
      let peer = peers.get(key);
      if (peer === undefined) {
        peer = {
          settings,
          source,
          outboxes: [],
          wanted: carriesTargets ? wantedByStaleRoutes(source) : undefined,
          waiting: carriesTargets,
          notified: false,
        };
        peers.set(key, peer);
      }
      peer.settings = settings;
      arrangeOutboxes(peer, config, ROUTED_FAMILIES, classes);
      reviseSource(source);
      // Its routes are now sent to other peers, or with other attributes.
      for (const one of otherRole ? peers.values() : [peer]) tellEverythingTo(one);
      notifyPending();
    },

    peerDown(peerKey, keep) {
      const peer = peers.get(peerKey);
      if (peer === undefined) return;
      peers.delete(peerKey);
      for (const outbox of peer.outboxes) if (outbox !== undefined) classes.release(outbox.target);
      for (const table of tables) {
        if (keep.includes(table.family)) table.markStale(peer.source);
        else if (keep.length > 0) table.sweep(peer.source, 'all');
      }
      changes.routesChanged();
      if (keep.length === 0) {
        known.delete(peerKey);
        departures.depart(peer.source);
      }
      forgetIfEmpty(peerKey);
      notifyPending();
    },

    sweep(destinations) {
      const more = departures.sweep(destinations);
      notifyPending();
      return more;
    },

    dropStale(peerKey, families) {
      const source = known.get(peerKey)?.source;
      if (source === undefined) return;
      for (const family of families) tableOf(family).sweep(source, 'stale');
      forgetIfEmpty(peerKey);
      notifyPending();
    },

    receive(peerKey, announced, withdrawn, attributes, at) {
      const { source, settings } = upPeer(peerKey);
      for (const { family, keys } of withdrawn) {
        const table = tableOf(family);
        for (const key of keys) table.remove(source, key);
      }
      if (attributes !== undefined && announced.length > 0) {
        const set = sets.of(attributes);
        for (const { family, keys, labels } of announced) {
          const table = tableOf(family);
          const announcement: Announcement = {
            source,
            set,
            infeasible: infeasibility(attributes, family, settings, config),
            at,
          };
          for (let n = 0; n < keys.length; n += 1) table.put(announcement, keys[n] ?? '', labels[n] ?? NO_LABEL);
        }
        sets.dropUnused(set);
      }
      notifyPending();
      for (const { family } of announced) {
        const maximum = settings.config.prefixLimits[family]?.maximum ?? 0;
        const received = source.counts[familyNumber(family)]?.accepted ?? 0;
        if (maximum > 0 && received > maximum) return { kind: 'prefix-limit', family, maximum, received };
      }
      const routes = tooHeavy(source);
      return routes === undefined ? { kind: 'ok' } : { kind: 'too-heavy', received: routes };
    },

    endOfRib(peerKey, family) {
      const peer = upPeer(peerKey);
      tableOf(family).sweep(peer.source, 'stale');
      if (family === 'route-target') stopWaiting(peer);
      notifyPending();
    },

    originate(announced, withdrawn, at) {
      for (const { family, key } of withdrawn) tableOf(family).remove(local, key);
      const announcements = new Map<PathAttributes, Announcement>();
      for (const { family, key, label, attributes } of announced) {
        if (isVpn(family) && label === undefined) throw new Error(`BUG: a route of family ${family} needs a label`);
        let announcement = announcements.get(attributes);
        if (announcement === undefined)
          announcements.set(
            attributes,
            (announcement = { source: local, set: sets.of(attributes), infeasible: undefined, at }),
          );
        tableOf(family).put(announcement, key, label ?? NO_LABEL);
      }
      for (const { set } of announcements.values()) sets.dropUnused(set);
      notifyPending();
    },

    refresh(peerKey, family) {
      const peer = upPeer(peerKey);
      const outbox = outboxOf(peer, family);
      if (outbox !== undefined) tellAgain(peer, outbox, tableOf(family));
      notifyPending();
    },

    oweEndOfRib(peerKey, families) {
      const peer = upPeer(peerKey);
      for (const family of families) {
        const outbox = outboxOf(peer, family);
        if (outbox !== undefined) outbox.endOfRibOwed = true;
      }
      notifyPending();
    },

    waitsForTargets: (peerKey) => peers.get(peerKey)?.waiting ?? false,

    stopWaitingForTargets(peerKey) {
      const peer = peers.get(peerKey);
      if (peer !== undefined) stopWaiting(peer);
      notifyPending();
    },

    hold(on) {
      held = on;
      notifyPending();
    },

    hasPending(peerKey) {
      const peer = peers.get(peerKey);
      return !held && peer !== undefined && hasPending(peer);
    },

    pendingCount(peerKey) {
      let count = 0;
      for (const outbox of peers.get(peerKey)?.outboxes ?? []) if (outbox !== undefined) count += pendingIn(outbox);
      return count;
    },

    take(peerKey, bytes) {
      const peer = peers.get(peerKey);
      if (peer === undefined || held) return [];
      const messages = takeMessages(peer, bytes);
      peer.notified = hasPending(peer);
      return messages;
    },

    onPending: (listener) => void listeners.push(listener),
    takeChange: () => changes.take(departures.size > 0),

    ...createRibQueries({
      tables,
      indices,
      peers,
      sourceOf: (peerKey) => known.get(peerKey)?.source,
      alwaysCompareMed: () => config.alwaysCompareMed,
    }),

    footprint: () => ({
      attributeSets: sets.size,
      targets: indices.reduce((sum, index) => sum + (index?.size ?? 0), 0),
      exportClasses: classes.size,
      sources: known.size + departures.size,
    }),
  };
}
