/**
 * Lists, whole or in pages. All pages of a list show the state at the first one: the selected records are kept (they
 * are immutable, so this is an array of pointers) until they are read, displaced by newer lists in fair shares, or five
 * minutes old. After that, a `continue` gets a 410 with a new token that continues from the head, as the API server
 * does.
 */

import type { Bounds } from '../http/bounds.ts';
import type { Client, Lease } from '../http/shares.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Store } from '../store/store.ts';
import type { KubeRecord, ListMeta } from './encode.ts';
import type { Selection } from './selection.ts';
import { expired, failure } from './status.ts';

/** ms that the snapshot of a paged list is kept: time for a client to request the next page. */
const KEPT_FOR = 5 * 60_000;
/** Estimated fixed size of a kept list, in pointers. */
const FIXED_COST = 64;
/** Snapshots of the head that are kept for identical requests before the next change. */
const RECENT = 8;

export interface ListPage {
  readonly meta: ListMeta;
  readonly records: readonly KubeRecord[];
}

/** Thrown with a token by which the client can continue. */
export class ContinueExpired extends Error {
  readonly token: string;
  constructor(token: string) {
    super('continue expired');
    this.token = token;
  }
}

interface Token {
  readonly v: 'meta.k8s.io/v1';
  /** Revision of the first page; -1 = continue from the head. */
  readonly rv: number;
  /** Key after which to continue. */
  readonly start: string;
  /** Id of the kept list. */
  readonly list?: string;
}

interface KeptList {
  /** Its selection; a request with another one cannot continue it. */
  readonly selected: string;
  /** Revision of its first page. */
  readonly revision: number;
  /** Sorted by key. */
  readonly records: readonly KubeRecord[];
  readonly lease: Lease;
  until: number;
}

export class Lists {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #kept = new Map<string, KeptList>();
  #recent = new Map<string, readonly KubeRecord[]>();
  #recentRevision = -1;
  #count = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Reads the collection; the page may be sent once its revision is durable. */
  page(selection: Selection, query: URLSearchParams, client: Client, bounds: Bounds): ListPage {
    const limit = wholeNumber(query.get('limit')) ?? 0;
    const token = query.get('continue') ?? '';
    if (token !== '') return this.#continued(selection, limit, token, client, bounds);
    const revision = this.#store.revision;
    this.#checkVersion(query, revision);
    return this.#first(this.records(selection), 0, limit, revision, selection, client, bounds);
  }

  #continued(selection: Selection, limit: number, text: string, client: Client, bounds: Bounds): ListPage {
    const token = parseToken(text);
    if (token.rv === -1) {
      const records = this.records(selection);
      return this.#first(records, after(records, token.start), limit, this.#store.revision, selection, client, bounds);
    }
    const kept = token.list === undefined ? undefined : this.#kept.get(token.list);
    if (kept === undefined || kept.until < this.#now())
      throw new ContinueExpired(formatToken({ v: 'meta.k8s.io/v1', rv: -1, start: token.start }));
    if (kept.selected !== selection.text)
      throw badRequest(
        'invalid continue token: it goes on with another list; send it to the same collection with the same ' +
          'selectors, or start a new list without it',
      );
    const from = after(kept.records, token.start);
    const whole = limit <= 0 || kept.records.length - from <= limit;
    if (whole) this.#forget(token.list!);
    else {
      // Read again: displaced after the lists that no client continues.
      kept.until = this.#now() + KEPT_FOR;
      kept.lease.mark('idle');
    }
    return pageOf(kept.records, from, limit, kept.revision, selection, token.list!);
  }

  #first(
    records: readonly KubeRecord[],
    from: number,
    limit: number,
    revision: number,
    selection: Selection,
    client: Client,
    bounds: Bounds,
  ): ListPage {
    if (limit <= 0 || records.length - from <= limit)
      return { meta: { resourceVersion: String(revision) }, records: from === 0 ? records : records.slice(from) };
    const now = this.#now();
    for (const [known, { until }] of this.#kept) if (until < now) this.#forget(known);
    const id = `${this.#store.epochId}-${++this.#count}`;
    const lease = bounds.take('lists', client, FIXED_COST + records.length, () => void this.#kept.delete(id));
    lease?.mark('idle');
    if (lease !== undefined)
      this.#kept.set(id, { selected: selection.text, revision, records, lease, until: now + KEPT_FOR });
    // A list that could not be kept is answered with 410 at its next page, with a token to continue.
    return pageOf(records, from, limit, revision, selection, id);
  }

  #forget(id: string): void {
    this.#kept.get(id)?.lease.release();
    this.#kept.delete(id);
  }

  /** The selected records at the head; the same array for the same selection at the same revision. */
  records(selection: Selection): readonly KubeRecord[] {
    if (this.#recentRevision !== this.#store.revision) this.#recent = new Map();
    this.#recentRevision = this.#store.revision;
    let records = this.#recent.get(selection.text);
    if (records === undefined) {
      records = selection.records(this.#store);
      if (this.#recent.size >= RECENT) this.#recent.delete(this.#recent.keys().next().value!);
      this.#recent.set(selection.text, records);
    }
    return records;
  }

  #checkVersion(query: URLSearchParams, revision: number): void {
    const text = query.get('resourceVersion') ?? '';
    const match = query.get('resourceVersionMatch') ?? '';
    if (match !== '' && text === '')
      throw failure(
        422,
        'Invalid',
        'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is ' +
          'forbidden unless resourceVersion is provided',
      );
    if (text === '' || text === '0') return;
    const wanted = wholeNumber(text)!;
    if (wanted > revision) throw tooLarge(wanted, revision);
    if (match === 'Exact' && wanted !== revision)
      throw expired(`The resourceVersion for the provided list is too old.`);
  }
}

/** Index of the first record after the key, in records sorted by key. */
function after(records: readonly KubeRecord[], key: string): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle]!.key <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageOf(
  records: readonly KubeRecord[],
  from: number,
  limit: number,
  revision: number,
  selection: Selection,
  list: string,
): ListPage {
  const resourceVersion = String(revision);
  if (limit <= 0 || records.length - from <= limit) return { meta: { resourceVersion }, records: records.slice(from) };
  const page = records.slice(from, from + limit);
  const token = formatToken({ v: 'meta.k8s.io/v1', rv: revision, start: page.at(-1)!.key, list });
  return {
    meta: {
      resourceVersion,
      continue: token,
      ...(selection.all ? { remainingItemCount: records.length - from - limit } : {}),
    },
    records: page,
  };
}

/** A resourceVersion beyond the head: 504, retry. */
export function tooLarge(wanted: number, revision: number): Error {
  return failure(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${revision}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

export function wholeNumber(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

function formatToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function parseToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Token> | null;
    if (token?.v === 'meta.k8s.io/v1' && typeof token.rv === 'number' && typeof token.start === 'string')
      return token as Token;
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest('invalid continue token: continue key is not valid: start a new list without it');
}
