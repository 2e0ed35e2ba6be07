import { describe, expect, it } from 'vitest';
import type { SessionTrouble } from '../../../../server/model/oper/bgp-session.ts';
import { notificationText, sessionState, troubleText } from './session-words.ts';

it.each([
  ['Established', 'ok'],
  ['Establ', 'ok'],
  ['OpenConfirm', 'warn'],
  ['OpenSent', 'warn'],
  ['Active', 'warn'],
  ['Connect', 'warn'],
  ['Idle', 'bad'],
  ['Clearing', 'idle'],
])('%s is %s', (word, tone) => {
  expect(sessionState(word).tone).toBe(tone);
});
it('a session that is switched off says so, whatever state it is in', () =>
  expect(sessionState('Idle', true)).toEqual({ tone: 'idle', word: 'Admin down' }));

it('a NOTIFICATION is its numbers and the narrower name', () => {
  expect(notificationText({ code: 2, subcode: 2, name: 'OPEN Message Error / Bad Peer AS' })).toBe('2/2 Bad Peer AS');
  expect(notificationText({ code: 4, subcode: 0, name: 'Hold Timer Expired' })).toBe('4/0 Hold Timer Expired');
});

describe('troubles name both values', () => {
  it.each<[SessionTrouble, string]>([
    [{ kind: 'bad-peer-as', expected: 60100, said: 64512 }, 'Bad Peer AS. camaro said 64512, cent111 expects 60100'],
    [
      { kind: 'no-common-family', ours: ['inet-vpn'], theirs: [] },
      'No common address family. cent111 offers inet-vpn, camaro none',
    ],
    [{ kind: 'refused', address: '192.168.0.204:179' }, 'Refused. Nothing listens on 192.168.0.204:179.'],
    [
      {
        kind: 'unreachable',
        address: '192.168.0.205:179',
        error: 'connect EINVAL 192.168.0.205:179 - Local (127.0.0.19:42503)',
      },
      'Unreachable. 192.168.0.205:179: connect EINVAL 192.168.0.205:179',
    ],
    [{ kind: 'no-own-address', address: '10.1.1.1' }, 'No own address. 10.1.1.1 is not an address of this machine.'],
    [{ kind: 'hold-timer-expired', seconds: 90 }, 'Hold Timer Expired. Nothing heard from camaro for 90 s'],
    [
      {
        kind: 'notification',
        notification: {
          direction: 'received',
          code: 6,
          subcode: 2,
          name: 'Cease / Administrative Shutdown',
          detail: 'maintenance until 8',
        },
      },
      '6/2 Administrative Shutdown. sent by camaro: maintenance until 8',
    ],
  ])('%o', (trouble, text) => {
    const { lead, rest } = troubleText(trouble, { ours: 'cent111', theirs: 'camaro' });
    expect(`${lead} ${rest}`).toBe(text);
  });
});
