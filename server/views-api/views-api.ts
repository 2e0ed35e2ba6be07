/**
 * The read-only answers that no standard covers: list tables, search, VRFs, lineage, history, dependents, topology.
 * Every answer carries the revision of the state that it shows and leaves when that is durable (`answer.ts`).
 */

import { Router, type Request } from 'express';
import type { Endpoint, PathOf, Place } from '../contract/endpoint.ts';
import type { AnswerOf } from '../contract/endpoints/answers.ts';
import { queryOf, type QueryOf } from '../contract/endpoints/queries.ts';
import { VIEWS, type ViewName, type Views } from '../contract/endpoints/views.ts';
import type { KnownHost } from '../contract/views/summary.ts';
import { isTableNoun, TABLES, type TableNoun } from '../contract/views/tables.ts';
import type { Derived } from '../derived/derived.ts';
import { boundsOf } from '../http/bounds.ts';
import { methodNotAllowed, ONLY_READ, sendProblem } from '../http/problem.ts';
import { LongTask } from '../http/turn-budget.ts';
import { isApart } from '../model/declared-kinds.ts';
import type { BgpFacts } from '../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import { Problem } from '../model/problem.ts';
import type { Store } from '../store/store.ts';
import { answering, MAX_WAIT_MS } from './answer.ts';
import { controlNodes } from './bgp/control-nodes.ts';
import { controlNodeRoutes, sessionRoutes } from './bgp/routes.ts';
import { sessionDetail, sessions } from './bgp/sessions.ts';
import { gatewayDetail, gatewayRoutes, gateways as gatewaysAnswer, gatewayShow } from './gateways/gateways.ts';
import { comparison } from './infrastructure/comparison.ts';
import { DeletedNames } from './objects/deleted-names.ts';
import { dependents } from './objects/dependents.ts';
import { networkPolicyDetail } from './policies/network-policy.ts';
import { addressMap } from './pools/address-map.ts';
import { kubeManager } from './pools/kube-manager.ts';
import { poolResolution } from './pools/pool-resolution.ts';
import { search } from './search/search.ts';
import { nameOfObject } from './shared/conditions.ts';
import { existingKey, keyOf, kindOf } from './shared/find-object.ts';
import { history } from './shared/history.ts';
import { notFound } from './shared/query.ts';
import { NO_BGP, type LiveBgp, type ViewContext } from './shared/view-context.ts';
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
  /** Where events are; without it there are none. */
  readonly events?: Store;
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
  readonly waitMs?: number;
  /** Gives what nobody waits for its turns; as everybody unless given. */
  readonly background?: () => LongTask;
  /** Called with internal errors and the request id that the client gets. */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

export interface ViewsApi {
  /** Serves `/views/…`. */
  readonly router: Router;
  /** Makes, in turns, what somebody will ask for: called when the system is ready. */
  catchUp(): Promise<void>;
  close(): void;
}

/** What reads each view: all of them, and with what they are declared to answer. */
type Handlers = {
  readonly [Name in ViewName]: (
    query: QueryOf<Name>,
    place: Place<PathOf<Views[Name]>>,
    context: ViewContext,
    request: Request,
  ) => AnswerOf<Name> | Promise<AnswerOf<Name>>;
};

