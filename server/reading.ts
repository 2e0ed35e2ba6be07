/** A reading: all edges over one store and its consequences. Wiring only. */

import type { Router } from 'express';
import { createConfigApi } from './config-api/config-api.ts';
import { allocateClusterIp } from './config/addresses/cluster-ip.ts';
import type { Mint } from './config/write-context.ts';
import { createDerived, type Derived, type DerivedOptions } from './derived/derived.ts';
import { learnedBy } from './derived/learned/learned-by.ts';
import { hiddenTargets, visibleBgp, visibleGateway } from './derived/visible-bgp.ts';
import { kubeBatch } from './kube-api/batch.ts';
import { createKubeApi, type KubeApiOptions } from './kube-api/kube-api.ts';
import type { ApartStore } from './kube-api/served-store.ts';
import { bgpChangesOf, joinedChanges } from './live/bgp-changes.ts';
import { eventChangesOf } from './live/event-changes.ts';
import { createLive } from './live/live.ts';
import { viewChangesOf } from './live/view-changes.ts';
import type { BgpFacts } from './model/oper/bgp-facts.ts';
import type { GatewayFacts } from './model/oper/gateway.ts';
import type { Timers } from './model/timers.ts';
import { sealedStore } from './store/sealed.ts';
import type { Store } from './store/store.ts';
import { createViewsApi, type ViewsOptions } from './views-api/views-api.ts';

/** What a reading is made from. */
export interface ReadingParts extends Pick<ViewsOptions, 'knownHosts' | 'leftOut' | 'clock' | 'background'> {
  readonly store: Store;
  readonly events: ApartStore;
  readonly derived: Derived;
  readonly bgp: BgpFacts;
  readonly gateways: readonly GatewayFacts[];
  readonly mint: Mint;
  readonly timers: Timers;
  readonly onFault: (error: unknown, requestId: string) => void;
  readonly kubeApi?: Pick<KubeApiOptions, 'metrics' | 'closing' | 'containers'>;
}

export interface Reading {
  readonly kube: Router;
  readonly config: Router;
  readonly views: Router;
  readonly live: Router;
  /** Prepares in turns what requests will need: indexes, orders of tables. */
  catchUp(): Promise<void>;
  endStreams(): void;
  /** Stops following the store. */
  close(): void;
}

export function createReading(parts: ReadingParts): Reading {
  const { store, events, derived, bgp, gateways, knownHosts, leftOut, clock, background, mint, timers, onFault } =
    parts;
  const sealed = sealedStore(store);
  const live = createLive({
    store: sealed,
    onFault,
    viewChanges: joinedChanges(
      viewChangesOf(derived, timers),
      bgpChangesOf(bgp, gateways, timers),
      eventChangesOf(events.store, timers),
    ),
  });
  const views = createViewsApi({
    store: sealed,
    events: events.store,
    derived,
    knownHosts,
    bgp,
    gateways,
    leftOut,
    clock,
    background,
    onFault,
  });
  return {
    kube: createKubeApi({ ...parts.kubeApi, store, apart: events, mint, allocateClusterIp, onFault }),
    config: createConfigApi({
      store,
      derived: derived.config,
      mint,
      onFault,
      kubeBatch: (context, item) => kubeBatch(context.transaction, { mint, allocateClusterIp }, item),
    }),
    views: views.router,
    live: live.router,
    catchUp: () => views.catchUp(),
    endStreams: () => live.close(),
    close: () => views.close(),
  };
}

/** A reading over the part of the store that somebody sees: consequences are computed from that part alone. */
export function createPartReading(
  whole: ReadingParts,
  seen: Store,
  seenEvents: Store,
  options: Pick<DerivedOptions, 'schedule' | 'spend' | 'validate'>,
): Reading {
  // `hiddenTargets` is called when routes are read; `derived` is set by then.
  let derived: Derived | undefined;
  const hides = hiddenTargets(whole.derived, { routingInstance: (key) => derived?.routingInstance(key) });
  const bgp = visibleBgp(whole.bgp, hides);
  derived = createDerived(seen, { ...options, dataDirectoryId: seen.dataDirectoryId, learned: learnedBy(bgp) });
  const consequences = derived;
  const gateways = whole.gateways.map((gateway) => visibleGateway(gateway, hides));
  const reading = createReading({
    ...whole,
    store: seen,
    events: { ...whole.events, store: seenEvents },
    derived: consequences,
    bgp,
    gateways,
  });
  return {
    ...reading,
    close() {
      reading.close();
      consequences.close();
    },
  };
}
