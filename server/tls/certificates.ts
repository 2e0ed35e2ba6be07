/**
 * The certificates of the Kubernetes API's port. The authority is made once and kept in the data directory; what it
 * signed is renewed when it is about to expire, or when the server has other names than at the former start.
 */

import { hostname } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Timers } from '../model/timers.ts';
import { readIdentity, writeIdentity, type Identity, type IdentityText } from './identity.ts';
import type { Issued, Order } from './issue.ts';

const DAY_MS = 86_400_000;
/**
 * What has less time left is renewed, ms. The authority's time is longer than what it signs lasts, so that no
 * certificate outlives it.
 */
const LEFT = { authority: 400 * DAY_MS, serving: 30 * DAY_MS };
/** Between two looks at the calendar, ms. */
const LOOK_EVERY = DAY_MS / 2;

/** What is presented to clients, and the authority's certificate by which they know it. */
export interface Certificates {
  readonly serving: IdentityText;
  readonly authority: string;
}

/** The names that a server's certificate is for: those by which it may be addressed, and that of the machine. */
export function certifiedNames(hosts: ReadonlySet<string>): readonly string[] {
  const own = hostname().toLowerCase();
  const names = new Set([...hosts, ...(/^[a-z\d.-]+$/.test(own) ? [own] : [])]);
  // Addresses to listen on, which nobody connects to.
  for (const any of ['0.0.0.0', '::']) names.delete(any);
  return [...names].toSorted();
}

/**
 * The certificates in a data directory, after what is missing, about to expire or for other names was issued.
 *
 * @throws Error with a sentence that names the file when one cannot be read.
 */
export async function readyCertificates(
  directory: string,
  names: readonly string[],
  now: number,
  issuing: (order: Order) => Promise<Issued> = issueInThread,
): Promise<Certificates> {
  const [authorityFile, servingFile] = [join(directory, 'kube-ca.pem'), join(directory, 'kube-serving.pem')];
  const authority = read(authorityFile);
  const lasts = authority !== undefined && hasTime(authority, now, LEFT.authority);
  const serving = read(servingFile);
  if (lasts && serving !== undefined && serves(serving, authority, names, now))
    return { serving, authority: authority.cert };
  const issued = await issuing({
    now,
    names,
    ...(authority === undefined ? {} : { authorityKey: authority.key }),
    ...(lasts ? { authorityCert: authority.cert } : {}),
  });
  if (!lasts) writeIdentity(authorityFile, issued.authority);
  writeIdentity(servingFile, issued.serving);
  return { serving: issued.serving, authority: issued.authority.cert };
}

/** Renews the certificates when their time has come, while the server runs. Returns what ends that. */
export function keepRenewed(
  current: Certificates,
  timers: Timers,
  renew: () => Promise<Certificates>,
  use: (renewed: Certificates) => void,
  report: (error: unknown) => void,
): () => void {
  let [known, ended] = [current, false];
  const timer = timers.after(LOOK_EVERY, () => {
    renew()
      .then((renewed) => {
        if (ended || renewed.serving.cert === known.serving.cert) return;
        known = renewed;
        use(renewed);
      })
      .catch(report)
      .finally(() => {
        if (!ended) timer.restart();
      });
  });
  return () => {
    ended = true;
    timer.stop();
  };
}

function read(file: string): Identity | undefined {
  try {
    return readIdentity(file);
  } catch (error) {
    throw new Error(
      `The file ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}. Remove it: a new ` +
        'one is made at the next start, and the file kubeconfig says by what clients know it.',
      { cause: error },
    );
  }
}

function hasTime({ certificate }: Identity, now: number, left: number): boolean {
  return certificate.validFromDate.getTime() <= now && certificate.validToDate.getTime() - now >= left;
}

function serves(serving: Identity, authority: Identity, names: readonly string[], now: number): boolean {
  const { certificate } = serving;
  const named = (name: string): boolean =>
    (certificate.checkHost(name, { subject: 'never' }) ?? certificate.checkIP(name)) !== undefined;
  return (
    hasTime(serving, now, LEFT.serving) &&
    certificate.checkIssued(authority.certificate) &&
    certificate.verify(authority.certificate.publicKey) &&
    names.every(named)
  );
}

function issueInThread(order: Order): Promise<Issued> {
  return new Promise((resolve, reject) => {
    new Worker(new URL('./issue-thread.ts', import.meta.url), { execArgv: [], workerData: order })
      .once('message', resolve)
      .once('error', reject)
      .once('exit', (code) => reject(new Error(`The thread that issues certificates ended with ${code}`)));
  });
}
