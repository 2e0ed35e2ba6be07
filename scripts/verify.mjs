/** `npm run verify -- [--data-dir DIR]`: reads a data directory that no server uses and reports what is damaged. */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/main.ts', ['--verify', ...process.argv.slice(2)]);
