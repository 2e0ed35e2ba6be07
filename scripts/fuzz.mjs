/**
 * `npm run fuzz -- bgp [--minutes N] [--seed S]`: altered and random messages against the BGP decoders. Inputs that
 * fail are kept in server/engine/bgp/fuzz/failing and are tests from then on.
 */

import { become, install, node24 } from './lib/prepare.mjs';

install();
await become(node24(), 'server/testing/fuzz-main.ts', process.argv.slice(2));
