/**
 * Watches: a stream of ADDED, MODIFIED, DELETED and BOOKMARK events from a resourceVersion on. Only durable change sets
 * are sent, in order. If the resourceVersion is too old, or this data directory never reached it, the stream ends with
 * an ERROR event of 410, and the client lists again.
 *
 * A watch reads the ring of change sets at the pace of its client, without a buffer of its own: if a slow client's
 * position is no longer in the ring, the watch ends with that 410 as well. The texts of objects are shared by all
 * watches.
 */

import type { Request, Response } from 'express';
import { STATUS } from '../contract/kube/requests.ts';
import type { KubeSchema } from '../contract/kube/schema.ts';
import { KUBE_SCHEMAS } from '../contract/kube/schemas.ts';
import { boundsOf, clientOf } from '../http/bounds.ts';
import { KUBE_TYPES } from '../http/kube-status.ts';
import { framedProtobuf, protobufEvent, protobufMessage } from '../http/protobuf-writing.ts';
import { WINDOW } from '../http/send.ts';
import { StreamWriter } from '../http/stream-writer.ts';
import { LongTask } from '../http/turn-budget.ts';
import { groupVersionOf } from '../model/kube/resources.ts';
import type { Change } from '../store/store.ts';
import type { Representation } from './accept.ts';
import { partialText, sharedText, type KubeRecord } from './encode.ts';
import { framedRecord } from './media.ts';
import type { Selection } from './selection.ts';
import type { ServedStore } from './served-store.ts';
import { tooMany } from './status.ts';
import { tableText, type IncludeObject } from './table.ts';

/** ms between bookmarks; a Kubernetes API server sends one about every minute. */
const BOOKMARK_EVERY = 45_000;
/** Seconds after which a watch ends by default. */
const AN_HOUR = 3600;
/** Maximum delay of a Node timer, in seconds. */
const LONGEST = 2_147_483;
/** Change sets read from the ring at a time. */
const AT_A_TIME = 200;
/** The media type of a stream of events in protobuf, each after its length. */
const PROTOBUF_STREAM = `${KUBE_TYPES.protobuf};stream=watch`;
/** Cost, in nodes, of checking a change that is not sent. */
const LOOK = 5;

export interface WatchRequest {
  readonly selection: Selection;
  readonly representation: Representation;
  readonly include: IncludeObject;
  /** Undefined or 0: begin with the current objects. */
  readonly from: number | undefined;
  readonly bookmarks: boolean;
  readonly sendInitialEvents: boolean;
  readonly timeoutSeconds: number | undefined;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

/** Resolves when the watch has ended. Throws a `Problem` before anything is sent. */
export async function serveWatch(
  { store, lists, doorbell }: ServedStore,
  request: Request,
  response: Response,
  watch: WatchRequest,
  now: () => number,
): Promise<void> {
  const stream = boundsOf(response).becomesStream(request, response);
  if (stream === undefined)
    throw tooMany(response, 'Too many watches are open. Close some, or try again in 5 seconds.', 5);
  const { selection, sendInitialEvents, bookmarks } = watch;
  const kind = selection.resource.kind;
  response.writeHead(200, {
    'Content-Type': watch.representation.media === 'protobuf' ? PROTOBUF_STREAM : KUBE_TYPES.json,
    'Cache-Control': 'no-cache, private',
    'X-Accel-Buffering': 'no',
  });
  if (request.method === 'HEAD') return void response.end();
  response.flushHeaders();

  const telling = new Telling(new StreamWriter(request, response, stream), watch, now);
  let ended = false;
  let tick = false;
  let rungAfter: number | undefined;
  let wake = (): void => {};
  const stopBell = doorbell.sleep(kind, (before) => {
    rungAfter ??= before;
    wake();
  });
  const ticking = setInterval(() => {
    tick = true;
    wake();
  }, BOOKMARK_EVERY);
  const ending = setTimeout(
    () => {
      ended = true;
      wake();
    },
    Math.min(watch.timeoutSeconds ?? AN_HOUR, LONGEST) * 1000,
  );
  ticking.unref();
  ending.unref();
  response.on('close', () => {
    ended = true;
    wake();
  });

  try {
    let seen = watch.from ?? 0;
    if (seen === 0 || sendInitialEvents) {
      const initial = lists.records(selection);
      seen = store.revision;
      const lease = boundsOf(response).take('lists', clientOf(request), initial.length, () => response.destroy());
      if (lease === undefined) return void response.destroy();
      try {
        await store.durable(seen);
        for (const record of initial) {
          if (ended) return;
          await telling.record('ADDED', record);
        }
        if (bookmarks) await telling.bookmark(selection, seen, true);
        await telling.flush();
      } finally {
        lease.release();
      }
    }
    let told = seen;
    for (;;) {
      telling.rest();
      // Send everything available, at the reader's pace; then sleep.
      for (let asleep = false; !asleep && !ended;) {
        const changeSets = store.changesAfter(seen, AT_A_TIME);
        if (changeSets === undefined) {
          await telling.error(expiredStatus(seen, store.oldestRevision));
          await telling.flush();
          return;
        }
        for (const { revision, changes } of changeSets) {
          for (const change of changes)
            if (change.kind === `kube/${kind}`) await telling.change(selection, change, revision);
          seen = revision;
          if (ended) break;
        }
        asleep = changeSets.length < AT_A_TIME;
      }
      await telling.flush();
      if (ended) return;
      if (tick && bookmarks && seen !== told) {
        told = seen;
        await telling.bookmark(selection, seen, false);
        await telling.flush();
      }
      tick = false;
      rungAfter = undefined;
      if (store.durableRevision > seen && store.changesAfter(seen, 1)?.length !== 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (ended) resolve();
      });
      wake = () => {};
      // Changes during its sleep were of other kinds, and may have left the ring.
      seen = Math.max(seen, rungAfter ?? doorbell.revision);
    }
  } finally {
    stopBell();
    clearInterval(ticking);
    clearTimeout(ending);
    response.end();
  }
}

