/** VRF Explorer: `/views/vrfs`, `/views/vrfs/<fqn|uuid>`, `…/routes`, `…/vpn-routes`. */

import { z } from 'zod';
import type { NotAdvertised } from '../../model/oper/route.ts';
import type { Hop } from '../../model/oper/trace.ts';
import { conditionView, configLink, fix, kubeLink, maybeLink, revisioned, state } from './reference.ts';
import { schemaOf, type Shown } from './shown.ts';
import { rowBase } from './table-query.ts';

const withheldBecause = schemaOf<NotAdvertised['kind']>()(
  z.enum([
    'no-node',
    'node-missing',
    'node-without-address',
    'no-label',
    'other-family',
    'no-vrf-id',
    'no-export-target',
  ]),
);

const disposition = schemaOf<Hop['disposition']>()(
  z.enum([
    // From the pod into the VRF and out of it.
    'bound',
    'not-associated',
    'no-pod',
    'forwards',
    'no-port',
    'not-installed',
    'in-vrf',
    'no-vrf-number',
    'no-network',
    'exported',
    'automatic-target-only',
    'no-export-target',
    'advertised',
    'not-advertised',
    'no-route',
    // Whether a gateway is a peer, and whether the route was sent to it.
    'peered',
    'not-added',
    'no-gateway',
    'sent',
    'no-session',
    'session-down',
    'family-not-carried',
    'not-asked-for',
    'waiting',
    // What the gateway does with it.
    'hidden-without-tunnel',
    'hidden',
    'no-common-route-target',
    'out-of-sight',
  ]),
);

const targetReason = z
  .object({
    routeTarget: z.string(),
    why: z
      .enum(['auto', 'both', 'import', 'export', 'policy'])
      .describe(
        "`auto`: the VRF's own number; `both`, `import`, `export`: that list of the network; " +
          '`policy`: the automatic target of a connected VRF.',
      ),
    from: maybeLink.optional().describe('For `policy`: the VRF whose target it is, and the policy.'),
    policy: maybeLink.optional(),
  })
  .meta({ id: 'TargetReason', description: 'Why a VRF imports or exports a route target.' });
export type TargetReason = Shown<typeof targetReason>;

const vrfConnection = z
  .object({
    vrf: maybeLink,
    state: z.enum(['mutual', 'partial']),
    policies: z.array(maybeLink),
    reason: z.string(),
  })
  .meta({
    id: 'VrfConnection',
    description:
      'Two VRFs joined by a policy. `mutual`: both networks hold it, so routes pass; `partial`: ' +
      'only one side does.',
  });
export type VrfConnection = Shown<typeof vrfConnection>;

const vrfLeak = z
  .object({
    from: maybeLink,
    to: maybeLink,
    routeTargets: z.array(z.string()),
    routes: z.int(),
  })
  .meta({
    id: 'VrfLeak',
    description: "Routes pass from `from` into `to` because `to` imports a user's target that `from` exports.",
  });
export type VrfLeak = Shown<typeof vrfLeak>;

export const vrfRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    project: z.string(),
    network: configLink.optional(),
    routes: z.int(),
    imports: z.array(z.string()),
    exports: z.array(z.string()),
    auto: z.string().optional(),
    leaksIn: z.int(),
    leaksOut: z.int(),
    isolated: z.boolean(),
    shared: z.boolean(),
    system: z.boolean(),
  })
  .meta({ id: 'VrfRow' });
export type VrfRow = Shown<typeof vrfRow>;

export const vrfTree = z
  .object({
    ...revisioned.shape,
    projects: z.array(z.object({ project: z.string(), vrfs: z.array(vrfRow) })),
    total: z.int(),
    hidden: z.object({ count: z.int(), reason: z.string() }).optional(),
  })
  .meta({ id: 'VrfTree', description: 'All VRFs by project.' });
export type VrfTree = Shown<typeof vrfTree>;

const vrfGateway = z
  .object({
    name: z.string(),
    vrf: z.string(),
    takes: z.array(z.string()),
    gives: z.array(z.string()),
    state: state.describe('Of the gateway: routes pass while it is Established.'),
  })
  .meta({
    id: 'VrfGateway',
    description:
      'A VRF of a gateway that takes the routes of a VRF of ours, or gives its own, by route targets of both.',
  });
export type VrfGateway = Shown<typeof vrfGateway>;

export const vrfDetail = z
  .object({
    ...vrfRow.shape,
    ...revisioned.shape,
    importReasons: z.array(targetReason),
    exportReasons: z.array(targetReason),
    connections: z.array(vrfConnection),
    leaks: z.array(vrfLeak),
    gateways: z.array(vrfGateway),
    counts: z.object({
      inet: z.int(),
      inet6: z.int(),
      own: z.int(),
      leaked: z.int(),
      learned: z.int(),
      exported: z.int(),
    }),
    nodes: z
      .array(
        z.object({
          node: z.string(),
          address: z.string().optional(),
          vrfId: z.int(),
          rd: z.string().optional(),
        }),
      )
      .describe('VRF numbers by compute node: the second half of the RD.'),
    conditions: z.array(conditionView),
  })
  .meta({ id: 'VrfDetail' });
export type VrfDetail = Shown<typeof vrfDetail>;

const routeSourceKind = z.enum([
  'pod',
  'floating-ip',
  'service',
  'subnet',
  'gateway',
  'service-address',
  'static',
  'bgp',
]);

