/**
 * `GET /views/topology?level=cluster|projects|vrfs|pods&project=&focus=&expand=id,id&q=&kinds=&limit=`. `focus` keeps a
 * node and its neighbours unfolded; `focus=fip:<uuid>` draws a floating IP's path; `expand` opens aggregates in place;
 * `q` finds (hits are never folded); `kinds` keeps only these node kinds and edge kinds, comma-joined; `limit` lowers
 * the cap of 300 nodes.
 */

import { z } from 'zod';
import type { Picture, PictureFloatingIp } from '../../model/oper/topology-picture.ts';
import type { Revisioned } from './reference.ts';

export const topologyQuery = z.strictObject({
  level: z.enum(['cluster', 'projects', 'vrfs', 'pods']).default('vrfs'),
  project: z.string().max(300).optional(),
  focus: z.string().max(600).optional(),
  expand: z.string().max(8000).optional(),
  q: z.string().max(200).optional(),
  kinds: z.string().max(300).optional(),
  system: z.enum(['true', 'false']).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= 10 && n <= 300, 'is outside 10 to 300')
    .optional(),
  minRevision: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a whole number')
    .transform(Number)
    .optional(),
});

/** The table twin is the same answer: a row per node, a row per edge. */
export interface TopologyAnswer extends Picture, Revisioned {
  /** Milliseconds since 1970 of the answer, for durations. */
  readonly now: number;
  /** Found by `q`; the first ones. */
  readonly floatingIps: readonly PictureFloatingIp[];
}
