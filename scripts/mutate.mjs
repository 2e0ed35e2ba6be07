/**
 * `npm run mutate -- [--steps N] [--seed S] [--from K] [--go-on]`: sends requests with every part spoilt to the real
 * system, which is killed after every 500; it must never stop by itself, and nothing acknowledged may be lost.
 */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/testing/mutate/mutate-main.ts', process.argv.slice(2));
