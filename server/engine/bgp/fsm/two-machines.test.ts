/**
 * Two machines and a network between them that delivers in any order that TCP allows: whatever happens first, both end
 * on one and the same connection.
 */

import { describe, expect, test } from 'vitest';
import { sessionState, type ConnectionId, type Fsm, type FsmConfig, type FsmEvent } from './fsm-types.ts';
import { STOPPED, transition } from './fsm.ts';

type Message =
  | 'open'
  | 'keepalive'
  | { readonly notification: { readonly code: number; readonly subcode: number; readonly data: Uint8Array } }
  | 'end';

/** One TCP connection: who called, the machines' numbers for it, and what is under way to each. */
interface Cable {
  readonly ids: [ConnectionId | undefined, ConnectionId | undefined];
  readonly toward: readonly [Message[], Message[]];
  arriving: boolean;
  connecting: boolean;
  readonly caller: 0 | 1;
}

const CONFIGS: readonly [FsmConfig, FsmConfig] = [
  { identifier: 1, asn: 60100, passive: false },
  { identifier: 2, asn: 60100, passive: false },
];

function simulation(seed: number, gracefulRestart: boolean) {
  let random = (seed * 2_654_435_761) % 4_294_967_296;
  const draw = (n: number) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((random / 4_294_967_296) * n);
  };
  const states: [Fsm, Fsm] = [STOPPED, STOPPED];
  const cables: Cable[] = [];
  const timers: [Map<string, number>, Map<string, number>] = [new Map(), new Map()];
  let now = 0;
  let flaps = 0;

  const other = (side: 0 | 1): 0 | 1 => (side === 0 ? 1 : 0);
  const cableOf = (side: 0 | 1, id: ConnectionId) => cables.find(({ ids }) => ids[side] === id);

  function happen(side: 0 | 1, event: FsmEvent, call?: Cable): void {
    const step = transition(states[side], event, CONFIGS[side]);
    states[side] = step.state;
    for (const action of step.actions) {
      const cable = 'connection' in action ? cableOf(side, action.connection) : undefined;
      switch (action.kind) {
        case 'connect':
          cables.push({
            ids: side === 0 ? [action.connection, undefined] : [undefined, action.connection],
            toward: [[], []],
            arriving: true,
            connecting: true,
            caller: side,
          });
          break;
        case 'adopt':
          call!.ids[side] = action.connection;
          break;
        case 'refuse':
          call!.toward[other(side)].push({ notification: action.notification }, 'end');
          break;
        case 'send-open':
          cable?.toward[other(side)].push('open');
          break;
        case 'send-keepalive':
          cable?.toward[other(side)].push('keepalive');
          break;
        case 'close':
          if (cable === undefined) break;
          if (action.notification !== undefined) cable.toward[other(side)].push({ notification: action.notification });
          cable.toward[other(side)].push('end');
          cable.ids[side] = undefined;
          break;
        case 'start-timer':
          if (action.timer !== 'stable')
            timers[side].set(action.timer, now + action.milliseconds * (action.jitter ? 0.9 + draw(20) / 100 : 1));
          break;
        case 'stop-timer':
          timers[side].delete(action.timer);
          break;
        case 'down':
          flaps += 1;
          break;
        default:
          break;
      }
    }
  }

  function deliver(side: 0 | 1, cable: Cable): void {
    const message = cable.toward[side].shift()!;
    const connection = cable.ids[side];
    if (connection === undefined) return;
    const { identifier, asn } = CONFIGS[other(side)];
    if (message === 'open')
      happen(side, { kind: 'open', connection, open: { identifier, asn, holdTime: 90, gracefulRestart } });
    else if (message === 'keepalive') happen(side, { kind: 'keepalive', connection });
    else if (message === 'end') {
      happen(side, { kind: 'tcp-closed', connection });
      cable.ids[side] = undefined;
    } else happen(side, { kind: 'notification', connection, notification: message.notification });
  }

  /** Everything that could happen next without time passing. */
  function possible(): (() => void)[] {
    return cables.flatMap((cable) => {
      const steps: (() => void)[] = [];
      const callee = other(cable.caller);
      if (cable.arriving)
        steps.push(() => {
          cable.arriving = false;
          happen(callee, { kind: 'tcp-accepted' }, cable);
        });
      if (cable.connecting) {
        steps.push(() => {
          cable.connecting = false;
          const connection = cable.ids[cable.caller];
          if (connection !== undefined) happen(cable.caller, { kind: 'tcp-connected', connection });
        });
      }
      for (const side of [0, 1] as const) {
        const ready = side === cable.caller ? !cable.connecting : !cable.arriving;
        if (ready && cable.toward[side].length > 0) steps.push(() => deliver(side, cable));
      }
      return steps;
    });
  }

  function firesNext(): boolean {
    const [first] = ([0, 1] as const)
      .flatMap((side) => [...timers[side]].map(([timer, at]) => ({ side, timer, at })))
      .sort((a, b) => a.at - b.at);
    if (first === undefined) return false;
    now = first.at;
    timers[first.side].delete(first.timer);
    happen(first.side, { kind: first.timer === 'idle-hold' ? 'idle-hold-expired' : 'connect-retry-expired' });
    return true;
  }

  return {
    run(): { readonly seconds: number; readonly flaps: number } {
      // The second starts at any time after the first.
      happen(0, { kind: 'start' });
      let second = false;
      for (let steps = 0; steps < 500; steps++) {
        const choices = possible();
        if (!second)
          choices.push(() => {
            second = true;
            happen(1, { kind: 'start' });
          });
        if (choices.length > 0) choices[draw(choices.length)]!();
        else if (states.every((state) => sessionState(state) === 'Established')) break;
        else if (!firesNext()) break;
      }
      expect(states.map(sessionState)).toEqual(['Established', 'Established']);
      const live = states.map(({ connections }) => connections.map(({ id }) => id));
      expect(live.map(({ length }) => length)).toEqual([1, 1]);
      expect(cables.filter(({ ids }) => ids[0] === live[0]![0] && ids[1] === live[1]![0])).toHaveLength(1);
      return { seconds: now / 1000, flaps };
    },
  };
}

describe.each([
  ['without graceful restart', false],
  ['with graceful restart', true],
] as const)('%s', (_name, gracefulRestart) => {
  test('both end on one connection, without waiting, and seldom after a flap', () => {
    const runs = Array.from({ length: 3000 }, (_, seed) => simulation(seed + 1, gracefulRestart).run());
    expect(runs.filter(({ seconds }) => seconds > 0)).toEqual([]);
    // A connection that crosses the last KEEPALIVE looks like a restart.
    expect(runs.filter(({ flaps }) => flaps > 0).length / runs.length).toBeLessThan(gracefulRestart ? 0.05 : 0.01);
  });
});
