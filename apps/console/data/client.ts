import { readProblem, unreachable } from './problem.ts';
import { warningsOf } from './warnings.ts';

/**
 * The only place that calls the server. Paths are the server's own: `/config/…`, `/apis/…`, `/views/…`. Read your
 * writes: every GET of a view sends the revision of the last write as `minRevision`, so that the response includes it.
 */
export type Answer<T> = {
  body: T;
  etag: string | undefined;
  revision: number | undefined;
  status: number;
  /** What the server took and calls doubtful. */ warnings: readonly string[];
};
export type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  ifMatch?: string | undefined;
  signal?: AbortSignal | undefined;
  type?: string;
};

/** The only POST that writes nothing: resolves a name to a uuid. */
export const NAME_LOOKUP = '/config/fqname-to-id';

let written = 0;

/** Remembers a write's revision for later reads of views. `ask` calls it for every write. */
function afterWrite(revision: number | undefined): void {
  if (revision !== undefined && revision > written) written = revision;
}

/** The server restarted with another history, as a live event reported: earlier revisions are meaningless. */
export function forgetWrites(): void {
  written = 0;
}

/** The path with `minRevision`, if it is a view and something was written. Pure except for the remembered revision. */
export function withMinRevision(path: string, atLeast: number = written): string {
  if (atLeast === 0 || !path.startsWith('/views/') || /[?&]minRevision=/.test(path)) return path;
  return `${path}${path.includes('?') ? '&' : '?'}minRevision=${atLeast}`;
}

/** Sends a request and reads the JSON response. Throws `Problem` if it is refused or the server is unreachable. */
export async function ask<T>(
  path: string,
  { method = 'GET', body, ifMatch, signal, type = 'application/json' }: Ask = {},
): Promise<Answer<T>> {
  // The journal then records the console as the source of the change.
  const headers = new Headers({ accept: 'application/json, application/problem+json', 'x-overlay-client': 'console' });
  if (body !== undefined) headers.set('content-type', type);
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  let response: Response;
  try {
    response = await fetch(method === 'GET' ? withMinRevision(path) : path, {
      method,
      headers,
      signal: signal ?? null,
      cache: 'no-store',
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw unreachable(method !== 'GET' && path !== NAME_LOOKUP);
  }
  const raw = await response.text();
  const parsed = parse(raw, response.headers.get('content-type') ?? '');
  if (!response.ok) throw readProblem(response.status, response.statusText, parsed);
  const stated = Number(response.headers.get('x-revision') ?? Number.NaN);
  const revision = Number.isSafeInteger(stated) ? stated : undefined;
  if (method !== 'GET') afterWrite(revision);
  return {
    body: parsed as T,
    etag: response.headers.get('etag') ?? undefined,
    revision,
    status: response.status,
    warnings: warningsOf(response.headers.get('warning')),
  };
}

/** Reads and returns only the body. */
export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await ask<T>(path, { signal })).body;

function parse(raw: string, type: string): unknown {
  if (raw === '') return undefined;
  if (!type.includes('json')) return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
