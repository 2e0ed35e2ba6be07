/**
 * `/metrics` in the text format of Prometheus: what the API server calls its own (requests, watches, stored objects),
 * the bounds that clients share, and the process.
 */

import type { Request, Response } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Bounds } from '../http/bounds.ts';
import { kubeKindOf } from '../model/kube/resources.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';
import type { Store } from '../store/store.ts';
import { connectOf } from './connects.ts';
import type { KubePath } from './kube-path.ts';
import { queryFlag } from './query-flag.ts';

/** Upper bounds in seconds: those of the API server between 5 ms and 10 s. */
const BUCKETS = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10];
const READING = new Set(['GET', 'LIST', 'WATCH']);

/** The figures of a process; all routers of it count in one. */
export class KubeMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'apiserver_request_total',
    help: 'Requests that were answered, by verb, resource, subresource and HTTP code.',
    labelNames: ['verb', 'group', 'version', 'resource', 'subresource', 'code'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'apiserver_request_duration_seconds',
    help: 'Time from a request to the end of its answer, without those that last.',
    labelNames: ['verb', 'resource'],
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #inFlight = new Gauge({
    name: 'apiserver_current_inflight_requests',
    help: 'Requests that are being answered, without those that last.',
    labelNames: ['request_kind'],
    registers: [this.#registry],
  });
  readonly #longRunning = new Gauge({
    name: 'apiserver_longrunning_requests',
    help: 'Watches and sessions that are open.',
    labelNames: ['verb', 'resource'],
    registers: [this.#registry],
  });
  readonly #objects = new Gauge({
    name: 'apiserver_storage_objects',
    help: 'Stored objects of a resource.',
    labelNames: ['resource'],
    registers: [this.#registry],
  });
  readonly #revision = new Gauge({
    name: 'overlay_store_revision',
    help: 'Revision of the newest change in memory and on disk.',
    labelNames: ['of'],
    registers: [this.#registry],
  });
  readonly #bounds = new Gauge({
    name: 'overlay_bounds',
    help: 'What clients share: held now, and in total (README of the server, Everybody’s share).',
    labelNames: ['resource', 'figure'],
    registers: [this.#registry],
  });
  readonly #turnedAway = new Gauge({
    name: 'overlay_bounds_turned_away',
    help: 'How often clients were refused or displaced since the start.',
    labelNames: ['resource', 'how'],
    registers: [this.#registry],
  });

  /** Observing the process costs something: not before somebody asks. */
  #ofProcess = false;

  constructor() {
    for (const kind of ['readOnly', 'mutating']) this.#inFlight.set({ request_kind: kind }, 0);
  }

  /** Counts a request, once its answer has ended. */
  observe(request: Request, response: Response, target: KubePath | undefined, query: URLSearchParams): void {
    const resource = target?.resource.plural ?? '';
    const verb =
      target !== undefined && connectOf(target) !== undefined
        ? 'CONNECT'
        : verbOf(request.method, target !== undefined && target.name === undefined, queryFlag(query, 'watch'));
    const long = verb === 'WATCH' || verb === 'CONNECT';
    const begun = performance.now();
    const held = long
      ? this.#longRunning.labels(verb, resource)
      : this.#inFlight.labels(READING.has(verb) ? 'readOnly' : 'mutating');
    held.inc();
    response.once('close', () => {
      held.dec();
      this.#requests
        .labels({
          verb,
          group: target?.resource.group ?? '',
          version: target?.resource.version ?? '',
          resource,
          // What a client writes there is no label, unless it is one that is served.
          subresource: target?.resource.subresources.find((served) => served === target.subresource) ?? '',
          code: String(response.statusCode),
        })
        .inc();
      if (!long) this.#durations.labels(verb, resource).observe((performance.now() - begun) / 1000);
    });
  }

  /** The figures now. */
  async text(store: Store, bounds: Bounds): Promise<{ readonly type: string; readonly text: string }> {
    if (!this.#ofProcess) collectDefaultMetrics({ register: this.#registry });
    this.#ofProcess = true;
    for (const kind of KUBE_KINDS) this.#objects.set({ resource: nameOf(kind) }, store.count(`kube/${kind}`));
    this.#revision.set({ of: 'memory' }, store.revision);
    this.#revision.set({ of: 'disk' }, store.durableRevision);
    for (const [resource, { held, total, refused, cutOff }] of Object.entries(bounds.figures())) {
      this.#bounds.set({ resource, figure: 'held' }, held);
      this.#bounds.set({ resource, figure: 'total' }, total);
      this.#turnedAway.set({ resource, how: 'refused' }, refused);
      this.#turnedAway.set({ resource, how: 'displaced' }, cutOff);
    }
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}

/** `pods`, `deployments.apps`: as the API server names resources there. */
function nameOf(kind: (typeof KUBE_KINDS)[number]): string {
  const { plural, group } = kubeKindOf(kind);
  return group === '' ? plural : `${plural}.${group}`;
}

const VERBS = new Map([
  ['POST', 'POST'],
  ['PUT', 'PUT'],
  ['PATCH', 'PATCH'],
]);

function verbOf(method: string, collection: boolean, watch: boolean): string {
  if (method === 'GET' || method === 'HEAD') return watch ? 'WATCH' : collection ? 'LIST' : 'GET';
  if (method === 'DELETE') return collection ? 'DELETECOLLECTION' : 'DELETE';
  return VERBS.get(method) ?? 'other';
}
