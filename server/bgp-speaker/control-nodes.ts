/**
 * All control nodes that run in this process: a speaker for each, with the same routes. A speaker exists as long as
 * its bgp-router; one whose address cannot be bound is kept, reports the reason, and tries again when it is
 * configured again.
 */

import type { LocalRoute, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { ROUTED_FAMILIES, type NlriKey, type RoutedFamily } from '../model/bgp/nlri.ts';
import type { BgpChange, BgpFacts } from '../model/oper/bgp-facts.ts';
import type { Speaker, SpeakerChange } from './speaker.ts';

export interface ControlNodesOptions {
  /** `atStart`: it existed when the process started, so its peers may still have its routes. */
  readonly create: (atStart: boolean) => Speaker;
  /** Runs a task later in this turn of the event loop, as `setImmediate` does. */
  readonly soon: (task: () => void) => void;
  /** Called with internal errors: a speaker could not be configured or closed. */
  readonly report: (error: unknown) => void;
}

export interface ControlNodes extends BgpFacts {
  /** Sets the complete list of control nodes; others are closed. */
  configure(configs: readonly SpeakerConfig[]): void;
  originate(
    announced: readonly LocalRoute[],
    withdrawn: readonly { readonly family: RoutedFamily; readonly key: NlriKey }[],
  ): void;
  localRoutesComplete(): void;
  /** Resolves when every speaker has its latest configuration, and listens or reports why not. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Routes that a new speaker is given at a time: some milliseconds of work. */
const SLICE = 2000;

interface Running {
  readonly speaker: Speaker;
  readonly stop: () => void;
  /** Configurations one after the other. */
  configured: Promise<void>;
  /** Whether it has been given all routes that existed when it was added. */
  joined: boolean;
  closed: boolean;
}

export function createControlNodes({ create, soon, report }: ControlNodesOptions): ControlNodes {
  const running = new Map<string, Running>();
  /**
   * What has been handed on, for speakers that come later: the origination itself is ahead of it by what is not durable
   * yet. The routes are the origination's own objects, so 100,000 cost 2 MB here.
   */
  const routes = new Map(ROUTED_FAMILIES.map((family) => [family, new Map<NlriKey, LocalRoute>()]));
  const listeners = new Set<(change: BgpChange) => void>();
  const closing = new Set<Promise<void>>();
  let begun = false;
  let complete = false;
  let notice:
    | { sessions: boolean; routes: boolean; learnedTargets: Set<string>; learnedRoutes: Set<NlriKey> | 'many' }
    | undefined;

  const changed = (change: SpeakerChange): void => {
    if (notice === undefined) {
      notice = { sessions: false, routes: false, learnedTargets: new Set(), learnedRoutes: new Set() };
      soon(tell);
    }
    notice.sessions ||= change.sessions;
    notice.routes ||= change.routes;
    for (const target of change.learnedTargets) notice.learnedTargets.add(target);
    notice.learnedRoutes = joined(notice.learnedRoutes, change.learnedRoutes);
  };
  function tell(): void {
    const change = notice!;
    notice = undefined;
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        report(error);
      }
    }
  }

  /** An error in one speaker must not affect the others. */
  const each = (tell: (node: Running) => void): void => {
    for (const node of running.values()) {
      try {
        tell(node);
      } catch (error) {
        report(error);
      }
    }
  };

  const add = (key: string): Running => {
    const speaker = create(!begun);
    const node: Running = {
      speaker,
      stop: speaker.onChange(changed),
      configured: Promise.resolve(),
      joined: false,
      closed: false,
    };
    running.set(key, node);
    join(
      node,
      Array.from(routes.values(), (byKey) => byKey.keys()),
    );
    return node;
  };

  /** Changes reach it meanwhile anyway, so each key is sent with its current route. */
  function join(node: Running, families: readonly Iterator<NlriKey>[]): void {
    if (node.closed) return;
    const slice: LocalRoute[] = [];
    ROUTED_FAMILIES.forEach((family, position) => {
      const byKey = routes.get(family)!;
      while (slice.length < SLICE) {
        const next = families[position]!.next();
        if (next.done === true) return;
        const route = byKey.get(next.value);
        if (route !== undefined) slice.push(route);
      }
    });
    if (slice.length > 0) node.speaker.originate(slice, []);
    if (slice.length === SLICE) {
      soon(() => join(node, families));
      return;
    }
    node.joined = true;
    if (complete) node.speaker.localRoutesComplete();
  }

  const remove = (key: string, node: Running, forGood: boolean): void => {
    running.delete(key);
    node.closed = true;
    const done = node.configured
      .then(() => node.speaker.close(forGood))
      .catch(report)
      .finally(() => {
        node.stop();
        closing.delete(done);
      });
    closing.add(done);
    changed({ sessions: true, routes: true, learnedTargets: new Set(), learnedRoutes: new Set() });
  };

  return {
    speakers: () => Array.from(running.values(), ({ speaker }) => speaker),
    speaker: (key) => running.get(key)?.speaker,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    configure(configs) {
      const wanted = new Set(configs.map(({ key }) => key));
      for (const [key, node] of [...running]) if (!wanted.has(key)) remove(key, node, true);
      // An address that one of them releases may be used by the next.
      const before = Promise.all(closing);
      for (const config of configs) {
        const node = running.get(config.key) ?? add(config.key);
        node.configured = node.configured
          .then(() => before)
          .then(() => (node.closed ? undefined : node.speaker.configure(config)))
          .catch(report);
      }
      begun = true;
      changed({ sessions: true, routes: false, learnedTargets: new Set(), learnedRoutes: new Set() });
    },
    originate(announced, withdrawn) {
      for (const route of announced) routes.get(route.family)!.set(route.key, route);
      for (const { family, key } of withdrawn) routes.get(family)!.delete(key);
      each((node) => node.speaker.originate(announced, withdrawn));
    },
    localRoutesComplete() {
      complete = true;
      each((node) => {
        if (node.joined) node.speaker.localRoutesComplete();
      });
    },
    settled: async () =>
      void (await Promise.all([...closing, ...Array.from(running.values(), (node) => node.configured)])),
    async close() {
      for (const [key, node] of [...running]) remove(key, node, false);
      await Promise.all(closing);
      listeners.clear();
    },
  };
}

/** Routes that either names; `known` is added to. */
function joined(known: Set<NlriKey> | 'many', more: ReadonlySet<NlriKey> | 'many'): Set<NlriKey> | 'many' {
  if (known === 'many' || more === 'many') return 'many';
  for (const key of more) known.add(key);
  return known;
}