/** Combines events, so that many small ones become one write. */
class Telling {
  readonly #writer: StreamWriter;
  readonly #watch: WatchRequest;
  readonly #now: () => number;
  #task = new LongTask();
  #waiting = '';
  #firstTable = true;

  constructor(writer: StreamWriter, watch: WatchRequest, now: () => number) {
    this.#writer = writer;
    this.#watch = watch;
    this.#now = now;
  }

  /** After a sleep, its work counts as new for fair scheduling. */
  rest(): void {
    this.#task = new LongTask();
  }

  /** How a change appears to a client that sees only the selected objects. */
  async change(selection: Selection, change: Change, revision: number): Promise<void> {
    const before = change.old as KubeRecord | undefined;
    const after = change.new as KubeRecord | undefined;
    const was = before !== undefined && selection.matches(before.value);
    const is = after !== undefined && selection.matches(after.value);
    if (is) await this.record(was ? 'MODIFIED' : 'ADDED', after);
    else if (was) await this.record('DELETED', departed(change, (after ?? before)!, before!.key, revision));
    else if (this.#task.spend('nodes', LOOK)) await this.#task.nextTurn();
  }

  async record(type: EventType, record: KubeRecord): Promise<void> {
    const { representation, include, selection } = this.#watch;
    const { form, media } = representation;
    if (media === 'protobuf') await this.#framed(type, framedRecord(record, form === 'partial', selection.resource));
    else if (form === 'object') await this.#text(type, sharedText(record, selection.resource));
    else if (form === 'partial') await this.#text(type, partialText(record));
    else {
      const options = { include, now: this.#now(), columns: this.#firstTable };
      this.#firstTable = false;
      await this.#text(
        type,
        tableText(selection.resource, { resourceVersion: String(record.revision) }, [record], options).trimEnd(),
      );
    }
    if (this.#task.spend('rows', 1)) await this.#task.nextTurn();
  }

  bookmark(selection: Selection, revision: number, initialEnd: boolean): Promise<void> {
    const { kind } = selection.resource;
    const annotations = initialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
    const metadata = { resourceVersion: String(revision), creationTimestamp: null, ...annotations };
    return this.#document('BOOKMARK', KUBE_SCHEMAS[kind], {
      kind,
      apiVersion: groupVersionOf(selection.resource),
      metadata,
    });
  }

  error(status: WatchDocument): Promise<void> {
    return this.#document('ERROR', STATUS, status);
  }

  #document(type: EventType, schema: KubeSchema, document: WatchDocument): Promise<void> {
    return this.#watch.representation.media === 'protobuf'
      ? this.#framed(type, framedProtobuf(document.apiVersion, document.kind, protobufMessage(schema, document)))
      : this.#text(type, JSON.stringify(document));
  }

  async #text(type: EventType, object: string): Promise<void> {
    this.#waiting += `{"type":"${type}","object":`;
    if (object.length > WINDOW / 4) {
      // Encoded separately, so that all watches share the text.
      await this.flush();
      await this.#writer.write(object);
    } else this.#waiting += object;
    this.#waiting += '}\n';
    if (this.#waiting.length > WINDOW / 2) await this.flush();
  }

  /** Written at once, unlike text. */
  #framed(type: EventType, object: Uint8Array): Promise<void> {
    return this.#writer.write(protobufEvent(type, object));
  }

  async flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') await this.#writer.write(text);
  }
}

const departures = new WeakMap<Change, KubeRecord>();

/** The last visible version, with the revision at which the object was deleted or left the selection. */
function departed(change: Change, { value }: KubeRecord, key: string, revision: number): KubeRecord {
  let record = departures.get(change);
  if (record === undefined) departures.set(change, (record = { key, value, revision }));
  return record;
}

interface WatchDocument {
  readonly kind: string;
  readonly apiVersion: string;
  readonly [member: string]: unknown;
}

function expiredStatus(revision: number, oldest: number): WatchDocument {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `too old resource version: ${revision} (${oldest})`,
    reason: 'Expired',
    code: 410,
  };
}