export function createViewsApi({
  store,
  events,
  derived,
  knownHosts,
  bgp = NO_BGP.bgp,
  gateways = [],
  leftOut = NO_BGP.leftOut,
  clock = Date.now,
  time = new Date().toISOString(),
  waitMs = MAX_WAIT_MS,
  background = () => new LongTask(),
  onFault,
}: ViewsOptions): ViewsApi {
  const state = new ViewState(store, derived, time, { bgp, gateways, knownHosts, leftOut, clock }, background, events);
  const pictures = new TopologySource(knownHosts, state.podFacts);
  const deleted = new DeletedNames(store);
  const router = Router();
  const noun = (text: string): TableNoun => {
    if (!isTableNoun(text)) throw notFound('table', text, `There are ${Object.keys(TABLES).join(', ')}.`);
    return text;
  };
  const handlers: Handlers = {
    table: async (query, { noun: asked }) => {
      const table = state.table(noun(asked));
      const page = await table.pageInTurns(
        () => state.contextOf(table),
        readTableQuery(table.definition, query),
        state.time,
        state.longTask(),
      );
      // What is kept apart has revisions of its own; answers have the main store's.
      return isApart(table.definition.kind) ? { ...page, revision: store.revision } : page;
    },
    row: (_query, { noun: asked, id }) => {
      const table = state.table(noun(asked));
      const context = state.contextOf(table);
      const { kind, keyOfId } = table.definition;
      const key = keyOfId?.(context, id) ?? keyOf(context.read, kind, id);
      const row = table.row(context, key);
      const [fault] = row === undefined ? context.faults.of(kind, key) : [];
      if (fault !== undefined) throw new Problem({ status: 500, reason: 'Faulty', detail: fault.message });
      if (row === undefined)
        throw notFound(kind.replace('kube/', ''), id, 'It may have been deleted; its history may still be there.');
      return { row, revision: store.revision, time: state.time };
    },
    search: async ({ q }) => {
      const task = state.longTask();
      await state.search.prepare(task);
      await task.ready();
      return search(state.context(), state.search, q);
    },
    summary: (_query, _place, _context, request) => summary(state.turns(), state, store, boundsOf(request.res!)),
    conditions: () => conditionsAnswer(state.turns()),
    knownHosts: (_query, _place, context) => knownHostsAnswer(context, knownHosts),
    vrfs: ({ project, system }) => vrfTree(state.turns(), project, system === 'true'),
    vrf: (_query, { id }, context) => vrfDetail(context, id),
    vrfRoutes: (query, { id }, context) => vrfRoutes(context, id, query),
    vpnRoutes: (query, { id }, context) => vpnRoutes(context, id, query),
    lineage: (_query, { uuid }, context) => lineage(context, uuid),
    history: (query, place, context) => {
      const kind = kindOf(place.kind);
      const key = keyOf(context.read, kind, place.key);
      return history(
        store,
        kind,
        context.read.get(kind, key) === undefined ? (deleted.keyOf(kind, place.key) ?? key) : key,
        query,
      );
    },
    dependents: (_query, { kind, key }, context) => dependents(context, kindOf(kind), key),
    explain: (_query, place, context) => {
      const kind = kindOf(place.kind);
      const key = existingKey(context.read, kind, place.key);
      return {
        subject: { kind, key, name: nameOfObject(context.read, kind, key) },
        conditions: context.conditions(kind, key),
        revision: context.read.revision,
      };
    },
    poolResolution: (query, _place, context) => poolResolution(context, query.namespace, query.service),
    networkPolicy: (_query, { namespace, name }) => networkPolicyDetail(state.turns(), namespace, name),
    addressMap: (_query, { network, subnet }, context) => addressMap(context, network, subnet),
    kubeManager: (_query, _place, context) => kubeManager(context),
    comparison: (_query, { uuid }, context) => comparison(context, uuid),
    sessions: (_query, _place, context) => sessions(context),
    session: (_query, { local, peer }, context) => sessionDetail(context, store, local, peer),
    received: (query, { local, peer }, context) => sessionRoutes(context, local, peer, 'received', query),
    sent: (query, { local, peer }, context) => sessionRoutes(context, local, peer, 'sent', query),
    controlNodes: (_query, _place, context) => controlNodes(context),
    controlNodeRoutes: (query, { id }, context) => controlNodeRoutes(context, id, query),
    gateways: (_query, _place, context) => gatewaysAnswer(context),
    gateway: (_query, { id }, context) => gatewayDetail(context, id),
    gatewayRoutes: (query, { id, vrf }, context) => gatewayRoutes(context, id, vrf, query),
    show: (query, { id }, context) => gatewayShow(context, id, query),
    topology: async (query) => {
      const gateways = await pictures.prepare(state.turns());
      return topology(state.context(), pictures, gateways, query);
    },
  };
  for (const [name, { path }] of Object.entries(VIEWS) as [ViewName, Endpoint][]) {
    const read = handlers[name] as (
      query: object,
      place: object,
      context: ViewContext,
      request: Request,
    ) => object | Promise<object>;
    router.get(
      `/views${path}`,
      answering(
        { store, derived },
        queryOf(name),
        (query, request) => read(query, request.params, state.context(), request),
        { waitMs, onFault },
      ),
    );
  }

  router.use('/views', (request, response) =>
    sendProblem(
      request,
      response,
      request.method === 'GET'
        ? notFound('view', request.originalUrl, 'See /openapi.json.')
        : methodNotAllowed(ONLY_READ, 'Views are read only: write through /config or /kube.'),
    ),
  );
  return {
    router,
    catchUp: () => deleted.catchUp(background()).then(() => state.catchUp()),
    close: () => {
      deleted.close();
      state.close();
    },
  };
}
