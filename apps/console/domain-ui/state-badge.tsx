import type { State, Tone } from '../../../server/contract/views/reference.ts';
import { Status, type StatusShape, type StatusTone } from '../ui/status.tsx';

const look: Readonly<Record<Tone, { shape: StatusShape; tone: StatusTone }>> = {
  ok: { shape: 'disc', tone: 'ok' },
  warn: { shape: 'triangle', tone: 'warn' },
  bad: { shape: 'slashed', tone: 'bad' },
  busy: { shape: 'arc', tone: 'pend' },
  idle: { shape: 'dotted', tone: 'idle' },
};

/** Words whose shape differs from their tone's usual one. */
const own: Readonly<Record<string, { shape: StatusShape; tone: StatusTone }>> = {
  'OpenSent': { shape: 'half', tone: 'warn' },
  'OpenConfirm': { shape: 'half', tone: 'warn' },
  'Connect': { shape: 'half', tone: 'warn' },
  'Active': { shape: 'half', tone: 'warn' }, // BGP's Active means "trying"
  'No gateway imports': { shape: 'half', tone: 'warn' },
  'Admin down': { shape: 'pause', tone: 'idle' },
};

/** A state of a view answer: shape and word; the reason on hover and for screen readers. */
export function StateBadge({ state, strong }: { state: State; strong?: boolean }) {
  const { shape, tone } = own[state.word] ?? look[state.tone];
  return (
    <Status shape={shape} tone={tone} strong={strong ?? false} {...(state.reason === undefined ? {} : { title: state.reason })}>
      {state.word}
      {state.reason !== undefined && <span className="sr">: {state.reason}</span>}
    </Status>
  );
}
