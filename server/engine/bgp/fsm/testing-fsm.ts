/** For tests: the machine in each state, and steps as words. */

import type { AcceptedOpen, Fsm, FsmAction, FsmConfig, FsmEvent, Step } from './fsm-types.ts';
import { sessionState } from './fsm-types.ts';
import { STOPPED, transition } from './fsm.ts';

/** 10.169.25.19. */
export const US: FsmConfig = { identifier: 0x0aa91913, asn: 60100, passive: false };
/** 192.168.0.204: the dominant one. */
export const CAMARO: AcceptedOpen = { identifier: 0xc0a800cc, asn: 60100, holdTime: 90, gracefulRestart: false };

export function after(
  events: readonly FsmEvent[],
  { config = US, from = STOPPED }: { readonly config?: FsmConfig; readonly from?: Fsm } = {},
): Fsm {
  return events.reduce((state, event) => transition(state, event, config).state, from);
}

const START: FsmEvent = { kind: 'start' };
const CONNECTED: FsmEvent = { kind: 'tcp-connected', connection: 1 };
const OPEN: FsmEvent = { kind: 'open', connection: 1, open: CAMARO };
const KEEPALIVE: FsmEvent = { kind: 'keepalive', connection: 1 };

/** In each, connection 1 is the one that we called on. */
export const IN = {
  'Idle (stopped)': STOPPED,
  'Idle (hold)': after([START, CONNECTED, { kind: 'hold-expired', connection: 1 }]),
  Connect: after([START]),
  Active: after([START, { kind: 'tcp-closed', connection: 1 }]),
  OpenSent: after([START, CONNECTED]),
  OpenConfirm: after([START, CONNECTED, OPEN]),
  Established: after([START, CONNECTED, OPEN, KEEPALIVE]),
} as const;

/** `OpenSent: send-open 1, hold 1 240 s`. Stopping timers is left out: it occurs in nearly every step. */
export function words({ state, actions }: Step): string {
  const told = actions.flatMap((action) => actionWords(action) ?? []);
  return `${sessionState(state)}${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}

function actionWords(action: FsmAction): string | undefined {
  switch (action.kind) {
    case 'stop-timer':
      return undefined;
    case 'start-timer':
      return `${action.timer} ${action.milliseconds / 1000} s`;
    case 'connection-timer':
      return `${action.timer} ${action.connection} ${action.milliseconds / 1000} s`;
    case 'refuse':
      return `refuse ${action.notification.code}/${action.notification.subcode}`;
    case 'close':
      return (
        `close ${action.connection}` +
        (action.notification ? ` ${action.notification.code}/${action.notification.subcode}` : '')
      );
    case 'down':
      return `down ${action.connection}${action.replaced ? ' replaced' : ''}`;
    default:
      return `${action.kind} ${action.connection}`;
  }
}
