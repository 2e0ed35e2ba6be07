/** Everything that is served but the console, each at the place that `contract/endpoints` declares. Wiring only. */

import { Worker } from 'node:worker_threads';
import express, { type Express, type RequestHandler } from 'express';
import { APIS, BESIDE } from './contract/endpoints/beside.ts';
import { openApi } from './contract/endpoints/openapi.ts';
import { identify } from './http/authenticate.ts';
import { within, type Bounds } from './http/bounds.ts';
import { guard } from './http/guard.ts';
import { methodNotAllowed, ONLY_READ } from './http/problem.ts';
import { sendBody } from './http/send.ts';
import type { Readings } from './readings.ts';

export interface AppOptions {
  /** Names by which requests may address the server. */
  readonly names: ReadonlySet<string>;
  readonly bounds: Bounds;
  readonly readings: Pick<Readings, 'serve'>;
}

export function createApp({ names, bounds, readings }: AppOptions): Express {
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(guard(names), within(bounds));
  let document: Promise<string> | undefined;
  const beside: { readonly [Name in keyof typeof BESIDE]: RequestHandler } = {
    live: readings.serve('live'),
    openApi: async (request, response) => {
      document ??= openApiText();
      const text = await document;
      await sendBody(request, response.type('application/json'), text);
    },
    health: (_request, response) => void response.type('text/plain').end('ok'),
  };
  const apis: { readonly [Name in keyof typeof APIS]: RequestHandler } = {
    kube: readings.serve('kube'),
    config: readings.serve('config'),
  };
  for (const name of Object.keys(BESIDE) as (keyof typeof BESIDE)[])
    app.route(BESIDE[name].path).get(identify('views'), beside[name]).all(onlyRead);
  for (const name of Object.keys(APIS) as (keyof typeof APIS)[]) app.use(APIS[name].path, identify(name), apis[name]);
  app.use(identify('views'), readings.serve('views'));
  return app;
}

const onlyRead: RequestHandler = ({ method, path }) => {
  throw methodNotAllowed(ONLY_READ, `${path} is read only: GET, not ${method}.`);
};

/** Made in a thread, once; where there can be no thread, here. */
function openApiText(): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    new Worker(new URL('./openapi-thread.ts', import.meta.url), { execArgv: [] })
      .once('message', resolve)
      .once('error', reject)
      .once('exit', (code) => reject(new Error(`The thread ended with ${code}`)));
  }).catch(() => JSON.stringify(openApi()));
}
