/**
 * `GET /live` (server-sent events, one stream a browser).
 *
 * `event: hello` data {@link LiveHello}, first on every connection. `event: change` id: <revision>, data
 * {@link LiveChange}: names of what changed, coalesced per key; read again what you show. `event: resync` data
 * {@link LiveResync}: read everything again; the stream goes on from `revision`. `event: beat`
 * every 5 s: a client that misses it reconnects. Reconnecting with Last-Event-ID resumes.
 */

import { z } from 'zod';
import type { Shown } from '../views/shown.ts';

const place = z.object({
  revision: z.int().describe('The durable head.'),
  epoch: z.int().describe('How often the data directory was opened.'),
  dataDirectoryId: z.string(),
});

const liveHello = place.meta({ id: 'LiveHello', description: 'Event `hello`: where the stream begins.' });
export type LiveHello = Shown<typeof liveHello>;

/**
 * Kinds of derived tables and facts, in addition to store kinds: `view/bgp` is sessions and routes of our speakers,
 * `view/gateway` the tables of the lab's gateway, `view/events` what is told of Kubernetes objects.
 */
export const LIVE_VIEW_KINDS = [
  'view/topology',
  'view/vrf',
  'view/conditions',
  'view/bgp',
  'view/gateway',
  'view/events',
] as const;
export type LiveViewKind = (typeof LIVE_VIEW_KINDS)[number];

const liveName = z
  .object({
    kind: z
      .string()
      .describe(`Store kind (\`virtual-network\`, \`kube/Pod\`), or one of ${LIVE_VIEW_KINDS.join(', ')}.`),
    key: z
      .string()
      .describe("Uuid, or `<namespace>/<name>`; of a `view/…` kind what it names (a VRF's full name), or `*`."),
    op: z.enum(['created', 'changed', 'deleted']),
  })
  .meta({ id: 'LiveName' });
export type LiveName = Shown<typeof liveName>;

const liveChange = z
  .object({
    revision: z.int(),
    changes: z.array(liveName),
    wide: z
      .array(z.string())
      .optional()
      .describe('Set when there were too many names to list: read again everything of these kinds.'),
  })
  .meta({ id: 'LiveChange', description: 'Event `change`, with the revision as its id: names of what changed.' });
export type LiveChange = Shown<typeof liveChange>;

const liveResync = z.object({ ...place.shape, reason: z.string() }).meta({
  id: 'LiveResync',
  description: 'Event `resync`: read everything again; the stream goes on from `revision`.',
});
export type LiveResync = Shown<typeof liveResync>;

const liveBeat = z.object({}).meta({ id: 'LiveBeat', description: 'Event `beat`, every 5 s: the stream is alive.' });

/** The data of each event, by the event's name. */
export const LIVE_EVENTS = { hello: liveHello, change: liveChange, resync: liveResync, beat: liveBeat };

export const liveEvent = z
  .union(Object.values(LIVE_EVENTS))
  .meta({ id: 'LiveEvent', description: 'The data of an event.' });

/** A returning client sends its position. */
export const liveQuery = z.object({
  last: z.string().optional().describe('Id of the last event that was read, as in Last-Event-ID.'),
  data: z.string().optional().describe('The data directory of which that was; another one is told by `resync`.'),
});
