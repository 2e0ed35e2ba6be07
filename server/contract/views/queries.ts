/**
 * Query parameters of the views, as they arrive (texts). All views accept `minRevision`: they wait up to 5 s for it,
 * then answer 504.
 */

import { z } from 'zod';

/** A whole number as text, up to fifteen digits. */
export const wholeText = z
  .string()
  .regex(/^\d{1,15}$/, 'is not a whole number')
  .transform(Number);

/** How many rows: from 1 to `most`. */
const atMost = (most: number) => wholeText.refine((n) => n >= 1 && n <= most, `is outside 1 to ${most}`).optional();

/** The parameters of every view. */
export const anyQuery = z.strictObject({
  minRevision: wholeText.optional().describe('Waits up to 5 s until this revision is there.'),
});

export const searchQuery = anyQuery.extend({ q: z.string().max(300).default('').describe('What is looked for.') });

export const treeQuery = anyQuery.extend({
  project: z.string().max(300).optional().describe('Only this project.'),
  system: z.enum(['true', 'false']).optional().describe('`true` includes what is hidden by default.'),
});

export const historyQuery = anyQuery.extend({
  before: wholeText.optional().describe('The `next` of the page before.'),
  limit: atMost(200).describe('Entries of a page; 50 unless given.'),
});

/** Routes of a VRF's own table: an address finds its longest match, a prefix the routes within it. */
export const vrfRoutesQuery = anyQuery.extend({
  prefix: z.string().max(100).optional().describe('An address: its longest match. A prefix: the routes within it.'),
  family: z.enum(['inet', 'inet6']).optional().describe('Only this family.'),
  source: z
    .enum(['pod', 'floating-ip', 'service', 'leaked', 'own', 'bgp'])
    .optional()
    .describe('Only routes that come from this.'),
  after: z.string().max(500).optional().describe('The `next` of the page before.'),
  limit: atMost(1000).describe('Routes of a page; 100 unless given.'),
});

/** Routes that BGP carries, of a session or of a control node. */
export const bgpRoutesQuery = anyQuery.extend({
  table: z.string().max(600).optional().describe('A name of the `tables` in the answer.'),
  prefix: z
    .string()
    .max(100)
    .optional()
    .describe('An address: the routes that contain it. A prefix: those within it. Else a part of `<rd>:<prefix>`.'),
  family: z.string().max(40).optional().describe('`inet`, `inet6`, `inet-vpn`, `inet6-vpn` or `route-target`.'),
  protocol: z.enum(['BGP', 'XMPP', 'Local']).optional().describe('How the route came.'),
  peer: z.string().max(300).optional().describe('Name of the peer or compute node.'),
  after: z.string().max(2000).optional().describe('The `next` of the page before.'),
  limit: atMost(1000).describe('Destinations of a page; 100 unless given.'),
});

export const gatewayRoutesQuery = anyQuery.extend({
  prefix: z.string().max(100).optional().describe('An address: the routes that contain it. A prefix: those within it.'),
  after: z.string().max(200).optional().describe('The `next` of the page before.'),
  limit: atMost(1000).describe('Routes of a page; 100 unless given.'),
});

/** A command in the router's own words. */
export const showQuery = anyQuery.extend({
  command: z.string().min(1, 'is missing').max(300).describe('One of the `commands` of the gateway.'),
});

export const poolResolutionQuery = anyQuery.extend({
  namespace: z
    .string('it is missing; name the namespace whose pool is asked for')
    .min(1, 'it is missing; name the namespace whose pool is asked for')
    .describe('Name of the namespace.'),
  service: z
    .string()
    .min(1, 'is empty')
    .optional()
    .describe('Name of a service in it; without it, for services that name no pool themselves.'),
});
