/** Serves the built console: immutable assets, and the page for every address that is a page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import helmet from 'helmet';

/** Router for the files below `dist` (made by `vite build`). */
export function createConsole(dist: string): Router {
  if (!existsSync(join(dist, 'index.html'))) throw new Error(`BUG: the console is not built: ${dist}/index.html is missing.`);
  const router = express.Router();
  router.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  router.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"], workerSrc: ["'self'", 'blob:'], objectSrc: ["'none'"], baseUri: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  }));
  router.use(express.static(dist, { index: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (!(request.get('accept') ?? '').includes('text/html')) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: dist });
  });
  return router;
}
