/**
 * `npm run crash -- [--kills N] [--seed S] [--workload http|store]`: kills the system at random moments and checks
 * after each restart that nothing promised was lost.
 */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/testing/crash-main.ts', process.argv.slice(2));
