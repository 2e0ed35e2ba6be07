/**
 * `pods/log`: what a container has written, as text. It tells of its start and readiness, which follow from the pod's
 * status, and of each modelled request that reached it.
 */

import type { LogLine } from '../containers/logs.ts';
import type { Pod } from '../containers/place.ts';
import { boundsOf } from '../http/bounds.ts';
import { StreamWriter } from '../http/stream-writer.ts';
import type { Cause } from '../kube/kube-problem.ts';
import { portsOfContainer } from '../model/kube/container-ports.ts';
import { kubeKey } from '../model/kube/types.ts';
import { containerOf, durablePod, runningSince, type Connect } from './connect.ts';
import { queryFlag } from './query-flag.ts';
import { send } from './reply.ts';
import { failure, methodNotAllowed, tooMany } from './status.ts';

const TYPE = 'text/plain';
/** ms that a follower is served at most. */
const LONGEST = 3_600_000;

interface LogOptions {
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
  /** ms since 1970; of lines before that nothing is sent. */
  readonly since: number;
  readonly timestamps: boolean;
}

export const serveLog: Connect = async (asked) => {
  const { request, response, query, store, target, containers } = asked;
  if (request.method !== 'GET') throw methodNotAllowed();
  const pod = await durablePod(asked);
  const container = containerOf(pod, query.get('container'));
  const options = optionsOf(query, pod.metadata.name, Date.now());
  if (queryFlag(query, 'previous'))
    throw failure(
      400,
      'BadRequest',
      `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
    );
  if (runningSince(pod, container) === undefined)
    throw failure(
      400,
      'BadRequest',
      `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ContainerCreating`,
    );
  const { uid } = pod.metadata;
  const { logs } = containers;
  const written = logs.linesAfter(uid, container, 0);
  const lines = [...ownLines(pod, container), ...written].filter(({ at }) => at >= options.since);
  const text = limited(
    lines.slice(options.tailLines === undefined ? 0 : Math.max(0, lines.length - options.tailLines)),
    options,
    options.limitBytes,
  );
  if (!queryFlag(query, 'follow')) return send(request, response, 200, text, TYPE);

  const stream = boundsOf(response).becomesStream(request, response);
  if (stream === undefined)
    throw tooMany(response, 'Too many streams are open. Close some, or try again in 5 seconds.', 5);
  response.writeHead(200, { 'Content-Type': TYPE, 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
  let left = options.limitBytes === undefined ? undefined : options.limitBytes - Buffer.byteLength(text);
  let ended = false;
  let wake = (): void => {};
  let rung = false;
  const ring = (): void => {
    rung = true;
    wake();
  };
  const end = (): void => {
    ended = true;
    ring();
  };
  const stop = logs.listen(uid, ring);
  const ending = setTimeout(end, LONGEST);
  ending.unref();
  response.once('close', end);
  try {
    const writer = new StreamWriter(request, response, stream);
    if (text !== '') await writer.write(text);
    let seen = written.at(-1)?.number ?? 0;
    const told = new Set(ownLines(pod, container).map((line) => line.text));
    while (!ended && left !== 0) {
      rung = false;
      const now = store.get('kube/Pod', kubeKey(target.namespace, target.name ?? ''))?.value;
      const fresh = now?.metadata.uid === uid ? ownLines(now, container).filter((line) => !told.has(line.text)) : [];
      const more = logs.linesAfter(uid, container, seen);
      seen = more.at(-1)?.number ?? seen;
      for (const line of fresh) told.add(line.text);
      const added = limited([...fresh, ...more], options, left);
      if (left !== undefined) left = Math.max(0, left - Buffer.byteLength(added));
      if (added !== '') await writer.write(added);
      if (now?.metadata.uid !== uid) break;
      if (rung || ended || left === 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = () => {};
    }
  } finally {
    stop();
    clearTimeout(ending);
    response.end();
  }
};

/** What follows from the pod's status: when the container started, where it listens, since when it is ready. */
function ownLines(pod: Pod, container: string): readonly LogLine[] {
  const since = runningSince(pod, container);
  const spec = pod.spec?.containers.find(({ name }) => name === container);
  if (since === undefined || spec === undefined) return [];
  const line = (at: string, text: string): LogLine => ({ number: 0, at: Date.parse(at), container, text });
  const ports = portsOfContainer(spec).map(
    (each) => `${String(each['containerPort'])}/${String(each['protocol'] ?? 'TCP')}`,
  );
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return [
    line(
      since,
      `started container ${container} of pod ${pod.metadata.name} (modelled), image ${String(spec['image'])}`,
    ),
    ...(ports.length === 0 ? [] : [line(since, `listening on ${ports.join(', ')}`)]),
    ...(ready?.lastTransitionTime === undefined || ready.lastTransitionTime === null
      ? []
      : [
          line(
            ready.lastTransitionTime,
            ready.status === 'True' ? 'ready' : `not ready: ${ready.message ?? ready.reason ?? 'the pod is not ready'}`,
          ),
        ]),
  ];
}

/** As text, of at most so many bytes. */
function limited(lines: readonly LogLine[], { timestamps }: LogOptions, bytes: number | undefined): string {
  const text = lines
    .map((line) => `${timestamps ? `${new Date(line.at).toISOString().replace('Z', '000000Z')} ` : ''}${line.text}\n`)
    .join('');
  return bytes === undefined ? text : Buffer.from(text).subarray(0, bytes).toString();
}

/** Throws 422 as the API server does. */
function optionsOf(query: URLSearchParams, pod: string, now: number): LogOptions {
  const causes: Cause[] = [];
  const wrong = (field: string, value: string, why: string): void =>
    void causes.push({ reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}`, field });
  const number = (name: string, least: number): number | undefined => {
    const text = query.get(name);
    if (text === null || text === '') return undefined;
    if (!/^-?\d{1,15}$/.test(text)) throw failure(400, 'BadRequest', `${name}: "${text}" is not a number`);
    if (Number(text) < least) wrong(name, text, least === 0 ? NOT_NEGATIVE : 'must be greater than 0');
    return Number(text);
  };
  const tailLines = number('tailLines', 0);
  const limitBytes = number('limitBytes', 1);
  const sinceSeconds = number('sinceSeconds', 1);
  const sinceTime = query.get('sinceTime') ?? '';
  const since = sinceTime === '' ? undefined : Date.parse(sinceTime);
  if (Number.isNaN(since)) throw failure(400, 'BadRequest', `sinceTime: "${sinceTime}" is not a time of RFC 3339`);
  if (since !== undefined && sinceSeconds !== undefined)
    causes.push({
      reason: 'FieldValueForbidden',
      message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      field: 'sinceSeconds',
    });
  if (causes.length > 0)
    throw failure(
      422,
      'Invalid',
      `PodLogOptions "${pod}" is invalid: ${causes.map(({ field, message }) => `${field}: ${message}`).join(', ')}`,
      { name: pod, kind: 'PodLogOptions', causes },
    );
  return {
    tailLines,
    limitBytes,
    since: since ?? (sinceSeconds === undefined ? 0 : now - sinceSeconds * 1000),
    timestamps: queryFlag(query, 'timestamps'),
  };
}

const NOT_NEGATIVE = 'must be greater than or equal to 0';
