/** Facts of BGP become names of views: states at once, counts rarely. */

import { expect, test } from 'vitest';
import type { BgpChange, BgpFacts, BgpSpeakerFacts } from '../model/oper/bgp-facts.ts';
import type { BgpSession, SessionState } from '../model/oper/bgp-session.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import { bgpChangesOf, joinedChanges } from './bgp-changes.ts';
import { THROTTLE_MS } from './throttle.ts';

function setup() {
  let state: SessionState = 'Active';
  const timers = manualTimers();
  const bgpListeners = new Set<(change: BgpChange) => void>();
  const gatewayListeners = new Set<() => void>();
  const speaker = {
    key: 'cent111',
    listening: '127.0.0.19:1179',
    sessions: () => [{ peerKey: 'camaro', state, trouble: undefined, adminDown: false } as unknown as BgpSession],
  } as unknown as BgpSpeakerFacts;
  const bgp: BgpFacts = {
    speakers: () => [speaker],
    speaker: () => speaker,
    onChange: (listener) => (bgpListeners.add(listener), () => void bgpListeners.delete(listener)),
  };
  const gateway = {
    onChange: (listener: () => void) => (gatewayListeners.add(listener), () => void gatewayListeners.delete(listener)),
  } as unknown as GatewayFacts;
  const told: string[] = [];
  const stop = joinedChanges(bgpChangesOf(bgp, [gateway], timers))((revision, names) =>
    told.push(`${timers.now()}@${revision} ${names.map(({ kind }) => kind.slice(5)).join(' ')}`),
  );
  return {
    told,
    stop,
    get left() {
      return bgpListeners.size + gatewayListeners.size + timers.waiting();
    },
    go: (next: SessionState) => {
      state = next;
      bgpListeners.forEach((listener) =>
        listener({ sessions: true, routes: false, learnedTargets: new Set(), learnedRoutes: new Set() }),
      );
    },
    count: () =>
      bgpListeners.forEach((listener) =>
        listener({ sessions: false, routes: true, learnedTargets: new Set(), learnedRoutes: new Set() }),
      ),
    learn: () => gatewayListeners.forEach((listener) => listener()),
    wait: (milliseconds: number) => timers.pass(milliseconds / 1000),
  };
}

test('a change of state is sent at once, every time', () => {
  const { told, go } = setup();
  go('OpenSent');
  go('OpenConfirm');
  go('Established');
  expect(told).toEqual(['0@0 bgp', '0@0 bgp', '0@0 bgp']);
});

test('counts are sent at once, then at most once a second, including the last one', () => {
  const { told, count, wait } = setup();
  count();
  for (let at = 0; at < 5; at++) {
    wait(10);
    count();
  }
  expect(told).toEqual(['0@0 bgp']);
  wait(THROTTLE_MS);
  expect(told).toEqual(['0@0 bgp', '1000@0 bgp']);
  wait(THROTTLE_MS);
  wait(THROTTLE_MS);
  expect(told).toHaveLength(2);
});

test('what the gateway has is sent like counts', () => {
  const { told, learn, wait } = setup();
  learn();
  learn();
  wait(THROTTLE_MS);
  expect(told).toEqual(['0@0 gateway', '1000@0 gateway']);
});

test('stopped, it leaves nothing behind', () => {
  const system = setup();
  system.count();
  system.learn();
  system.count();
  system.stop();
  expect(system.left).toBe(0);
});
