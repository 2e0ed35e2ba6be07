/** `npm run bench -- NAME`: runs one benchmark of `server/bench` and prints `name: value` lines. */

import { become, build, install, node24 } from './lib/prepare.mjs';

install();
const node = node24();
// Benchmarks of BGP do not use the console.
if (!process.argv[2]?.startsWith('bgp')) build(node);
await become(node, 'server/bench/main.ts', process.argv.slice(2));
