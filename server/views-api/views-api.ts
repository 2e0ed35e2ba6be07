/**
 * The read-only answers that no standard covers: list tables, search, VRFs, lineage, history, dependents, topology.
 * Every answer carries the revision of the state that it shows and leaves when that is durable (`answer.ts`).
 */

import { Router } from 'express';
import { z } from 'zod';
import { VIEWS } from '../contract/endpoints/views.ts';
import type { KnownHost } from '../contract/views/summary.ts';
import { isTableNoun, TABLES } from '../contract/views/tables.ts';
import type { Derived } from '../derived/derived.ts';
import { boundsOf } from '../http/bounds.ts';
import { Stint } from '../http/turn-budget.ts';
import type { BgpFacts } from '../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import { Problem } from '../model/problem.ts';
import type { Store } from '../store/store.ts';
import { answering, PATIENCE_MS } from './answer.ts';
import { controlNodes } from './bgp/control-nodes.ts';
import { controlNodeRoutes, sessionRoutes } from './bgp/routes.ts';
import { sessionDetail, sessions } from './bgp/sessions.ts';
import { gatewayDetail, gatewayRoutes, gateways as gatewaysAnswer, gatewayShow } from './gateways/gateways.ts';
import { comparison } from './infrastructure/comparison.ts';
import { DeletedNames } from './objects/deleted-names.ts';
import { dependents } from './objects/dependents.ts';
import { addressMap } from './pools/address-map.ts';
import { kubeManager } from './pools/kube-manager.ts';
import { poolResolution } from './pools/pool-resolution.ts';
import { search } from './search/search.ts';
import { serve, type Handlers } from './serve.ts';
import { nameOfObject } from './shared/conditions.ts';
import { existingKey, keyOf, kindOf } from './shared/find-object.ts';
import { history } from './shared/history.ts';
import { notFound, parse } from './shared/query.ts';
import { NO_BGP, type LiveBgp } from './shared/world.ts';
import { conditionsAnswer, knownHostsAnswer, summary } from './summary.ts';
import { readTableQuery } from './tables/read-query.ts';
import { TopologySource } from './topology/topology-facts.ts';
import { topology } from './topology/topology-view.ts';
import { ViewState } from './view-state.ts';
import { lineage } from './vrfs/lineage.ts';
import { vrfDetail, vrfTree } from './vrfs/vrf-detail.ts';
import { vpnRoutes, vrfRoutes } from './vrfs/vrf-routes.ts';

