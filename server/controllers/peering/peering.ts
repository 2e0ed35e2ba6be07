/**
 * Configures the BGP speakers from the stored objects: which control nodes exist, with whom they peer, and which
 * routes they originate. Speakers are told in the order in which things were computed, each thing only once the
 * revision that it is computed from is durable, and then in the same turn of the event loop.
 *
 * Re-evaluated when bgp-routers, the global configuration or peerings change, and as `vpn-origination.ts` says: the
 * derived tables tell of all of it, records and rows, when they are up to date. At a start everything is computed;
 * after the last of it the speakers are told that their routes are complete.
 */

import { globalSystemConfig } from '../../config/system-settings.ts';
import type { Derived, DerivedChanges } from '../../derived/derived.ts';
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

export function runPeering({ store, derived, speakers, soon }: PeeringOptions): RunningPeering {
  const origination = new VpnOrigination(store, derived);
  const waiting: Waiting[] = [];
  let resting: (() => void)[] = [];
  let first = (): void => {};
  const configured = new Promise<void>((resolve) => void (first = resolve));
  let planned: readonly SpeakerConfig[] | undefined;
  let leftOut: readonly LeftOut[] = [];
  let configurationChanged = true;
  let complete = false;
  let scheduled = false;
  let delivering = false;
  let closed = false;

  const schedule = (): void => {
    if (scheduled || closed) return;
    scheduled = true;
    soon(work);
  };
  const queue = (handOn: Waiting['handOn']): void => void waiting.push({ revision: store.revision, handOn });

  function work(): void {
    if (closed) return;
    // Routes are originated only from tables that are up to date; until then others use the event loop.
    if (!derived.current) {
      derived
        .settled()
        .then(() => {
          scheduled = false;
          // Of what was committed since, the tables will tell.
          if (derived.current) work();
        })
        .catch((error: unknown) => {
          // Tried again after the next commit.
          scheduled = false;
          failed('peerings', error);
        });
      return;
    }
    scheduled = false;
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
    if (waiting.length > 0 || scheduled || !derived.current || !complete || origination.pending) return;
    const resolved = resting;
    resting = [];
    for (const resolve of resolved) resolve();
  }

  const stop = derived.onChange((changed) => {
    if (configures(changed)) configurationChanged = true;
    origination.mark(changed);
    if (configurationChanged || origination.pending) schedule();
    else rest();
  });
  origination.markAll();
  schedule();
  return {
    configured,
    // The answer is for the current configuration, of which the speakers may be told a moment later.
    leftOut: () => {
      if (configurationChanged && derived.current && !closed) contained('peerings', plan);
      return leftOut;
    },
    idle: () =>
      new Promise((resolve) => {
        resting.push(resolve);
        soon(rest);
      }),
    close() {
      closed = true;
      stop();
      waiting.length = 0;
    },
  };
}

/** Whether it is to be seen anew which control nodes exist, and with whom they peer. */
function configures({ changes, rows }: DerivedChanges): boolean {
  return (
    changes.some(({ kind }) => kind === 'bgp-router' || kind === 'global-system-config') ||
    rows.some(({ node }) => node === 'peerings' || node === 'global-settings')
  );
}
