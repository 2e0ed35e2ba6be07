/**
 * Configures the BGP speakers from the stored objects: which control nodes exist, with whom they peer, and which
 * routes they originate. Speakers are told in the order in which things were computed, each thing only once the
 * revision that it is computed from is durable, and then in the same turn of the event loop.
 *
 * Re-evaluated when bgp-routers, the global configuration or peerings change, and as `vpn-origination.ts` says. At a
 * start everything is computed; after the last of it the speakers are told that their routes are complete.
 */

import { globalSystemConfig } from '../../config/system-settings.ts';
import type { Derived } from '../../derived/derived.ts';
import type { LocalRoute, SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import type { NlriKey, RoutedFamily } from '../../model/bgp/nlri.ts';
import { deepEqual } from '../../model/json.ts';
import type { Store } from '../../store/store.ts';
import { peeringSettings, speakerPlan, type LeftOut } from './speaker-config-of.ts';
import { VpnOrigination } from './vpn-origination.ts';

/** What this controller asks of the speakers. */
export interface Speakers {
  /** Sets the complete list of control nodes. */
  configure(speakers: readonly SpeakerConfig[]): void;
  originate(
    announced: readonly LocalRoute[],
    withdrawn: readonly { readonly family: RoutedFamily; readonly key: NlriKey }[],
  ): void;
  /** All routes known at the start have been originated. */
  localRoutesComplete(): void;
}

export interface PeeringOptions {
  readonly store: Store;
  readonly derived: Derived;
  readonly speakers: Speakers;
  /** Runs a task later in this turn of the event loop, as `setImmediate` does. */
  readonly soon: (task: () => void) => void;
  /** The same for changes just committed, which may wait as long as the derived tables may; `soon` unless given. */
  readonly linger?: (task: () => void) => void;
}

export interface RunningPeering {
  /** Peerings of control nodes that are configured and cannot be, with the reason. */
  leftOut(): readonly LeftOut[];
  /** Resolves when the speakers have been configured for the first time. */
  readonly configured: Promise<void>;
  /** Resolves when the speakers have been told everything so far. */
  idle(): Promise<void>;
  /** Stops telling the speakers anything. */
  close(): void;
}

/** Interfaces whose routes are computed at a time: some milliseconds. */
export const SLICE = 500;

interface Waiting {
  readonly revision: number;
  readonly handOn: (speakers: Speakers) => void;
}

export function runPeering({ store, derived, speakers, soon, linger = soon }: PeeringOptions): RunningPeering {
  const origination = new VpnOrigination(store, derived);
  const waiting: Waiting[] = [];
  let resting: (() => void)[] = [];
  let first = (): void => {};
  const configured = new Promise<void>((resolve) => void (first = resolve));
  let planned: readonly SpeakerConfig[] | undefined;
  let leftOut: readonly LeftOut[] = [];
  let configurationChanged = true;
  let complete = false;
  let scheduled: 'no' | 'lingering' | 'next' | 'waits' = 'no';
  let delivering = false;
  let closed = false;

  /** Several tasks may be scheduled: the first to run does the work of all. */
  const begin = (): void => {
    if (scheduled === 'lingering' || scheduled === 'next') work();
  };
  const schedule = (): void => {
    if (scheduled === 'next' || scheduled === 'waits' || closed) return;
    scheduled = 'next';
    soon(begin);
  };
  /** After a commit. The derived tables are not computed earlier for the speakers' sake. */
  const scheduleLater = (): void => {
    if (scheduled !== 'no' || closed) return;
    scheduled = 'lingering';
    linger(begin);
  };
  const queue = (handOn: Waiting['handOn']): void => void waiting.push({ revision: store.revision, handOn });

  function work(): void {
    // Routes are originated only from tables that are up to date; until then others use the event loop.
    if (derived.behind && !closed) {
      scheduled = 'waits';
      derived
        .settled()
        .then(work)
        .catch((error: unknown) => {
          // Tried again after the next commit.
          if (scheduled === 'waits') scheduled = 'no';
          failed('peerings', error);
        });
      return;
    }
    scheduled = 'no';
    if (closed) return;
    derived.settle();
    if (configurationChanged) contained('peerings', plan);
    const change = contained('origination', () => origination.step(SLICE));
    if (change !== undefined) queue((to) => to.originate(change.announced, change.withdrawn));
    if (origination.pending) schedule();
    else if (!complete) {
      complete = true;
      queue((to) => to.localRoutesComplete());
    }
    deliver().catch((error: unknown) => {
      // Tried again with the next step.
      delivering = false;
      failed('speakers', error);
    });
  }

  const failed = (by: string, error: unknown): void => derived.faults.tell({ by, key: '', subjects: [] }, error);

  /** An error in one step is logged; the next step continues with the rest. */
  function contained<T>(by: string, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      failed(by, error);
      return undefined;
    }
  }

  function plan(): void {
    configurationChanged = false;
    const routers = Array.from(store.scan('bgp-router'), ({ value }) => value);
    const next = speakerPlan(routers, derived.peerings(), {
      ...peeringSettings(globalSystemConfig(store)?.props),
      revisionOf: (uuid) => store.get('bgp-router', uuid)?.revision ?? 0,
    });
    leftOut = next.leftOut;
    if (deepEqual(planned, next.speakers)) return;
    planned = next.speakers;
    queue((to) => {
      to.configure(next.speakers);
      first();
    });
  }

  async function deliver(): Promise<void> {
    if (delivering) return;
    delivering = true;
    for (let next = waiting[0]; next !== undefined && !closed; next = waiting[0]) {
      if (next.revision > store.durableRevision) await store.durable(next.revision);
      if (closed) return;
      waiting.shift();
      contained('speakers', () => next.handOn(speakers));
    }
    delivering = false;
    rest();
  }

  function rest(): void {
    if (waiting.length > 0 || scheduled !== 'no' || !complete || origination.pending) return;
    const resolved = resting;
    resting = [];
    for (const resolve of resolved) resolve();
  }

  const stops = [
    store.onCommit(({ changes }) => {
      for (const change of changes) {
        if (change.kind === 'bgp-router' || change.kind === 'global-system-config') configurationChanged = true;
        origination.markRecord(change);
      }
      if (configurationChanged || origination.pending || derived.revision < store.revision) scheduleLater();
    }),
    derived.onChange(({ rows }) => {
      for (const row of rows) {
        if (row.node === 'peerings' || row.node === 'global-settings') configurationChanged = true;
        origination.markRow(row);
      }
      if (configurationChanged || origination.pending) schedule();
    }),
  ];
  origination.markAll();
  schedule();
  return {
    configured,
    // The answer is for the current configuration, of which the speakers may be told a moment later.
    leftOut: () => {
      if (configurationChanged && !derived.behind && !closed) contained('peerings', plan);
      return leftOut;
    },
    idle: () =>
      new Promise((resolve) => {
        resting.push(resolve);
        soon(rest);
      }),
    close() {
      closed = true;
      for (const stop of stops) stop();
      waiting.length = 0;
    },
  };
}
