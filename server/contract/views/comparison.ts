/** `GET /views/bgp-routers/<uuid>/comparison`: both ends of each configured peering, side by side. */

import { z } from 'zod';
import { configLink, maybeLink, revisioned } from './reference.ts';
import type { Shown } from './shown.ts';

const comparisonRow = z
  .object({
    field: z.string().describe('As `asn`, `address-families`, `hold-time`.'),
    label: z.string(),
    local: z.string(),
    peer: z.string(),
    negotiated: z.string().optional().describe('What both ends agree on; absent when they do not.'),
    verdict: z
      .enum(['equal', 'noted', 'partial', 'mismatch'])
      .describe(
        '`mismatch`: the session cannot come up, or not as meant. `partial`: works with less. ' +
          '`noted`: differs, and nothing follows from it.',
      ),
    localDefault: z.boolean().optional().describe('Where a value is a default rather than set.'),
    peerDefault: z.boolean().optional(),
    finding: z.string().optional().describe('Effect and fix, naming both values.'),
  })
  .meta({ id: 'ComparisonRow' });
export type ComparisonRow = Shown<typeof comparisonRow>;

const peeringComparison = z
  .object({
    peer: maybeLink,
    storedOn: z.enum(['local', 'peer', 'both']).describe('On which routers the reference is stored.'),
    rows: z.array(comparisonRow),
    mismatches: z.int(),
  })
  .meta({ id: 'PeeringComparison' });
export type PeeringComparison = Shown<typeof peeringComparison>;

export const comparisonAnswer = z
  .object({
    ...revisioned.shape,
    router: configLink,
    peerings: z.array(peeringComparison),
  })
  .meta({ id: 'ComparisonAnswer' });
export type ComparisonAnswer = Shown<typeof comparisonAnswer>;
