/** The topology as it is drawn, as `model/oper/topology-picture.ts` has it. */

import { z } from 'zod';
import type { Picture } from '../../model/oper/topology-picture.ts';
import { fix } from './reference.ts';
import { schemaOf } from './shown.ts';

const topologyLevel = z.enum(['cluster', 'projects', 'vrfs', 'pods']);

const pictureNodeKind = z.enum([
  'control-node',
  'gateway',
  'known-host',
  'project',
  'vrf',
  'workload',
  'pod',
  'compute-node',
  'more',
]);

const pictureBand = z.enum(['control', 'vrfs', 'workloads']).describe('The three horizontal bands.');

const health = z
  .enum(['ok', 'unknown', 'busy', 'warn', 'bad'])
  .describe('`ok` < `unknown` < `busy` < `warn` < `bad`: an aggregate shows the worst of its members.');

const gatewayTable = z
  .object({
    name: z.string(),
    imports: z.array(z.string()),
    exports: z.array(z.string()),
    routes: z.int(),
    hidden: z.int(),
  })
  .meta({ id: 'GatewayTable' });

export const pictureFloatingIp = z
  .object({
    id: z.string().describe('`fip:<uuid>`: what is selected to see its path.'),
    address: z.string(),
  })
  .meta({ id: 'PictureFloatingIp' });

const pictureNode = z
  .object({
    id: z.string(),
    kind: pictureNodeKind,
    band: pictureBand,
    group: z.string().optional().describe('Id of the group in which it is drawn.'),
    label: z.string(),
    detail: z.string().optional().describe('Second line: address, prefix, `AS 60100`.'),
    health,
    reasons: z.array(z.string()).describe('Why it is not ok.'),
    count: z
      .int()
      .optional()
      .describe('For aggregates: how many members it stands for (pods of a workload, VRFs of a project).'),
    unhealthy: z.int().optional().describe('Members that are not ok.'),
    expandable: z.boolean(),
    expanded: z.boolean().optional(),
    border: z
      .enum(['own', 'shared', 'isolated'])
      .optional()
      .describe('How its border is drawn: own, shared by default, isolated namespace.'),
    project: z
      .string()
      .optional()
      .describe('The project, namespace and VRF to which it belongs, where one can be named.'),
    namespace: z.string().optional(),
    vrf: z.string().optional(),
    compute: z.string().optional(),
    facts: z.array(z.object({ name: z.string(), value: z.string() })).describe('Facts for the side panel, in order.'),
    object: z
      .object({ kind: z.string(), key: z.string() })
      .optional()
      .describe('The object behind it: store kind and key.'),
    tables: z.array(gatewayTable).optional().describe('VRFs of a gateway, as far as they are known.'),
    floatingIps: z
      .array(pictureFloatingIp)
      .optional()
      .describe("Floating IPs of a pod or of a VRF's pools; the first ones."),
  })
  .meta({ id: 'PictureNode' });

const pictureEdgeKind = z
  .enum(['membership', 'policy', 'leak', 'peering', 'exchange', 'tunnel', 'path'])
  .describe(
    "`exchange`: a VRF and a gateway's VRF have each other's routes, by route target. " +
      "`path`: a step of the selected floating IP's path that no other edge shows.",
  );

const edgeState = z
  .object({
    tone: z.enum(['ok', 'warn', 'bad', 'busy', 'idle']),
    word: z.string(),
  })
  .meta({ id: 'EdgeState', description: 'How a session is: `Established`, ok.' });

const pathVerdict = z.enum(['ok', 'cut', 'beyond']).describe('A step of a path: reached, cut here, or beyond the cut.');

const pictureEdge = z
  .object({
    id: z.string().describe('`<kind>:<source>><target>`, with `#<route target>` for a leak.'),
    kind: pictureEdgeKind,
    source: z.string(),
    target: z.string(),
    label: z.string().optional().describe('Route target of a leak, state of a peering.'),
    mutual: z.boolean().optional().describe('Of a policy: whether both networks have it.'),
    count: z.int().describe('How many relations it bundles.'),
    health,
    reasons: z.array(z.string()),
    state: edgeState.optional().describe('Of a peering with a live session.'),
    since: z.int().optional().describe('ms since 1970: since when the session has the state, or the tunnel exists.'),
    facts: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .optional()
      .describe('For the side panel, in order.'),
    object: z
      .object({ kind: z.string(), key: z.string() })
      .optional()
      .describe(
        "What it stands for, where that has a page: `bgp-session` with both routers' uuids as " + '`<ours>/<theirs>`.',
      ),
  })
  .meta({ id: 'PictureEdge' });

const pathStep = z
  .object({
    number: z.int().describe('From 1; its edge has the same number.'),
    title: z.string(),
    detail: z.string(),
    verdict: pathVerdict,
    reason: z.string().optional().describe('With `cut`: cause and fix.'),
    fix: fix.optional(),
    edge: z.string().optional().describe('Id of its edge in the picture.'),
    node: z.string().optional().describe('Id of its node in the picture.'),
  })
  .meta({ id: 'PathStep' });

const picturePath = z
  .object({
    id: z.string().describe('`fip:<uuid>`.'),
    address: z.string(),
    reachable: z.boolean(),
    steps: z.array(pathStep),
    nodes: z.array(z.string()).describe('Ids of its nodes and frames in the picture.'),
  })
  .meta({
    id: 'PicturePath',
    description: "The path of a floating IP's route out to the gateway, and of traffic back in.",
  });

const pictureGroup = z
  .object({
    id: z.string(),
    kind: z.enum(['project', 'compute-node']),
    band: pictureBand,
    label: z.string(),
    detail: z.string().optional(),
    count: z.int().describe('All members, drawn or collapsed.'),
    isolated: z.boolean(),
    health,
  })
  .meta({
    id: 'PictureGroup',
    description: 'A frame around nodes: a project in the VRF band, a compute node in the workload band.',
  });

const pictureTruncation = z
  .object({
    nodes: z.int(),
    edges: z.int(),
    reason: z.string(),
  })
  .meta({ id: 'PictureTruncation', description: 'What was left out to stay readable, and how to see it.' });

/** The picture's fields, of which the answer has more. */
export const pictureFields = {
  level: topologyLevel,
  nodes: z.array(pictureNode),
  edges: z.array(pictureEdge),
  groups: z.array(pictureGroup),
  counts: z
    .object({
      nodes: z.partialRecord(pictureNodeKind, z.int()),
      edges: z.partialRecord(pictureEdgeKind, z.int()),
      unhealthy: z.int(),
      found: z.int().optional().describe('Hits of `q`.'),
    })
    .describe('For the legend: all that exist in scope, drawn or collapsed.'),
  truncated: pictureTruncation.optional(),
  path: picturePath.optional().describe('When `focus` is a floating IP.'),
};
schemaOf<Picture>()(z.object(pictureFields));
