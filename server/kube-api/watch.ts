/**
 * Watches: a stream of ADDED, MODIFIED, DELETED and BOOKMARK events from a resourceVersion on. Only durable change sets
 * are told, in order. A resourceVersion that is too old, or that this data directory never reached, ends the stream with an
 * ERROR event of 410, so that a client lists anew.
 */
import type { ServerResponse } from 'node:http';
import { apiVersionOf } from '../model/kube/resources.ts';
import type { Change, Store } from '../store/store.ts';
import { objectText, partialText, type KubeRecord } from './encode.ts';
import type { Representation } from './accept.ts';
import type { Selection } from './selection.ts';
import { tableText, type IncludeObject } from './table.ts';

const BOOKMARK_EVERY = 45_000;
/** A client that reads so slowly that this much waits for it is cut off; it will list anew. */
const BACKLOG_LIMIT = 32 * 1024 * 1024;

export interface WatchRequest {
  readonly selection: Selection;
  readonly representation: Representation;
  readonly include: IncludeObject;
  /** Undefined or 0: begin with what there is. */
  readonly from: number | undefined;
  readonly bookmarks: boolean;
  readonly sendInitialEvents: boolean;
  readonly timeoutSeconds: number | undefined;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

export async function serveWatch(store: Store, response: ServerResponse, request: WatchRequest, now: () => number): Promise<void> {
  const { selection, representation } = request;
  const kind = selection.resource.kind;
  let firstTable = true;
  let closed = false;
  let stop = (): void => {};
  response.on('close', () => {
    closed = true;
    stop();
  });
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  const send = (type: EventType, object: string): void => {
    if (closed) return;
    response.write(`{"type":"${type}","object":${object.trimEnd()}}\n`);
    if (response.writableLength > BACKLOG_LIMIT) response.destroy();
  };
  const sendRecord = (type: EventType, record: KubeRecord): void => {
    if (representation === 'object') return send(type, objectText(record));
    if (representation === 'partial') return send(type, partialText(record));
    send(type, tableText(kind, { resourceVersion: String(record.revision) }, [record], { include: request.include, now: now(), columns: firstTable }));
    firstTable = false;
  };
  let seen = request.from ?? 0;
  if (seen === 0 || request.sendInitialEvents) {
    const initial = selection.records(store);
    seen = store.revision;
    await store.durable(seen);
    for (const record of initial) sendRecord('ADDED', record);
    if (request.bookmarks) send('BOOKMARK', bookmark(selection, seen, true));
  }
  if (closed) return;
  const watching = store.watch(seen, (changeSet) => {
    seen = changeSet.revision;
    for (const change of changeSet.changes) {
      if (change.kind === `kube/${kind}`) tell(selection, change, changeSet.revision, sendRecord);
    }
  });
  if (watching.gone) {
    send('ERROR', JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `too old resource version: ${seen} (${store.oldestRevision})`, reason: 'Expired', code: 410 }));
    response.end();
    return;
  }
  let told = seen;
  const ticking = setInterval(() => {
    if (!request.bookmarks || seen === told) return;
    told = seen;
    send('BOOKMARK', bookmark(selection, seen, false));
  }, BOOKMARK_EVERY);
  const ending = setTimeout(() => response.end(), (request.timeoutSeconds ?? 3600) * 1000);
  ticking.unref();
  ending.unref();
  stop = () => {
    watching.stop();
    clearInterval(ticking);
    clearTimeout(ending);
  };
  if (closed) stop();
}

/** What a change is to somebody who sees only the selected objects. */
function tell(selection: Selection, change: Change, revision: number, send: (type: EventType, record: KubeRecord) => void): void {
  const before = change.old as KubeRecord | undefined;
  const after = change.new as KubeRecord | undefined;
  const was = before !== undefined && selection.matches(before.value);
  const is = after !== undefined && selection.matches(after.value);
  if (is) send(was ? 'MODIFIED' : 'ADDED', after);
  // The last state that was seen, at the revision at which it went.
  else if (was) send('DELETED', { key: before.key, value: (after ?? before).value, revision });
}

function bookmark(selection: Selection, revision: number, initialEnd: boolean): string {
  const { kind } = selection.resource;
  const annotations = initialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  return JSON.stringify({ kind, apiVersion: apiVersionOf(kind), metadata: { resourceVersion: String(revision), creationTimestamp: null, ...annotations } });
}
