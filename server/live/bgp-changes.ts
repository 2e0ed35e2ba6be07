/**
 * Announces changes of BGP as names of views: changes of session state at once; counts and routes, which change with
 * every message, at most once a second. They are observed, not stored, so they wait for no revision.
 *
 * One UPDATE may change three views, each announced on its own: `view/vrf`, the VRF tables, by `view-changes.ts` under
 * the name of the network; `view/bgp`, the sessions and routes of our speakers; `view/gateway`, the tables of the lab's
 * gateway, which receives the UPDATE itself, over TCP. An answer that shows several of them depends on each.
 */

import type { LiveViewKind } from '../contract/live/events.ts';
import type { BgpFacts } from '../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import type { Timers } from '../model/timers.ts';
import type { ViewChanges } from './hub.ts';
import { throttle } from './throttle.ts';

/** Revision of changes that are announced at once, because they are not stored. */
const NOW = 0;

export function bgpChangesOf(bgp: BgpFacts, gateways: readonly GatewayFacts[], timers: Timers): ViewChanges {
  return (listener) => {
    const tell = (kind: LiveViewKind) => listener(NOW, [{ kind, key: '*', op: 'changed' }]);
    const counts = throttle(timers, () => tell('view/bgp'));
    const inside = throttle(timers, () => tell('view/gateway'));
    let states = statesOf(bgp);
    const stops = [
      bgp.onChange(({ sessions, routes }) => {
        if (!sessions && !routes) return;
        const now = statesOf(bgp);
        if (now !== states) {
          states = now;
          tell('view/bgp');
        } else counts.call();
      }),
      ...gateways.map((gateway) => gateway.onChange(() => inside.call())),
      counts.stop,
      inside.stop,
    ];
    return () => stops.forEach((stop) => stop());
  };
}

/** The states of all sessions, and where speakers listen. */
function statesOf(bgp: BgpFacts): string {
  return bgp
    .speakers()
    .map(
      (speaker) =>
        `${speaker.key} ${speaker.listening ?? speaker.listenError} ${speaker
          .sessions()
          .map(({ peerKey, state, trouble, adminDown }) => `${peerKey} ${state} ${trouble?.kind} ${adminDown}`)
          .join()}`,
    )
    .sort()
    .join('\n');
}

/** Several sources as one. */
export function joinedChanges(...sources: readonly ViewChanges[]): ViewChanges {
  return (listener) => {
    const stops = sources.map((source) => source(listener));
    return () => stops.forEach((stop) => stop());
  };
}
