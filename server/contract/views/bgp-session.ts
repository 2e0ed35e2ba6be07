/** Live BGP sessions, as `model/oper/bgp-session.ts` has them. */

import { z } from 'zod';
import { ADDRESS_FAMILIES } from '../../model/bgp/family.ts';
import { SESSION_STATES, type BgpSession, type SessionEvent } from '../../model/oper/bgp-session.ts';
import { schemaOf } from './shown.ts';

const addressFamily = z.enum(ADDRESS_FAMILIES);
const sessionState = z.enum(SESSION_STATES);

const notificationFacts = z
  .object({
    direction: z.enum(['sent', 'received']),
    code: z.int(),
    subcode: z.int(),
    name: z.string().describe('`OPEN Message Error / Bad Peer AS`.'),
    detail: z
      .string()
      .optional()
      .describe('What it says beyond its codes: the shutdown communication, the value complained about.'),
  })
  .meta({ id: 'NotificationFacts', description: 'A NOTIFICATION in numbers and words (RFC 4271 §4.5, 4486, 9003).' });

const sessionTrouble = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('admin-down') }),
    z.object({
      kind: z.literal('listen-failed'),
      address: z.string(),
      error: z.string(),
    }),
    z.object({ kind: z.enum(['refused', 'timed-out']), address: z.string() }),
    z.object({
      kind: z.literal('unreachable'),
      address: z.string(),
      error: z.string(),
    }),
    z.object({ kind: z.literal('no-own-address'), address: z.string() }),
    z.object({ kind: z.literal('closed'), in: sessionState }),
    z.object({ kind: z.literal('md5-unavailable'), error: z.string() }),
    z.object({ kind: z.literal('key-refused'), error: z.string() }),
    z.object({ kind: z.literal('fault'), error: z.string() }),
    z.object({
      kind: z.literal('bad-peer-as'),
      expected: z.int(),
      said: z.int(),
    }),
    z.object({
      kind: z.literal('bad-identifier'),
      said: z.string(),
      reason: z.string(),
    }),
    z.object({ kind: z.literal('bad-hold-time'), said: z.int() }),
    z.object({
      kind: z.literal('no-common-family'),
      ours: z.array(z.string()),
      theirs: z.array(z.string()),
    }),
    z.object({ kind: z.literal('hold-timer-expired'), seconds: z.int() }),
    z.object({
      kind: z.literal('prefix-limit'),
      family: addressFamily,
      maximum: z.int(),
      received: z.int(),
    }),
    z.object({
      kind: z.literal('notification'),
      notification: notificationFacts,
    }),
    z.object({ kind: z.literal('configuration-changed') }),
  ])
  .meta({ id: 'SessionTrouble', description: 'Why a session is not Established, or last stopped being.' });

export const sessionEvent = schemaOf<SessionEvent>()(
  z
    .object({
      at: z.int(),
      from: sessionState,
      to: sessionState,
      reason: z.string().describe('The cause, as a sentence.'),
      notification: notificationFacts.optional(),
      trouble: sessionTrouble.optional(),
    })
    .meta({ id: 'SessionEvent', description: "One step of a session's life. `at` in ms since 1970." }),
);

const sessionFamily = z
  .object({
    family: addressFamily,
    offered: z.boolean().describe('In our OPEN.'),
    offeredByPeer: z.boolean().describe("In the peer's OPEN."),
    carried: z.boolean(),
    received: z.int().describe('Routes in adj-RIB-in.'),
    active: z.int().describe('Routes of adj-RIB-in that are active (best).'),
    sent: z.int().describe('Routes in adj-RIB-out.'),
    endOfRibReceived: z.boolean(),
    stale: z.int().describe('Kept from before the peer restarted (RFC 4724).'),
  })
  .meta({ id: 'SessionFamily' });

const messageCounts = z
  .object({
    total: z.int(),
    updates: z.int(),
    keepalives: z.int(),
    routeRefreshes: z.int(),
    notifications: z.int(),
  })
  .meta({ id: 'MessageCounts' });

const peerOpen = z
  .object({
    asn: z.int(),
    holdTime: z.int(),
    identifier: z.string(),
    capabilities: z.array(z.string()),
  })
  .meta({ id: 'PeerOpen', description: "What the peer's OPEN said; absent before one came." });

export const bgpSession = schemaOf<BgpSession>()(
  z
    .object({
      key: z.string().describe('`<local key>~<peer key>`: uuids of the bgp-routers for control nodes of ours.'),
      localKey: z.string().describe('Key of the speaker.'),
      localName: z.string(),
      peerKey: z.string().describe('Key of the peer, as the speaker knows it.'),
      peerName: z.string(),
      localAddress: z.string(),
      peerAddress: z.string(),
      peerPort: z.int(),
      localAsn: z.int(),
      peerAsn: z.int(),
      kind: z.enum(['ibgp', 'ebgp']),
      passive: z.boolean(),
      adminDown: z.boolean(),
      state: sessionState,
      since: z.int().describe('ms since 1970: when the current state began; for Established, since when it is up.'),
      lastFlap: z
        .int()
        .optional()
        .describe('When the last transition out of or into Established happened; absent if it never was up.'),
      flaps: z.int().describe('How often it left Established.'),
      established: z.int(),
      holdTime: z.int().optional().describe('Seconds negotiated; absent before OPENs were exchanged.'),
      keepalive: z.int().optional(),
      in: messageCounts,
      out: messageCounts,
      queued: z.int().describe('Routes waiting to be sent.'),
      families: z.array(sessionFamily),
      peerOpen: peerOpen.optional(),
      authenticated: z.boolean(),
      gracefulRestart: z
        .object({
          negotiated: z.boolean(),
          peerRestartTime: z.int().optional(),
          restarting: z.boolean(),
          until: z.int().optional(),
        })
        .describe('`restarting`: the peer went away and its routes are kept until `until` (ms since 1970).'),
      trouble: sessionTrouble.optional(),
      idleHold: z
        .object({ until: z.int(), refusesCalls: z.boolean() })
        .optional()
        .describe(
          'Damping after a failure: no attempt of ours until then (ms since 1970); `refusesCalls`: nor ' +
            'is a call of the peer taken.',
        ),
      attributeErrors: z
        .array(z.object({ at: z.int(), sentence: z.string() }))
        .describe('Attribute errors that did not end the session (RFC 7606), newest last, at most 20.'),
    })
    .meta({ id: 'BgpSession' }),
);
