import { expect, it } from 'vitest';
import type { SessionFinding, SessionRow } from '../../../../../server/contract/views/bgp.ts';
import { aSession } from './session-sample.ts';
import { findingWord, sessionsOf, sessionsState } from './sessions-of.ts';

const row = (
  local: string,
  peer: string,
  state: 'Established' | 'Idle' = 'Established',
  findings: SessionFinding[] = [],
): SessionRow => ({
  local: { name: local, uuid: local },
  peer: { name: peer, uuid: peer },
  peerType: 'BGP',
  state: { tone: state === 'Idle' ? 'bad' : 'ok', word: state },
  session: aSession({ state }),
  findings,
});
const rows = [row('cn2', 'camaro', 'Idle'), row('cn1', 'camaro'), row('cn1', 'cn2'), row('cn2', 'cn1')];

it('a gateway has those of all control nodes', () =>
  expect(sessionsOf('camaro', rows).map((each) => each.local.name)).toEqual(['cn1', 'cn2']));
it('between two control nodes each has its own side', () => {
  expect(sessionsOf('cn1', rows).map((each) => [each.local.name, each.peer.name])).toEqual([
    ['cn1', 'camaro'],
    ['cn1', 'cn2'],
  ]);
  expect(sessionsOf('cn2', rows).map((each) => [each.local.name, each.peer.name])).toEqual([
    ['cn2', 'camaro'],
    ['cn2', 'cn1'],
  ]);
});
it('one session shows its state, several show how many are up', () => {
  expect(sessionsState(sessionsOf('nobody', rows))).toBeUndefined();
  expect(sessionsState([rows[1]!])).toEqual({ tone: 'ok', word: 'Established' });
  expect(sessionsState(sessionsOf('camaro', rows))).toEqual({ tone: 'warn', word: '1 of 2' });
  expect(sessionsState([rows[0]!, rows[0]!])?.tone).toBe('bad');
});
it('findings are one sentence or a number; remarks are none', () => {
  const finding = (severity: SessionFinding['severity'], message: string): SessionFinding => ({
    severity,
    topic: message === 'AS differs' ? 'asn' : 'something-new',
    message,
    fix: [],
  });
  expect(
    [
      [],
      [finding('info', 'x')],
      [finding('error', 'AS differs')],
      [finding('warning', 'A sentence.')],
      [finding('error', 'a'), finding('warning', 'b')],
    ].map((findings) => findingWord(row('a', 'b', 'Idle', findings))),
  ).toEqual([undefined, undefined, 'AS differs', 'A sentence.', '2 findings']);
});
