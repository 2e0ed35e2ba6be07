/**
 * Lists, whole or in pages. All pages of a list show the state at its first: what is left is kept (records are immutable,
 * so that is an array of pointers) until it was read, pushed out by newer lists, or five minutes old; then a `continue`
 * is answered 410 with a fresh one that goes on from the head, as the API server does.
 */
import { badRequest } from '../kube/kube-problem.ts';
import type { Store } from '../store/store.ts';
import type { KubeRecord, ListMeta } from './encode.ts';
import type { Selection } from './selection.ts';
import { expired, failure } from './status.ts';

const KEPT_LISTS = 64;
const KEPT_FOR = 5 * 60_000;

export interface ListPage {
  readonly meta: ListMeta;
  readonly records: readonly KubeRecord[];
}

/** Raised with the token by which a client can go on after all. */
export class ContinueExpired extends Error {
  readonly token: string;
  constructor(token: string) {
    super('continue expired');
    this.token = token;
  }
}

interface Token {
  readonly v: 'meta.k8s.io/v1';
  /** Revision of the first page; -1 = go on from the head. */
  readonly rv: number;
  /** Key after which to go on. */
  readonly start: string;
  /** Names the kept list. */
  readonly list?: string;
}

interface KeptList {
  readonly records: readonly KubeRecord[];
  readonly until: number;
}

export class Lists {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #kept = new Map<string, KeptList>();
  #count = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Reads the collection; the page may leave once its revision is durable. */
  page(selection: Selection, query: URLSearchParams): ListPage {
    const limit = wholeNumber(query.get('limit')) ?? 0;
    const token = query.get('continue') ?? '';
    if (token !== '') return this.#continued(selection, limit, token);
    const revision = this.#store.revision;
    this.#checkVersion(query, revision);
    return this.#cut(selection.records(this.#store), limit, revision, selection);
  }

  #continued(selection: Selection, limit: number, text: string): ListPage {
    const token = parseToken(text);
    if (token.rv === -1) {
      const records = selection.records(this.#store).filter((record) => record.key > token.start);
      return this.#cut(records, limit, this.#store.revision, selection);
    }
    const kept = token.list === undefined ? undefined : this.#kept.get(token.list);
    if (kept === undefined || kept.until < this.#now()) throw new ContinueExpired(formatToken({ v: 'meta.k8s.io/v1', rv: -1, start: token.start }));
    const rest = kept.records.filter((record) => record.key > token.start);
    return this.#cut(rest, limit, token.rv, selection, token.list);
  }

  #cut(records: readonly KubeRecord[], limit: number, revision: number, selection: Selection, list?: string): ListPage {
    const resourceVersion = String(revision);
    if (limit <= 0 || records.length <= limit) {
      if (list !== undefined) this.#kept.delete(list);
      return { meta: { resourceVersion }, records };
    }
    const page = records.slice(0, limit);
    const rest = records.slice(limit);
    const id = list ?? `${this.#store.epoch}-${++this.#count}`;
    this.#keep(id, rest);
    const token = formatToken({ v: 'meta.k8s.io/v1', rv: revision, start: page.at(-1)!.key, list: id });
    return { meta: { resourceVersion, continue: token, ...(selection.all ? { remainingItemCount: rest.length } : {}) }, records: page };
  }

  #keep(id: string, records: readonly KubeRecord[]): void {
    const now = this.#now();
    this.#kept.delete(id);
    for (const [known, kept] of this.#kept) if (kept.until < now || this.#kept.size >= KEPT_LISTS) this.#kept.delete(known);
    this.#kept.set(id, { records, until: now + KEPT_FOR });
  }

  #checkVersion(query: URLSearchParams, revision: number): void {
    const text = query.get('resourceVersion') ?? '';
    const match = query.get('resourceVersionMatch') ?? '';
    if (match !== '' && text === '') throw failure(422, 'Invalid', 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided');
    if (text === '' || text === '0') return;
    const wanted = wholeNumber(text)!;
    if (wanted > revision) throw tooLarge(wanted, revision);
    if (match === 'Exact' && wanted !== revision) throw expired(`The resourceVersion for the provided list is too old.`);
  }
}

/** A resourceVersion beyond the head: 504, try again. */
export function tooLarge(wanted: number, revision: number): Error {
  return failure(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${revision}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1,
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
    if (token?.v === 'meta.k8s.io/v1' && typeof token.rv === 'number' && typeof token.start === 'string') return token as Token;
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest('invalid continue token: continue key is not valid: start a new list without it');
}
