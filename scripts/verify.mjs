/** `npm run verify -- [--data-dir DIR]`: reads a data directory at rest and says what of it is as it was written. */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/main.ts', ['--verify', ...process.argv.slice(2)]);
