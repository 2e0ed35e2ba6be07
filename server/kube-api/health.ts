/**
 * `/healthz`, `/livez` and `/readyz`, as the API server answers probes and people: one word, or with `?verbose` a line
 * for each check; `/readyz/etcd` is one check, `?exclude=etcd` leaves it out. A check that fails makes it 500.
 */

import type { Response } from 'express';
import type { Store } from '../store/store.ts';

const ENDPOINTS = ['healthz', 'livez', 'readyz'] as const;
type Endpoint = (typeof ENDPOINTS)[number];

export interface HealthFacts {
  readonly store: Pick<Store, 'revision' | 'durable'>;
  /** Whether the server is about to end, so that no new work should be sent to it. */
  readonly closing?: () => boolean;
}

interface Check {
  readonly name: string;
  /** All endpoints unless given. */
  readonly of?: readonly Endpoint[];
  readonly passes: (facts: HealthFacts) => boolean | Promise<boolean>;
}

/** Within which everything written must be on disk, ms; as long as the API server waits for etcd. */
const DISK_MS = 2_000;

const CHECKS: readonly Check[] = [
  { name: 'ping', passes: () => true },
  { name: 'log', passes: () => true },
  // The storage, by the name that probes of clusters have for it.
  { name: 'etcd', passes: ({ store }) => within(store.durable(store.revision), DISK_MS) },
  { name: 'shutdown', of: ['readyz'], passes: ({ closing }) => closing?.() !== true },
];

/** The paths that are answered. */
export const HEALTH_PATHS: readonly string[] = ENDPOINTS.flatMap((endpoint) => [
  `/${endpoint}`,
  ...checksOf(endpoint).map(({ name }) => `/${endpoint}/${name}`),
]);

/** Answers if the path is one of health; `path` has no slash at its end. */
export async function serveHealth(
  response: Response,
  path: string,
  query: URLSearchParams,
  facts: HealthFacts,
): Promise<boolean> {
  const [, endpoint, name, ...further] = path.split('/');
  const asked = ENDPOINTS.find((known) => known === endpoint);
  if (asked === undefined || further.length > 0) return false;
  const checks = checksOf(asked);
  if (name !== undefined && !checks.some((check) => check.name === name)) return false;
  const excluded = new Set(query.getAll('exclude'));
  const asks = name === undefined ? checks : checks.filter((check) => check.name === name);
  const lines: string[] = [];
  let failed = false;
  for (const check of asks) {
    if (name === undefined && excluded.has(check.name)) {
      lines.push(`[+]${check.name} excluded: ok`);
      continue;
    }
    const passes = await check.passes(facts);
    failed ||= !passes;
    lines.push(passes ? `[+]${check.name} ok` : `[-]${check.name} failed: reason withheld`);
  }
  const unknown = [...excluded].filter((each) => !checks.some((check) => check.name === each));
  if (name === undefined && unknown.length > 0)
    lines.push(
      'warn: some health checks cannot be excluded: no matches for ' +
        unknown.map((each) => JSON.stringify(each)).join(','),
    );
  response.status(failed ? 500 : 200).type('text/plain');
  response.setHeader('Cache-Control', 'no-cache, private');
  if (name !== undefined) response.end(failed ? `internal server error: ${name} failed: reason withheld\n` : 'ok');
  else if (failed) response.end(`${lines.join('\n')}\n${asked} check failed\n`);
  else response.end(query.has('verbose') ? `${lines.join('\n')}\n${asked} check passed\n` : 'ok');
  return true;
}

function checksOf(endpoint: Endpoint): readonly Check[] {
  return CHECKS.filter(({ of }) => of?.includes(endpoint) ?? true);
}

/** Whether it resolves in time. */
function within(awaited: Promise<void>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => resolve(false), milliseconds).unref();
    awaited
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timeout));
  });
}
