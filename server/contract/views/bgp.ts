/** Live BGP, as far as this process knows it: sessions, control nodes, and the routes of both. */

import { z } from 'zod';
import type { DecisionStep } from '../../model/oper/bgp-facts.ts';
import { bgpSession, sessionEvent } from './bgp-session.ts';
import { configLink, maybeLink, revisioned, state } from './reference.ts';
import { schemaOf, type Shown } from './shown.ts';

const decisionStep = schemaOf<DecisionStep>()(
  z
    .enum([
      'only-path',
      'infeasible',
      'next-hop-unreachable',
      'local-route',
      'fresh-over-stale',
      'local-preference',
      'as-path-length',
      'origin',
      'med',
      'ebgp-over-ibgp',
      'igp-metric',
      'router-id',
      'cluster-list-length',
      'peer-address',
    ])
    .describe('Which rule chose the best path (RFC 4271 §9.1.2.2 and its successors), or that there was no choice.'),
);

const sessionFinding = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    topic: z
      .string()
      .describe(
        '`asn`, `families`, `authentication`, `refused`, `timed-out`, `unreachable`, `hold-time`, ' +
          '`admin-down`, `not-associated`, `listen`, `prefix-limit`, `identifier`, `closed`, ' +
          '`notification`, `update`, `graceful-restart`, `configuration`, `connecting`.',
      ),
    message: z.string().describe('A sentence with the fix.'),
    ours: z.object({ label: z.string(), value: z.string() }).optional(),
    theirs: z.object({ label: z.string(), value: z.string() }).optional(),
    fix: z
      .array(z.object({ router: configLink, field: z.string(), label: z.string() }))
      .describe(
        'Where each is edited: router and field of its form (`autonomous_system`, ' +
          '`address_families`, `hold_time`, `auth_data`, `admin_down`, `peers`, `address`, `port`, ' +
          '`identifier`).',
      ),
  })
  .meta({
    id: 'SessionFinding',
    description:
      'A reason why a session is not Established, or not what both ends would like: the two ' +
      'values, and the field to change.',
  });
export type SessionFinding = Shown<typeof sessionFinding>;

const sessionRow = z
  .object({
    local: maybeLink,
    peer: maybeLink,
    peerType: z.literal('BGP'),
    state,
    session: bgpSession,
    findings: z.array(sessionFinding),
  })
  .meta({ id: 'SessionRow' });
export type SessionRow = Shown<typeof sessionRow>;

export const sessionsAnswer = z
  .object({
    ...revisioned.shape,
    now: z.int().describe('Milliseconds since 1970 of the answer, for durations.'),
    rows: z.array(sessionRow),
    established: z.int(),
    beyond: z
      .array(z.object({ ends: z.tuple([maybeLink, maybeLink]), reason: z.string() }))
      .describe(
        'Peerings that no speaker of ours takes part in, and why: what is missing, or that neither end runs here.',
      ),
  })
  .meta({ id: 'SessionsAnswer' });
export type SessionsAnswer = Shown<typeof sessionsAnswer>;

export const sessionDetail = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    row: sessionRow,
    timeline: z.array(sessionEvent).describe('Oldest first.'),
    changes: z
      .array(
        z.object({
          at: z.int(),
          revision: z.int(),
          actor: z.string(),
          summary: z.string(),
        }),
      )
      .describe("Changes of either router's configuration by people, to draw on the same axis."),
    asPeerPrints: z
      .object({ command: z.string(), text: z.string() })
      .describe('`show bgp summary` as the peer prints it about us: its line, in its own words.'),
  })
  .meta({ id: 'SessionDetail' });
export type SessionDetail = Shown<typeof sessionDetail>;

const bgpRoutePath = z
  .object({
    id: z.string(),
    table: z
      .string()
      .describe('`bgp.l3vpn.0`, `bgp.rtarget.0`, `default-domain:…:k8s-vn-ns-default-pod-network.inet.0`.'),
    family: z.string(),
    prefix: z
      .string()
      .describe('`10.169.25.20:1:101.101.101.2/32` for VPN families, `60100:target:60100:100` for route-target.'),
    rd: z.string().optional(),
    protocol: z.enum(['BGP', 'XMPP', 'Local']),
    source: z.string().describe('Name of the peer or compute node.'),
    nextHop: z.string(),
    label: z.int().optional(),
    origin: z.enum(['igp', 'egp', 'incomplete']),
    asPath: z.string(),
    med: z.int().optional(),
    localPreference: z.int().optional(),
    routeTargets: z.array(z.string()),
    communities: z.array(z.string()),
    tunnels: z.array(z.string()),
    securityGroups: z.array(z.string()),
    originVn: z.string().optional(),
    best: z.boolean(),
    decidedBy: decisionStep,
    why: z.string().describe('`decidedBy` as a sentence.'),
    stale: z.boolean(),
    infeasible: z.string().optional(),
    since: z
      .int()
      .optional()
      .describe("ms since 1970; absent for our workloads' routes in a VRF table, which have no age of their " + 'own.'),
  })
  .meta({ id: 'BgpRoutePath' });
export type BgpRoutePath = Shown<typeof bgpRoutePath>;

export const bgpRoutesPage = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    rows: z.array(bgpRoutePath),
    total: z.int().describe('Destinations in the chosen tables.'),
    matched: z
      .int()
      .describe(
        'Destinations that match; with `more` at least so many: a filter that looks at routes counts ' +
          'no further than its page.',
      ),
    more: z.literal(true).optional(),
    next: z
      .string()
      .optional()
      .describe(
        'Pass as `after`. Destinations are counted by `limit`; one with several paths has several ' +
          'rows, best first.',
      ),
    tables: z.array(z.object({ name: z.string(), destinations: z.int() })),
    peers: z.array(z.string()),
  })
  .meta({ id: 'BgpRoutesPage' });
export type BgpRoutesPage = Shown<typeof bgpRoutesPage>;

const controlNodeRow = z
  .object({
    id: z.string(),
    name: z.string(),
    router: configLink,
    address: z.string(),
    asn: z.int(),
    routerId: z.string(),
    listening: z
      .string()
      .optional()
      .describe('Where it really listens, `127.0.0.19:1179`; absent with `state.reason`.'),
    state,
    sessions: z.object({ established: z.int(), total: z.int() }),
    computeNodes: z.array(z.object({ name: z.string(), address: z.string() })),
    routes: z.object({
      'inet-vpn': z.int(),
      'inet6-vpn': z.int(),
      'route-target': z.int(),
      inet: z.int(),
    }),
    updates: z.object({ sent: z.int(), received: z.int() }),
  })
  .meta({ id: 'ControlNodeRow' });
export type ControlNodeRow = Shown<typeof controlNodeRow>;

export const controlNodesAnswer = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    rows: z.array(controlNodeRow),
  })
  .meta({ id: 'ControlNodesAnswer' });
export type ControlNodesAnswer = Shown<typeof controlNodesAnswer>;
