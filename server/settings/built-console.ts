import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused.ts';

/** Throws `Refused` when the console that is to be served was not built. Before anything is opened. */
export function requireBuilt(dist: string): void {
  if (existsSync(join(dist, 'index.html'))) return;
  throw new Refused(
    `The console is not built: ${join(dist, 'index.html')} is missing. Start with npm start, which builds it, or ` +
      'build it with npm run build; --no-console serves the APIs alone.',
  );
}
