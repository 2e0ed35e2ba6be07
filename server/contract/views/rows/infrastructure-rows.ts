/** Rows of Infrastructure: BGP routers and compute nodes. */

import { z } from 'zod';
import { conditionView, configLink, state } from '../reference.ts';
import type { Shown } from '../shown.ts';
import { rowBase } from '../table-query.ts';

export const bgpRouterRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    type: z.string(),
    address: z.string().optional(),
    port: z.int().optional(),
    asn: z.int().optional(),
    localAsn: z.int().optional(),
    identifier: z.string().optional(),
    vendor: z.string().optional(),
    families: z.array(z.string()),
    holdTime: z.int().optional(),
    adminDown: z.boolean(),
    peers: z.array(configLink),
    sessionCounts: z
      .object({ established: z.int(), total: z.int() })
      .describe(
        'Live sessions that control nodes of ours have with it (or it has, being one). `total` 0: ' +
          'none is seen here.',
      ),
    upSince: z
      .int()
      .optional()
      .describe(
        'ms since 1970 since which all its sessions are Established: the youngest of them; absent ' +
          'while one is not.',
      ),
    flaps: z.int().describe('Sum over its sessions.'),
    findings: z.array(z.string()).describe('Differences of the configured ends, each a sentence with both values.'),
    state: state.describe('Of its live sessions: the state of the worst, `Established` when all are.'),
    conditions: z.array(conditionView),
  })
  .meta({ id: 'BgpRouterRow' });
export type BgpRouterRow = Shown<typeof bgpRouterRow>;

export const virtualRouterRow = z
  .object({
    ...rowBase.shape,
    fqName: z.string(),
    address: z.string().optional(),
    type: z.string().optional(),
    pods: z.int(),
    vrfs: z.int(),
    ready: state,
  })
  .meta({ id: 'VirtualRouterRow' });
export type VirtualRouterRow = Shown<typeof virtualRouterRow>;
