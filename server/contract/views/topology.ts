/**
 * `GET /views/topology?level=cluster|projects|vrfs|pods&project=&focus=&expand=id,id&q=&kinds=&limit=`. `focus` keeps a
 * node and its neighbours expanded; `focus=fip:<uuid>` draws a floating IP's path; `expand` opens aggregates in place;
 * `q` finds (hits are never collapsed); `kinds` keeps only these node kinds and edge kinds, comma-joined; `limit`
 * lowers the cap of 300 nodes.
 */

import { z } from 'zod';
import { pictureFields, pictureFloatingIp } from './picture.ts';
import { wholeText } from './queries.ts';
import { revisioned } from './reference.ts';
import type { Shown } from './shown.ts';

export const topologyQuery = z.strictObject({
  level: z.enum(['cluster', 'projects', 'vrfs', 'pods']).default('vrfs').describe('What a node stands for.'),
  project: z.string().max(300).optional().describe('Only this project.'),
  focus: z
    .string()
    .max(600)
    .optional()
    .describe('Id of a node that stays expanded with its neighbours, or `fip:<uuid>` to draw its path.'),
  expand: z.string().max(8000).optional().describe('Ids of aggregates to open, joined by commas.'),
  q: z.string().max(200).optional().describe('Nodes found by this text are never collapsed.'),
  kinds: z.string().max(300).optional().describe('Only these kinds of nodes and edges, joined by commas.'),
  system: z.enum(['true', 'false']).optional().describe('`true` includes what is hidden by default.'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= 10 && n <= 300, 'is outside 10 to 300')
    .optional()
    .describe('The most nodes, 10 to 300.'),
  minRevision: wholeText.optional().describe('Waits up to 5 s until this revision is there.'),
});

export const topologyAnswer = z
  .object({
    ...pictureFields,
    ...revisioned.shape,
    now: z.int().describe('Milliseconds since 1970 of the answer, for durations.'),
    floatingIps: z.array(pictureFloatingIp).describe('Found by `q`; the first ones.'),
  })
  .meta({ id: 'TopologyAnswer', description: 'The table twin is the same answer: a row per node, a row per edge.' });
export type TopologyAnswer = Shown<typeof topologyAnswer>;
