/**
 * `npm run mutate -- [--steps N] [--seed S] [--from K] [--go-on]`: requests with every part spoilt against the real
 * system, which is killed after each 500; nothing may stop it, and nothing acknowledged may be lost.
 */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/testing/mutate/mutate-main.ts', process.argv.slice(2));
