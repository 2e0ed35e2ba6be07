/**
 * `npm start`: installs what is missing, builds if sources changed, and runs the server. `--dev` serves with hot
 * reload.
 */

import { become, build, install, node24 } from './lib/prepare.mjs';

const args = process.argv.slice(2);
install();
const node = node24();
if (!['--dev', '--no-console', '--export', '--import', '--help'].some((option) => args.includes(option))) build(node);
await become(node, 'server/main.ts', args);
