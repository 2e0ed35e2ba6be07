/**
 * An ordinary client: asks one thing after the other, as a browser does, on connections that it keeps and new
 * ones.
 */

import { Agent, request } from 'node:http';
import { processorWait } from './processor-wait.ts';

export interface Bystander {
  /** Milliseconds that each answer took, in order. */
  readonly took: readonly number[];
  /** The same without what the rest of the machine made the asked process, or this one, wait for a processor. */
  readonly tookOfUs: readonly number[];
  /** What was answered wrongly. */
  readonly complaints: readonly string[];
}

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** Things that a console and a kubectl ask: small reads, a page of a table, a write, the front of a live stream. */
function ask(count: number): Ask {
  switch (count % 6) {
    case 0:
      return { method: 'GET', path: '/kube/api/v1/namespaces/default' };
    case 1:
      return { method: 'GET', path: '/views/tables/pods?limit=50' };
    case 2:
      return {
        method: 'POST',
        path: '/kube/api/v1/namespaces/default/configmaps',
        body: { metadata: { generateName: 'bystander-' }, data: { a: 'b' } },
      };
    case 3:
      return { method: 'GET', path: '/config/virtual-networks?page_limit=20' };
    case 4:
      return { method: 'GET', path: '/live' };
    default:
      return { method: 'GET', path: '/kube/api/v1/configmaps?limit=50' };
  }
}

/** Asks the process `pid` at `url` until `over` says so. */
export async function standBy(
  url: string,
  pid: number,
  over: (asked: number) => boolean,
  pauseMs = 5,
): Promise<Bystander> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took: number[] = [];
  const tookOfUs: number[] = [];
  const complaints: string[] = [];
  for (let count = 0; !over(count); count += 1) {
    const { method, path, body } = ask(count);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const waited = [processorWait(pid), processorWait(process.pid)];
    const start = performance.now();
    const status = await new Promise<number | string>((resolve) => {
      const headers =
        text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      // Every second round on a new connection: a newcomer.
      const sent = request(
        { hostname, port, method, path, headers, agent: path === '/live' || count % 12 < 6 ? false : agent },
        (answer) => {
          answer.on('error', () => {});
          if (path === '/live') {
            answer.once('data', () => {
              resolve(answer.statusCode ?? 0);
              sent.destroy();
            });
            answer.once('end', () => resolve('the end without an event'));
          } else answer.on('end', () => resolve(answer.statusCode ?? 0)).resume();
        },
      );
      sent.on('error', (error) => resolve(error.message));
      sent.end(text);
    });
    took.push(performance.now() - start);
    tookOfUs.push(took.at(-1)! - waited.reduce((sum, of) => sum + of(), 0));
    if (status !== 200 && status !== 201)
      complaints.push(`${method} ${path} was answered with ${status} after ${Math.round(took.at(-1)!)} ms`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  agent.destroy();
  return { took, tookOfUs, complaints };
}