export interface ViewsOptions {
  readonly store: Store;
  readonly derived: Derived;
  /** Hosts of the lab that may become BGP routers. */
  readonly knownHosts: readonly KnownHost[];
  /** Speakers that run here; by default none. */
  readonly bgp?: BgpFacts;
  /** Gateways that can be looked into; by default none. */
  readonly gateways?: readonly GatewayFacts[];
  /** Peerings in which no speaker takes part, and why; by default none. */
  readonly leftOut?: LiveBgp['leftOut'];
  /** ms since 1970. */
  readonly clock?: () => number;
  /** Time of the state as loaded, UTC ISO 8601; by default now. */
  readonly time?: string;
  /** Milliseconds that `minRevision` waits; default 5,000. */
  readonly patienceMs?: number;
  /** Gives what nobody waits for its turns; as everybody unless given. */
  readonly beside?: () => Stint;
  /** Told of what is no refusal but a fault, with the request id that the client is told. */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

export interface ViewsApi {
  /** Serves `/views/…`. */
  readonly router: Router;
  /** Makes, in turns, what somebody will ask for: called when the system is ready. */
  catchUp(): Promise<void>;
  close(): void;
}

const searchQuery = z.strictObject({ q: z.string().max(300).default(''), minRevision: z.string().optional() });
const treeQuery = z.strictObject({
  project: z.string().max(300).optional(),
  system: z.enum(['true', 'false']).optional(),
  minRevision: z.string().optional(),
});

export function createViewsApi({
  store,
  derived,
  knownHosts,
  bgp = NO_BGP.bgp,
  gateways = [],
  leftOut = NO_BGP.leftOut,
  clock = Date.now,
  time = new Date().toISOString(),
  patienceMs = PATIENCE_MS,
  beside = () => new Stint(),
  onFault,
}: ViewsOptions): ViewsApi {
  const state = new ViewState(store, derived, time, { bgp, gateways, knownHosts, leftOut, clock }, beside);
  const pictures = new TopologySource(knownHosts, state.podFacts);
  const deleted = new DeletedNames(store);
  const router = Router();
  const tableNamed = (noun: string) => {
    if (!isTableNoun(noun)) throw notFound('table', noun, `There are ${Object.keys(TABLES).join(', ')}.`);
    return state.table(noun);
  };
  const handlers: Handlers<typeof VIEWS> = {
    table: ({ params, query }) => {
      const table = tableNamed(params.noun);
      return table.pageInTurns(() => state.world(), readTableQuery(table.definition, query), state.time, state.stint());
    },
    tableRow: ({ params: { noun, id } }, world) => {
      const table = tableNamed(noun);
      const { kind, keyOfId } = table.definition;
      const key = keyOfId?.(world, id) ?? keyOf(world.read, kind, id);
      const row = table.row(world, key);
      const [fault] = row === undefined ? world.faults.of(kind, key) : [];
      if (fault !== undefined) throw new Problem({ status: 500, reason: 'Faulty', detail: fault.message });
      if (row === undefined)
        throw notFound(kind.replace('kube/', ''), id, 'It may have been deleted; its history may still be there.');
      return { row, revision: world.read.revision, time: state.time };
    },
    search: async ({ query }) => {
      const { q } = parse(searchQuery, query);
      const stint = state.stint();
      await state.search.prepare(stint);
      await stint.ready();
      return search(state.world(), state.search, q);
    },
    summary: ({ request }) => summary(state.turns(), state, store, boundsOf(request.res!)),
    conditions: () => conditionsAnswer(state.turns()),
    knownHosts: (_asked, world) => knownHostsAnswer(world, knownHosts),
    topology: async ({ query }) => {
      await pictures.prepare(state.turns());
      return topology(state.world(), pictures, query);
    },

    vrfTree: ({ query }) => {
      const { project, system } = parse(treeQuery, query);
      return vrfTree(state.turns(), project, system === 'true');
    },
    vrf: ({ params }, world) => vrfDetail(world, params.id),
    vrfRoutes: ({ params, query }, world) => vrfRoutes(world, params.id, query),
    vpnRoutes: ({ params, query }, world) => vpnRoutes(world, params.id, query),
    lineage: ({ params }, world) => lineage(world, params.uuid),

    history: ({ params, query }, world) => {
      const kind = kindOf(params.kind);
      const key = keyOf(world.read, kind, params.key);
      const past = world.read.get(kind, key) === undefined ? (deleted.keyOf(kind, params.key) ?? key) : key;
      return history(store, kind, past, query);
    },
    dependents: ({ params }, world) => dependents(world, kindOf(params.kind), params.key),
    explain: ({ params }, world) => {
      const kind = kindOf(params.kind);
      const key = existingKey(world.read, kind, params.key);
      return {
        subject: { kind, key, name: nameOfObject(world.read, kind, key) },
        conditions: world.conditions(kind, key),
        revision: world.read.revision,
      };
    },

    poolResolution: ({ query }, world) => poolResolution(world, query['namespace']),
    addressMap: ({ params }, world) => addressMap(world, params.network, params.subnet),
    kubeManager: (_asked, world) => kubeManager(world),

    comparison: ({ params }, world) => comparison(world, params.uuid),
    sessions: (_asked, world) => sessions(world),
    session: ({ params }, world) => sessionDetail(world, store, params.local, params.peer),
    routesReceived: ({ params, query }, world) => sessionRoutes(world, params.local, params.peer, 'received', query),
    routesSent: ({ params, query }, world) => sessionRoutes(world, params.local, params.peer, 'sent', query),
    controlNodes: (_asked, world) => controlNodes(world),
    controlNodeRoutes: ({ params, query }, world) => controlNodeRoutes(world, params.id, query),

    gateways: (_asked, world) => gatewaysAnswer(world),
    gateway: ({ params }, world) => gatewayDetail(world, params.id),
    gatewayRoutes: ({ params, query }, world) => gatewayRoutes(world, params.id, params.vrf, query),
    gatewayShow: ({ params, query }, world) => gatewayShow(world, params.id, query),
  };
  serve(
    router,
    VIEWS,
    handlers,
    (read) => answering({ store, derived }, read, { patienceMs, onFault }),
    () => state.world(),
  );

  router.use(
    '/views',
    answering({ store, derived }, (request) => {
      throw request.method === 'GET'
        ? notFound('view', request.originalUrl, 'See server/contract/endpoints.')
        : new Problem({
            status: 405,
            reason: 'MethodNotAllowed',
            detail: 'Views are read only: write through /config or /kube.',
          });
    }),
  );
  return {
    router,
    catchUp: () => deleted.catchUp(beside()).then(() => state.catchUp()),
    close: () => {
      deleted.close();
      state.close();
    },
  };
}
