/**
 * The read-only answers that no standard covers: list tables, search, VRFs, lineage, history, dependents, topology.
 * Every answer carries the revision of the state that it shows and leaves when that is durable (`answer.ts`).
 */

import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Explanation } from '../contract/views/objects.ts';
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
import { nameOfObject } from './shared/conditions.ts';
import { existingKey, keyOf, kindOf } from './shared/find-object.ts';
import { history } from './shared/history.ts';
import { notFound, parse } from './shared/query.ts';
import { NO_BGP, type LiveBgp, type World } from './shared/world.ts';
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

/** A parameter of the path, decoded; express gives one string for a named segment. */
const part = (request: Request, name: string): string => String(request.params[name] ?? '');

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
  const get = (path: string, read: (request: Request, world: World) => object | Promise<object>): void => {
    router.get(
      `/views${path}`,
      answering({ store, derived }, (request) => read(request, state.world()), { patienceMs, onFault }),
    );
  };

  const tableNamed = (request: Request) => {
    const noun = part(request, 'noun');
    if (!isTableNoun(noun)) throw notFound('table', noun, `There are ${Object.keys(TABLES).join(', ')}.`);
    return state.table(noun);
  };
  get('/tables/:noun', (request) => {
    const table = tableNamed(request);
    return table.pageInTurns(
      () => state.world(),
      readTableQuery(table.definition, request.query),
      state.time,
      state.stint(),
    );
  });
  get('/tables/:noun/:id', (request, world) => {
    const table = tableNamed(request);
    const id = part(request, 'id');
    const { kind, keyOfId } = table.definition;
    const key = keyOfId?.(world, id) ?? keyOf(world.read, kind, id);
    const row = table.row(world, key);
    const [fault] = row === undefined ? world.faults.of(kind, key) : [];
    if (fault !== undefined) throw new Problem({ status: 500, reason: 'Faulty', detail: fault.message });
    if (row === undefined)
      throw notFound(kind.replace('kube/', ''), id, 'It may have been deleted; its history may still be there.');
    return { row, revision: world.read.revision, time: state.time };
  });
  get('/search', async (request) => {
    const { q } = parse(searchQuery, request.query);
    const stint = state.stint();
    await state.search.prepare(stint);
    await stint.ready();
    return search(state.world(), state.search, q);
  });
  get('/summary', (request) => summary(state.turns(), state, store, boundsOf(request.res!)));
  get('/conditions', () => conditionsAnswer(state.turns()));
  get('/known-hosts', (_request, world) => knownHostsAnswer(world, knownHosts));

  get('/vrfs', (request) => {
    const { project, system } = parse(treeQuery, request.query);
    return vrfTree(state.turns(), project, system === 'true');
  });
  get('/vrfs/:id', (request, world) => vrfDetail(world, part(request, 'id')));
  get('/vrfs/:id/routes', (request, world) => vrfRoutes(world, part(request, 'id'), request.query));
  get('/vrfs/:id/vpn-routes', (request, world) => vpnRoutes(world, part(request, 'id'), request.query));
  get('/floating-ips/:uuid/lineage', (request, world) => lineage(world, part(request, 'uuid')));

  get('/objects/:kind/:key/history', (request, world) => {
    const kind = kindOf(part(request, 'kind'));
    const asked = part(request, 'key');
    const key = keyOf(world.read, kind, asked);
    return history(
      store,
      kind,
      world.read.get(kind, key) === undefined ? (deleted.keyOf(kind, asked) ?? key) : key,
      request.query,
    );
  });
  get('/objects/:kind/:key/dependents', (request, world) =>
    dependents(world, kindOf(part(request, 'kind')), part(request, 'key')),
  );
  get('/objects/:kind/:key/explain', (request, world): Explanation => {
    const kind = kindOf(part(request, 'kind'));
    const key = existingKey(world.read, kind, part(request, 'key'));
    return {
      subject: { kind, key, name: nameOfObject(world.read, kind, key) },
      conditions: world.conditions(kind, key),
      revision: world.read.revision,
    };
  });

  get('/pool-resolution', (request, world) => poolResolution(world, request.query['namespace']));
  get('/address-map/:network/:subnet', (request, world) =>
    addressMap(world, part(request, 'network'), part(request, 'subnet')),
  );
  get('/kube-manager', (_request, world) => kubeManager(world));
  get('/bgp-routers/:uuid/comparison', (request, world) => comparison(world, part(request, 'uuid')));
  get('/bgp/sessions', (_request, world) => sessions(world));
  get('/bgp/sessions/:local/:peer', (request, world) =>
    sessionDetail(world, store, part(request, 'local'), part(request, 'peer')),
  );
  for (const direction of ['received', 'sent'] as const)
    get(`/bgp/sessions/:local/:peer/${direction}`, (request, world) =>
      sessionRoutes(world, part(request, 'local'), part(request, 'peer'), direction, request.query),
    );
  get('/control-nodes', (_request, world) => controlNodes(world));
  get('/control-nodes/:id/routes', (request, world) => controlNodeRoutes(world, part(request, 'id'), request.query));
  get('/gateways', (_request, world) => gatewaysAnswer(world));
  get('/gateways/:id', (request, world) => gatewayDetail(world, part(request, 'id')));
  get('/gateways/:id/vrfs/:vrf/routes', (request, world) =>
    gatewayRoutes(world, part(request, 'id'), part(request, 'vrf'), request.query),
  );
  get('/gateways/:id/show', (request, world) => gatewayShow(world, part(request, 'id'), request.query));
  get('/topology', async (request) => {
    await pictures.prepare(state.turns());
    return topology(state.world(), pictures, request.query);
  });

  router.use(
    '/views',
    answering({ store, derived }, (request) => {
      throw request.method === 'GET'
        ? notFound('view', request.originalUrl, 'See server/contract/views.')
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
