/** Gateway routers: what the lab's gateway learned, or what was sent to an external one. */

import { z } from 'zod';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import { configLink, maybeLink, revisioned, state } from './reference.ts';
import { schemaOf, type Shown } from './shown.ts';

const gatewayRoute = schemaOf<GatewayRoute>()(
  z
    .object({
      prefix: z.string(),
      protocol: z.enum(['BGP', 'Static', 'Direct', 'Local']),
      preference: z.int().describe('Junos route preference: BGP 170, Static 5, Direct and Local 0.'),
      since: z.int().describe('ms since 1970.'),
      active: z.boolean(),
      bgp: z
        .object({
          routeDistinguisher: z.string(),
          label: z.int(),
          protocolNextHop: z.string(),
          med: z.int().optional(),
          localPreference: z.int().optional(),
          from: z.string().describe('The address of the control node that sent it.'),
          asPath: z.string().describe('`?` for an empty path of incomplete origin.'),
          communities: z.array(z.string()),
          tunnel: z
            .string()
            .optional()
            .describe('`gr-2/3/0.32771`; absent: no dynamic tunnel covers the next hop, so the route is hidden.'),
          stale: z.boolean(),
        })
        .optional()
        .describe('Of BGP routes.'),
      via: z.string().optional().describe('Of others: `lo0.0`, `ge-0/0/0.0`, `Discard`.'),
      hidden: z.string().optional().describe('Why a route is hidden.'),
    })
    .meta({ id: 'GatewayRoute', description: "A route of a gateway's VRF table, `k8s-test.inet.0`." }),
);

const gatewaySight = z
  .enum(['inside', 'sent'])
  .describe(
    "`inside`: the lab's own router, looked into. `sent`: an external router; the table shows " +
      'what it was sent and would import.',
  );

const gatewayRow = z
  .object({
    id: z.string(),
    name: z.string(),
    address: z.string(),
    asn: z.int(),
    router: configLink
      .optional()
      .describe('Absent: a known host of the lab that has not been added as BGP router yet.'),
    sight: gatewaySight,
    state,
    sessions: z.object({ established: z.int(), total: z.int() }),
    vrfs: z.int(),
    routes: z.int(),
    tunnels: z.int(),
  })
  .meta({ id: 'GatewayRow' });
export type GatewayRow = Shown<typeof gatewayRow>;

export const gatewaysAnswer = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    rows: z.array(gatewayRow),
  })
  .meta({ id: 'GatewaysAnswer' });
export type GatewaysAnswer = Shown<typeof gatewaysAnswer>;

const gatewayPeerLine = z
  .object({
    peer: z.string(),
    asn: z.int(),
    inPackets: z.int(),
    outPackets: z.int(),
    outQueue: z.int(),
    flaps: z.int(),
    since: z.int().describe('ms since 1970.'),
    state: z.string(),
    tables: z.array(
      z.object({
        table: z.string(),
        active: z.int(),
        received: z.int(),
        accepted: z.int(),
        damped: z.int(),
      }),
    ),
  })
  .meta({ id: 'GatewayPeerLine' });
export type GatewayPeerLine = Shown<typeof gatewayPeerLine>;

const gatewayTunnelRow = z
  .object({
    name: z.string(),
    remote: z.string(),
    remoteNode: maybeLink.optional(),
    local: z.string(),
    encapsulation: z.string(),
    protocol: z.int(),
    ttl: z.int(),
    routes: z.int(),
    covered: z.boolean().describe('Covered by a dynamic-tunnel network; otherwise the routes through it are hidden.'),
  })
  .meta({ id: 'GatewayTunnelRow' });
export type GatewayTunnelRow = Shown<typeof gatewayTunnelRow>;

export const gatewayDetail = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    row: gatewayRow,
    peers: z.array(gatewayPeerLine),
    vrfs: z
      .array(
        z.object({
          name: z.string(),
          rd: z.string().optional(),
          imports: z.array(z.string()),
          exports: z.array(z.string()),
          destinations: z.int(),
          routes: z.int(),
          active: z.int(),
          hidden: z.int(),
        }),
      )
      .describe(
        'Of an external router: VRFs are not known; one per route target that it asks for or that ' +
          'networks exchange with it.',
      ),
    tunnels: z.array(gatewayTunnelRow),
    tunnelNetworks: z.array(z.string()),
    note: z.string().optional().describe('What cannot be shown of it, and why.'),
    commands: z.array(z.string()).describe('Commands of `show` that can be answered.'),
  })
  .meta({ id: 'GatewayDetail' });
export type GatewayDetail = Shown<typeof gatewayDetail>;

export const gatewayRoutesPage = z
  .object({
    ...revisioned.shape,
    now: z.int(),
    vrf: z.string(),
    rows: z.array(gatewayRoute),
    total: z.int(),
    matched: z.int(),
    next: z.string().optional(),
  })
  .meta({ id: 'GatewayRoutesPage' });
export type GatewayRoutesPage = Shown<typeof gatewayRoutesPage>;

export const showAnswer = z
  .object({
    ...revisioned.shape,
    command: z.string(),
    text: z.string(),
  })
  .meta({ id: 'ShowAnswer' });
export type ShowAnswer = Shown<typeof showAnswer>;