const vrfRoute = z
  .object({
    id: z.string().describe('Stable within the VRF.'),
    prefix: z.string(),
    family: z.enum(['inet', 'inet6']),
    source: z.object({
      kind: routeSourceKind,
      name: z.string().describe('What a person calls it: the pod, `subnet`, `gateway`.'),
      pod: kubeLink.optional(),
      port: z.string().optional(),
      floatingIp: z.string().optional(),
      router: configLink.optional().describe('Of `bgp`: the peer that announced it, as long as it is configured.'),
    }),
    leakedFrom: maybeLink.optional().describe('Present when the route came from another VRF.'),
    routeTargets: z
      .array(z.string())
      .describe(
        'Target by which it came or goes: for a leaked or learned route the import, for an own one ' +
          'those it is exported with.',
      ),
    why: z.string().describe('A sentence that says why the route is in this table.'),
    withheld: z
      .object({ disposition: withheldBecause, reason: z.string() })
      .optional()
      .describe('Of a route that is not advertised: why, by name, and in a sentence.'),
    nextHop: z.object({ address: z.string(), node: z.string().optional() }).optional(),
    label: z.int().optional(),
    rd: z.string().optional(),
    tunnels: z.array(z.string()),
    med: z.int().optional(),
    localPreference: z.int().optional(),
    best: z.boolean(),
    learned: z
      .object({
        speaker: z.string().describe('The control node that learned it.'),
        asPath: z.string().describe('`64512 64513 I`: the path, then the origin.'),
        communities: z.array(z.string()),
        since: z.int().describe('ms since 1970.'),
        stale: z.boolean().describe('Kept while the peer restarts (RFC 4724).'),
      })
      .optional()
      .describe('Present when the route came from a BGP peer.'),
  })
  .meta({ id: 'VrfRoute', description: "One path of a VRF's table." });
export type VrfRoute = Shown<typeof vrfRoute>;

export const vrfRoutesPage = z
  .object({
    ...revisioned.shape,
    rows: z.array(vrfRoute),
    total: z.int(),
    matched: z.int(),
    next: z.string().optional(),
    counts: z.object({ inet: z.int(), inet6: z.int() }),
    longestMatch: z
      .union([z.object({ prefix: z.string(), id: z.string() }), z.object({ none: z.string() })])
      .optional()
      .describe('When `prefix` was an address: the longest match, or what happens without one.'),
  })
  .meta({ id: 'VrfRoutesPage' });
export type VrfRoutesPage = Shown<typeof vrfRoutesPage>;

const vpnRoute = z
  .object({
    id: z.string(),
    rd: z.string(),
    prefix: z.string(),
    family: z.enum(['inet-vpn', 'inet6-vpn']),
    label: z.int(),
    nextHop: z.string(),
    routeTargets: z.array(z.string()),
    communities: z.array(z.string()),
    med: z.int().optional(),
    localPreference: z.int().optional(),
    tunnels: z.array(z.string()),
    source: z.string(),
  })
  .meta({ id: 'VpnRoute', description: 'A route as it will be advertised in a VPN address family.' });
export type VpnRoute = Shown<typeof vpnRoute>;

const withheldRoute = z
  .object({
    id: z.string(),
    prefix: z.string(),
    source: z.string(),
    installed: z.boolean().describe("Whether it is in the VRF's table."),
    reason: z.string().describe('A sentence with the fix.'),
  })
  .meta({
    id: 'WithheldRoute',
    description:
      'A path that is not advertised, and why: it is not installed in the table either, or lacks ' +
      'what only BGP needs.',
  });
export type WithheldRoute = Shown<typeof withheldRoute>;

export const vpnRoutesPage = z
  .object({
    ...revisioned.shape,
    rows: z.array(vpnRoute),
    total: z.int(),
    next: z.string().optional(),
    withheld: z
      .object({ rows: z.array(withheldRoute), total: z.int() })
      .describe('The first 50 that are not advertised, on every page alike.'),
  })
  .meta({ id: 'VpnRoutesPage' });
export type VpnRoutesPage = Shown<typeof vpnRoutesPage>;

const lineageStep = z
  .object({
    kind: z.enum(['pod', 'port', 'vrf', 'route-target', 'vpn-route', 'gateway']),
    title: z.string(),
    detail: z.string(),
    disposition: disposition.describe(
      'What was found here, by name, as `engine/trace` has it: `sent`, `not-asked-for`, `in-vrf`.',
    ),
    verdict: z.enum(['ok', 'cut', 'beyond']),
    reason: z.string().optional().describe('With `cut`: cause and fix.'),
    fix: fix.optional().describe('With `cut`, where it can be fixed here.'),
    at: z.int().optional().describe('ms since 1970: when the UPDATE was sent, or the gateway took the route.'),
    link: z.object({ kind: z.string(), key: z.string() }).optional(),
  })
  .meta({
    id: 'LineageStep',
    description: 'One cell of the lineage strip; the joint to the next is cut where `verdict` is `cut`.',
  });
export type LineageStep = Shown<typeof lineageStep>;

export const lineage = z
  .object({
    ...revisioned.shape,
    address: z.string(),
    reachable: z.boolean().describe('A gateway has it, or it was sent to an external one.'),
    steps: z
      .array(lineageStep)
      .describe(
        'To the gateway that the route comes closest to. `vpn-route` is the UPDATE to it: cut there, the ' +
          'route was not sent.',
      ),
    nearest: z.string().optional().describe('Id of that gateway; absent where there is none.'),
    gateways: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          reached: z.boolean(),
          steps: z.array(lineageStep),
        }),
      )
      .describe("The last two steps for each gateway: the UPDATE, and the gateway's VRF. By name."),
    vpnRoutes: z.array(vpnRoute),
    conditions: z.array(conditionView),
  })
  .meta({ id: 'Lineage' });
export type Lineage = Shown<typeof lineage>;
