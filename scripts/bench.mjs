/** `npm run bench -- NAME`: runs one benchmark of `server/bench` and prints `name: value` lines. */
import { become, build, install, node24 } from './lib/prepare.mjs';

install();
const node = node24();
build(node);
await become(node, 'server/bench/main.ts', process.argv.slice(2));
