/**
 * Serves the built console: immutable assets, and the page for every address that is a page. `vite build` writes a
 * `.br` and a `.gz` beside large files, which are sent to clients that accept them.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import helmet from 'helmet';
import { codingOf } from './content-coding.ts';

const ENDINGS = { br: '.br', gzip: '.gz' } as const;

/** Router for the files below `dist` (made by `vite build`). */
export function createConsole(dist: string): Router {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error(`BUG: the console is not built: ${dist}/index.html is missing.`);
  const router = express.Router();
  const assets = join(dist, 'assets');
  router.use(
    '/assets',
    compressed(assets),
    express.static(assets, { immutable: true, maxAge: '1y', index: false, fallthrough: false, redirect: false }),
  );
  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: false,
    }),
  );
  const files = express.static(dist, { index: false, maxAge: 0, redirect: false });
  router.use(compressed(dist), files);
  const page = [
    (request: Request, response: Response, next: () => void): void => {
      response.setHeader('Cache-Control', 'no-cache');
      request.url = '/index.html';
      next();
    },
    compressed(dist),
    files,
  ];
  // The front page is for everybody; elsewhere only browsers get the page, so that a script with a wrong API path
  // gets an error.
  router.get('/', page);
  router.get(
    '/{*path}',
    (request: Request, _response: Response, next: NextFunction) =>
      (request.get('accept') ?? '').includes('text/html') ? next() : next('route'),
    page,
  );
  return router;
}

/** Redirects the request to the compressed variant of a file, if there is one that the client accepts. */
function compressed(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    const offered = (['br', 'gzip'] as const).filter((coding) => names.has(name + ENDINGS[coding]));
    if (offered.length === 0 || !['GET', 'HEAD'].includes(request.method)) return next();
    response.setHeader('Vary', 'Accept-Encoding');
    const coding = codingOf(request.get('accept-encoding'), offered);
    if (coding === undefined) return next();
    response.type(name);
    response.setHeader('Content-Encoding', coding);
    request.url = `/${name}${ENDINGS[coding]}`;
    next();
  };
}
