/** Shape and colour of a state. Pure. */

import type { State, Tone } from '../../../../server/contract/views/reference.ts';
import type { StatusShape, StatusTone } from '../../ui/status.tsx';

export interface StateLook {
  readonly shape: StatusShape;
  readonly tone: StatusTone;
}

const look: Readonly<Record<Tone, StateLook>> = {
  ok: { shape: 'disc', tone: 'ok' },
  warn: { shape: 'triangle', tone: 'warn' },
  bad: { shape: 'slashed', tone: 'bad' },
  busy: { shape: 'arc', tone: 'pend' },
  idle: { shape: 'dotted', tone: 'idle' },
};

/** Words with a shape other than the usual one of their tone. */
const own: Readonly<Record<string, StateLook>> = {
  OpenSent: { shape: 'half', tone: 'warn' },
  OpenConfirm: { shape: 'half', tone: 'warn' },
  Connect: { shape: 'half', tone: 'warn' },
  Active: { shape: 'half', tone: 'warn' }, // BGP's Active means "trying"
  'No gateway imports': { shape: 'half', tone: 'warn' },
  'Admin down': { shape: 'pause', tone: 'idle' },
};

export const stateLook = ({ tone, word }: Pick<State, 'tone' | 'word'>): StateLook => own[word] ?? look[tone];
