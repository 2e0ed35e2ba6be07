/** `GET /views/summary`, `/views/search`, `/views/known-hosts`. */

import { z } from 'zod';
import { revisioned } from './reference.ts';
import type { Shown } from './shown.ts';
import { TABLES, type TableNoun } from './tables.ts';

const boundShare = z
  .object({
    total: z.int(),
    share: z.int().describe('The most that one connection may hold.'),
    held: z.int(),
    refused: z.int().describe('How often a client was refused since the start.'),
    cutOff: z.int().describe('How often a client was cut off since the start.'),
  })
  .meta({
    id: 'BoundShare',
    description: 'How far something that is bounded is used. A client is a connection of an address.',
  });
export type BoundShare = Shown<typeof boundShare>;

const boundKind = z
  .enum(['connections', 'requests', 'streams', 'bodies', 'backlog', 'lists'])
  .describe(
    'Connections, requests in flight and streams by number; bodies and answers that wait ' +
      '(`backlog`) in bytes; lists in objects.',
  );

export const summary = z
  .object({
    ...revisioned.shape,
    cluster: z.object({ name: z.string(), asn: z.int() }),
    counts: z
      .record(z.enum(Object.keys(TABLES) as TableNoun[]), z.int())
      .describe('Rows that each list shows by default (without system objects).'),
    conditions: z.object({ total: z.int(), errors: z.int(), warnings: z.int() }),
    bgp: z
      .object({ established: z.int(), total: z.int() })
      .describe('Live sessions of the control nodes that run here.'),
    bounds: z.record(boundKind, boundShare),
    dataDirectoryId: z.string(),
    epoch: z.int(),
  })
  .meta({ id: 'Summary' });
export type Summary = Shown<typeof summary>;

const searchForm = z
  .enum(['address', 'prefix', 'route-target', 'uuid', 'mac', 'label', 'text'])
  .describe('What the typed text looks like.');
export type SearchForm = Shown<typeof searchForm>;

const searchResult = z
  .object({
    kind: z.string().describe('A store kind (`virtual-network`, `kube/Pod`), or `vrf`, `route-target`.'),
    key: z.string().describe('Key in the store: uuid, or `<namespace>/<name>`.'),
    label: z.string(),
    detail: z.string().describe('Where it belongs, or what about it matched.'),
    fqName: z.string().optional(),
    uuid: z.string().optional(),
    namespace: z.string().optional(),
    project: z.string().optional(),
    match: z
      .enum(['exact', 'contains', 'begins', 'within'])
      .describe('`exact`, `contains` (a prefix that contains it, or is contained), `begins`, `within`.'),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = Shown<typeof searchResult>;

export const searchAnswer = z
  .object({
    ...revisioned.shape,
    forms: z.array(searchForm),
    results: z.array(searchResult).describe('Best first, at most 20.'),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = Shown<typeof searchAnswer>;

/** A host of the lab that may become a BGP router: it prefills the form, and is dashed in the topology. */
const knownHost = z.object({
  name: z.string(),
  address: z.string(),
  asn: z.int().optional(),
  vendor: z.string().optional(),
  families: z.array(z.string()),
  note: z.string().optional(),
  vrfs: z
    .array(
      z.object({
        name: z.string(),
        rd: z.string().optional(),
        imports: z.array(z.string()),
        exports: z.array(z.string()),
      }),
    )
    .optional()
    .describe('Its VRFs with what they import and export, as documented.'),
});
export type KnownHost = Shown<typeof knownHost>;

export const knownHostsAnswer = z
  .object({
    ...revisioned.shape,
    hosts: z
      .array(
        z
          .object({ ...knownHost.shape, routerUuid: z.string().optional() })
          .meta({ id: 'KnownHost', description: 'A host of the lab that may become a BGP router.' }),
      )
      .describe('`routerUuid` is set once a BGP router with this address exists.'),
  })
  .meta({ id: 'KnownHostsAnswer' });
export type KnownHostsAnswer = Shown<typeof knownHostsAnswer>;
