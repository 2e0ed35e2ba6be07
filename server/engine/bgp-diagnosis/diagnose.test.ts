import { describe, expect, test } from 'vitest';
import type { BgpSession, NotificationFacts, SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { PeeringEnd } from '../../model/oper/peering.ts';
import { attributesOf, familyOf, pathOf, sessionOf } from '../../testing/builders/bgp-facts.ts';
import { asPathLength, asPathText } from './as-path-text.ts';
import { diagnose, notAssociated } from './diagnose.ts';
import { explainDecision } from './explain-decision.ts';
import type { SessionCase } from './session-case.ts';
import { sessionWord } from './session-state.ts';

const end = (name: string, address: string, over: Partial<PeeringEnd> = {}): PeeringEnd => ({
  uuid: name,
  name,
  routerType: 'router',
  address,
  autonomousSystem: 60100,
  holdTime: 90,
  families: ['route-target', 'inet-vpn'],
  adminDown: false,
  ...over,
});

function caseOf(session: Partial<BgpSession>, over: Partial<SessionCase> = {}): SessionCase {
  return {
    session: sessionOf(session),
    ours: end('cent111', '10.169.25.19'),
    theirs: end('camaro', '192.168.0.204'),
    peering: undefined,
    ourIdentifier: '10.169.25.19',
    ourKey: false,
    theirKey: false,
    remote: undefined,
    ...over,
  };
}
const down = (trouble: SessionTrouble, over: Partial<SessionCase> = {}) => caseOf({ state: 'Idle', trouble }, over);
const notified = (
  direction: NotificationFacts['direction'],
  code: number,
  subcode: number,
  name: string,
  detail?: string,
): SessionTrouble => ({
  kind: 'notification',
  notification: { direction, code, subcode, name, ...(detail === undefined ? {} : { detail }) },
});
const at = '192.168.0.204:179';

describe('why it is not Established', () => {
  test.each<[string, SessionTrouble, string, string, string | undefined, string | undefined, readonly string[]]>([
    [
      'ASN',
      { kind: 'bad-peer-as', expected: 60100, said: 64512 },
      'asn',
      'camaro says AS 64512, cent111 expects 60100. Set the AS of camaro to 64512 here, or configure AS 60100 on ' +
        'camaro.',
      '60100',
      '64512',
      ['theirs autonomous_system'],
    ],
    [
      'families',
      { kind: 'no-common-family', ours: ['inet-vpn'], theirs: ['inet'] },
      'families',
      'cent111 offers inet-vpn, camaro offers inet: no family in common. Add inet-vpn on camaro.',
      'inet-vpn',
      'inet',
      ['theirs address_families', 'ours address_families'],
    ],
    [
      'refused',
      { kind: 'refused', address: at },
      'refused',
      `camaro refuses TCP connections at ${at}. Start BGP there, or correct the address or port of camaro.`,
      at,
      'connection refused',
      ['theirs address', 'theirs port'],
    ],
    [
      'timed out',
      { kind: 'timed-out', address: at },
      'timed-out',
      `camaro does not answer at ${at}. Check the way there, and whether camaro asks for an MD5 key`,
      at,
      'no answer',
      ['theirs address', 'theirs auth_data'],
    ],
    [
      'unreachable',
      { kind: 'unreachable', address: at, error: 'ENETUNREACH' },
      'unreachable',
      'cent111 cannot reach 192.168.0.204:179: ENETUNREACH.',
      at,
      undefined,
      ['theirs address'],
    ],
    [
      'hold time 1',
      { kind: 'bad-hold-time', said: 1 },
      'hold-time',
      'camaro asks for a hold time of 1 s. BGP allows 0, or 3 s and more',
      '90 s',
      '1 s',
      ['theirs hold_time'],
    ],
    [
      'hold timer',
      { kind: 'hold-timer-expired', seconds: 90 },
      'hold-time',
      'Nothing came from camaro for 90 s, the negotiated hold time.',
      '90 s',
      '90 s',
      ['ours hold_time', 'theirs hold_time'],
    ],
    [
      'own address',
      { kind: 'no-own-address', address: '10.169.25.19' },
      'unreachable',
      'cent111 cannot call camaro from 10.169.25.19: it is not an address of this machine. Map it',
      '10.169.25.19',
      undefined,
      ['ours address'],
    ],
    [
      'listen, with the sentence of the listener',
      { kind: 'listen-failed', address: '10.169.25.19:179', error: 'It is taken by another process. Stop it.' },
      'listen',
      'cent111 cannot listen on 10.169.25.19:179: It is taken by another process. Stop it.',
      '10.169.25.19:179',
      undefined,
      ['ours address', 'ours port'],
    ],
    [
      'listen',
      { kind: 'listen-failed', address: '10.169.25.19:179', error: 'EADDRINUSE' },
      'listen',
      'cent111 cannot listen on 10.169.25.19:179: EADDRINUSE.',
      '10.169.25.19:179',
      undefined,
      ['ours address', 'ours port'],
    ],
    [
      'MD5',
      { kind: 'md5-unavailable', error: 'koffi is not installed' },
      'authentication',
      'No unauthenticated session is made in its place.',
      'MD5, not available',
      'no key configured',
      ['ours auth_data', 'theirs auth_data'],
    ],
    [
      'prefix limit',
      { kind: 'prefix-limit', family: 'inet-vpn', maximum: 10, received: 11 },
      'prefix-limit',
      'camaro sent 11 routes of inet-vpn, the limit is 10.',
      '10',
      '11',
      ['ours peers'],
    ],
    [
      'identifier',
      { kind: 'bad-identifier', said: '10.169.25.19', reason: 'it is our own' },
      'identifier',
      'camaro has router ID 10.169.25.19: it is our own.',
      '10.169.25.19',
      '10.169.25.19',
      ['ours identifier', 'theirs identifier'],
    ],
    [
      'closed early',
      { kind: 'closed', in: 'OpenSent' },
      'closed',
      'camaro closed the connection before it said anything. Check on camaro that it has the neighbor ' +
        '10.169.25.19, AS 60100',
      '10.169.25.19, AS 60100',
      'closed in OpenSent',
      ['ours address', 'theirs peers'],
    ],
    [
      'closed late',
      { kind: 'closed', in: 'Established' },
      'closed',
      'camaro closed the connection while it was up.',
      '10.169.25.19, AS 60100',
      'closed in Established',
      ['ours address', 'theirs peers'],
    ],
    [
      'received bad peer AS',
      notified('received', 2, 2, 'OPEN Message Error / Bad Peer AS'),
      'asn',
      'Refused by camaro: Bad Peer AS. It expects another AS than 60100',
      '60100',
      'another AS',
      ['ours autonomous_system', 'theirs autonomous_system'],
    ],
    [
      'received bad hold time',
      notified('received', 2, 6, 'OPEN Message Error / Unacceptable Hold Time'),
      'hold-time',
      'Refused by camaro: Unacceptable Hold Time.',
      '90 s',
      '90 s',
      ['ours hold_time', 'theirs hold_time'],
    ],
    [
      'received unsupported capability',
      notified('received', 2, 7, 'OPEN Message Error / Unsupported Capability'),
      'families',
      'Make the address families the same.',
      'route-target, inet-vpn',
      'route-target, inet-vpn',
      ['ours address_families', 'theirs address_families'],
    ],
    [
      'received bad identifier',
      notified('received', 2, 3, 'OPEN Message Error / Bad BGP Identifier'),
      'identifier',
      'Give each router its own router ID.',
      '10.169.25.19',
      '192.168.0.204',
      ['ours identifier', 'theirs identifier'],
    ],
    [
      'received authentication failure',
      notified('received', 2, 5, 'OPEN Message Error / Authentication Failure'),
      'authentication',
      'Enter the same MD5 key on both ends.',
      'none',
      'another key',
      ['ours auth_data', 'theirs auth_data'],
    ],
    [
      'received hold timer',
      notified('received', 4, 0, 'Hold Timer Expired'),
      'hold-time',
      'camaro heard nothing from cent111',
      undefined,
      undefined,
      ['ours hold_time', 'theirs hold_time'],
    ],
    [
      'received shutdown',
      notified('received', 6, 2, 'Cease / Administrative Shutdown', 'maintenance until 20:00'),
      'admin-down',
      'camaro shut the session down on purpose (maintenance until 20:00).',
      'up',
      'shut down',
      [],
    ],
    [
      'received deconfigured',
      notified('received', 6, 3, 'Cease / Peer De-configured'),
      'not-associated',
      'Add 10.169.25.19 as a neighbor on camaro.',
      '10.169.25.19',
      'peer removed',
      ['ours peers'],
    ],
    [
      'received rejected',
      notified('received', 6, 5, 'Cease / Connection Rejected'),
      'not-associated',
      'It does not accept 10.169.25.19 as a neighbor.',
      '10.169.25.19',
      'connection rejected',
      ['ours address', 'theirs peers'],
    ],
    [
      'received prefix limit',
      notified('received', 6, 1, 'Cease / Maximum Number of Prefixes Reached'),
      'prefix-limit',
      'cent111 sent more routes than camaro accepts.',
      undefined,
      undefined,
      [],
    ],
    [
      'received reset',
      notified('received', 6, 4, 'Cease / Administrative Reset'),
      'notification',
      'camaro reset the session on request; it starts anew.',
      undefined,
      undefined,
      [],
    ],
    [
      'received other change',
      notified('received', 6, 6, 'Cease / Other Configuration Change'),
      'configuration',
      'camaro changed its configuration',
      undefined,
      undefined,
      [],
    ],
    [
      'received collision',
      notified('received', 6, 7, 'Cease / Connection Collision Resolution'),
      'notification',
      'Both sides called at the same time',
      undefined,
      undefined,
      [],
    ],
    [
      'received out of resources',
      notified('received', 6, 8, 'Cease / Out of Resources'),
      'notification',
      'camaro has run out of resources.',
      undefined,
      undefined,
      [],
    ],
    [
      'sent update error',
      notified('sent', 3, 1, 'UPDATE Message Error / Malformed Attribute List'),
      'notification',
      'cent111 refused camaro: Malformed Attribute List. camaro sent what BGP does not allow.',
      undefined,
      undefined,
      [],
    ],
    [
      'received header error',
      notified('received', 1, 1, 'Message Header Error / Connection Not Synchronized'),
      'notification',
      'Refused by camaro: Connection Not Synchronized.',
      undefined,
      undefined,
      [],
    ],
    ['configuration', { kind: 'configuration-changed' }, 'configuration', 'it starts anew', undefined, undefined, []],
  ])('%s', (_name, trouble, topic, sentence, ours, theirs, fixes) => {
    const [finding] = diagnose(down(trouble));
    expect(finding).toMatchObject({ topic, message: expect.stringContaining(sentence) });
    expect([finding!.ours?.value, finding!.theirs?.value]).toEqual([ours, theirs]);
    expect(finding!.fix.map((one) => `${one.end} ${one.field}`)).toEqual(fixes);
  });

  test('admin down names which side', () => {
    expect(
      diagnose(caseOf({ state: 'Idle', adminDown: true }, { theirs: end('camaro', '1.1.1.1', { adminDown: true }) })),
    ).toMatchObject([
      {
        topic: 'admin-down',
        message: 'camaro is administratively down. Set Admin State to up there.',
        theirs: { value: 'down' },
        fix: [{ end: 'theirs', field: 'admin_down' }],
      },
    ]);
    expect(diagnose(down({ kind: 'admin-down' }))).toMatchObject([
      {
        message: 'The peering of cent111 and camaro is administratively down. Set Admin State to up there.',
        fix: [{ field: 'peers' }],
      },
    ]);
  });

  test('with the other side known from inside, its values are named', () => {
    expect(
      diagnose(down({ kind: 'closed', in: 'OpenSent' }, { remote: { knowsUs: false, expectsAsn: undefined } }))[0]!
        .message,
    ).toBe(
      'camaro has no neighbor 10.169.25.19, so it closes the connection. Add 10.169.25.19, AS 60100, as a ' +
        'neighbor on camaro.',
    );
    expect(
      diagnose(
        down(notified('received', 2, 2, 'OPEN Message Error / Bad Peer AS'), {
          remote: { knowsUs: true, expectsAsn: 64512 },
        }),
      )[0],
    ).toMatchObject({
      message: 'Refused by camaro: Bad Peer AS. It expects AS 64512 of cent111, which says 60100.',
      theirs: { value: '64512' },
    });
  });

  test('keys that differ stand beside what was seen, errors first', () => {
    const peering = {
      mismatches: [
        { field: 'auth_data', severity: 'error', message: 'BGP routers cent111 and camaro have different MD5 keys' },
      ],
    } as unknown as SessionCase['peering'];
    expect(
      diagnose(down({ kind: 'timed-out', address: at }, { peering, ourKey: true })).map((one) => one.topic),
    ).toEqual(['timed-out', 'authentication']);
    expect(diagnose(down({ kind: 'timed-out', address: at }, { ourKey: true }))[0]!.message).toContain(
      'both ends have the same MD5 key',
    );
  });

  test('a session that is up beside keys that differ: the peer does not keep to its entry', () => {
    const peering = {
      mismatches: [
        { field: 'auth_data', severity: 'error', message: 'BGP router camaro has an MD5 key and cent111 has none.' },
      ],
    } as unknown as SessionCase['peering'];
    expect(
      diagnose(caseOf({ state: 'Established' }, { peering, theirKey: true })).find(
        ({ topic }) => topic === 'authentication',
      ),
    ).toMatchObject({ severity: 'warning', ours: { value: 'no key' }, theirs: { value: 'an MD5 key' } });
  });

  test('on its way, and not associated', () => {
    expect(diagnose(caseOf({ state: 'Connect' }))).toMatchObject([
      { severity: 'info', topic: 'connecting', message: 'cent111 is connecting to camaro at 192.168.0.204:179.' },
    ]);
    expect(diagnose(caseOf({ state: 'Active', passive: true }))[0]!.message).toContain('waits for camaro to call');
    expect(notAssociated('camaro', ['cent111'])).toMatchObject({
      topic: 'not-associated',
      message: 'camaro is no peer of a control node. Choose cent111 under Associated Peers.',
    });
    expect(notAssociated('camaro', ['a', 'b'], 3).message).toBe(
      'camaro is no peer of a control node. It has called 3 times and was refused. Choose the control nodes ' +
        'under Associated Peers.',
    );
  });
});

describe('what an Established session lacks', () => {
  test('nothing', () => expect(diagnose(caseOf({}))).toEqual([]));

  test.each([
    [
      'inet6-vpn',
      true,
      'warning',
      'inet6-vpn is offered by cent111 only. IPv4 routes are not affected. Add it on camaro, or remove it on cent111.',
    ],
    ['inet-vpn', true, 'error', 'inet-vpn is offered by cent111 only. Floating IPs do not reach it.'],
    [
      'route-target',
      true,
      'warning',
      'route-target is offered by cent111 only. Every VPN route is sent, asked for or not.',
    ],
    [
      'inet',
      false,
      'warning',
      'inet is offered by camaro only. VPN routes are not affected. Add it on cent111, or remove it on camaro.',
    ],
  ] as const)('%s on one side', (family, ours, severity, sentence) => {
    const [finding] = diagnose(
      caseOf({ families: [familyOf(family, { offered: ours, offeredByPeer: !ours, carried: false })] }),
    );
    expect(finding).toMatchObject({ severity, topic: 'families', message: expect.stringContaining(sentence) });
  });

  test('a family that the peer offers, and its entry here does not name', () => {
    const [finding] = diagnose(
      caseOf(
        { families: [familyOf('inet6-vpn', { offered: false, offeredByPeer: true, carried: false })] },
        { ours: end('cent111', '10.169.25.19', { families: ['inet-vpn', 'inet6-vpn'] }) },
      ),
    );
    expect(finding).toMatchObject({
      severity: 'info',
      topic: 'families',
      message:
        'camaro offers inet6-vpn, but its entry here does not name it, so cent111 does not ask for it. Add it on ' +
        'camaro.',
      fix: [{ end: 'theirs', field: 'address_families' }],
    });
  });

  test('families that are not spoken, another hold time, attribute errors, a restart', () => {
    const found = diagnose(
      caseOf(
        {
          holdTime: 30,
          peerOpen: { asn: 60100, holdTime: 30, identifier: '192.168.0.204', capabilities: [] },
          attributeErrors: [{ at: 0, sentence: 'ORIGIN of length 2: treated as withdrawn.' }],
          gracefulRestart: { negotiated: true, peerRestartTime: 120, restarting: true, until: 1 },
          families: [familyOf('inet-vpn', { stale: 3 })],
        },
        { ours: end('cent111', '10.169.25.19', { families: ['inet-vpn', 'e-vpn', 'erm-vpn'] }) },
      ),
    );
    expect(found.map((one) => [one.severity, one.topic, one.message])).toEqual([
      [
        'warning',
        'update',
        'camaro sent attributes with errors (handled by RFC 7606), last: ORIGIN of length 2: treated as withdrawn.',
      ],
      ['warning', 'graceful-restart', 'camaro restarts: its 3 routes are kept as stale for 120 s.'],
      [
        'info',
        'families',
        'e-vpn, erm-vpn are configured on cent111 but not spoken here, so they are not offered. L3 routes are ' +
          'not affected.',
      ],
      ['info', 'hold-time', 'camaro says a hold time of 30 s; its entry here says 90 s. The session negotiated 30 s.'],
    ]);
  });
});

test('an Established session is ok, and needs no reason', () => {
  const given = caseOf({});
  expect(sessionWord(given.session, diagnose(given))).toEqual({ tone: 'ok', word: 'Established' });
});

test.each<[Partial<BgpSession>, string, string]>([
  [{ state: 'Active' }, 'warn', 'Active'],
  [{ state: 'OpenConfirm' }, 'warn', 'OpenConfirm'],
  [{ state: 'Idle' }, 'warn', 'Idle'],
  [{ state: 'Idle', adminDown: true }, 'idle', 'Admin down'],
  [{ state: 'Idle', trouble: { kind: 'bad-peer-as', expected: 1, said: 2 } }, 'bad', 'Idle'],
  [{ state: 'Connect', trouble: { kind: 'refused', address: at } }, 'warn', 'Connect'],
])('%j is %s, %s, and says why', (session, tone, word) => {
  const given = caseOf(session);
  const state = sessionWord(given.session, diagnose(given));
  expect(state).toEqual({ tone, word, reason: expect.stringMatching(/\.$/) });
});

test.each([
  [pathOf(), undefined, 'Best: the only path.'],
  [
    pathOf({ decidedBy: 'local-preference', attributes: attributesOf({ localPreference: 200 }) }),
    pathOf(),
    'Best: higher LOCAL_PREF (200 over 100).',
  ],
  [
    pathOf({ best: false, decidedBy: 'local-preference' }),
    pathOf({ attributes: attributesOf({ localPreference: 200 }) }),
    'Not best: lower LOCAL_PREF (100 against 200).',
  ],
  [pathOf({ decidedBy: 'med', attributes: attributesOf({ med: 100 }) }), pathOf(), 'Best: lower MED (100 over 200).'],
  [
    pathOf({ decidedBy: 'as-path-length' }),
    pathOf({ attributes: attributesOf({ asPath: [{ kind: 'sequence', asns: [1, 2] }] }) }),
    'Best: shorter AS path (0 over 2).',
  ],
  [
    pathOf({ decidedBy: 'origin', attributes: attributesOf({ origin: 'igp' }) }),
    pathOf(),
    'Best: better origin (igp over incomplete).',
  ],
  [pathOf({ decidedBy: 'local-route', protocol: 'local' }), pathOf(), 'Best: it is our own.'],
  [
    pathOf({ best: false, decidedBy: 'fresh-over-stale', stale: true }),
    pathOf(),
    'Not best: stale: its peer restarts.',
  ],
  [
    pathOf({ best: false, decidedBy: 'infeasible', infeasible: 'as-loop' }),
    pathOf(),
    'Not usable: our own AS is in its path.',
  ],
  [
    pathOf({ best: false, decidedBy: 'peer-address', sourceName: 'b' }),
    pathOf({ sourceName: 'a' }),
    'Not best: higher peer address (b against a).',
  ],
])('a decision in words %#', (path, rival, sentence) => expect(explainDecision(path, rival)).toBe(sentence));

test.each([
  [[], 'incomplete', '?', 0],
  [[{ kind: 'sequence', asns: [64512, 64513] }], 'igp', '64512 64513 I', 2],
  [
    [
      { kind: 'sequence', asns: [1] },
      { kind: 'set', asns: [2, 3] },
    ],
    'egp',
    '1 {2 3} E',
    2,
  ],
  [[{ kind: 'confed-sequence', asns: [9] }], 'igp', '(9) I', 0],
] as const)('AS path %j', (segments, origin, text, length) => {
  expect([asPathText(segments, origin), asPathLength(segments)]).toEqual([text, length]);
});
