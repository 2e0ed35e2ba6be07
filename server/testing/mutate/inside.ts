/**
 * Put into the process under test with `--import`: nothing of it leaves this machine, and it says on standard output
 * how long its longest turn was and how much work the fullest turn did: `turn {"ms":…,"nodes":…,"rows":…,"bytes":…}`.
 */

import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mostInOneTurn } from '../../http/turn-budget.ts';

/** How often it looks, ms. */
const EVERY = 100;
const LOOPBACK = /^(127\.|::1$|localhost$|::ffff:127\.)/;

// Mutated BGP routers have addresses from everywhere.
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const [first] = args.flat() as readonly unknown[];
  const options =
    typeof first === 'object' && first !== null ? (first as { readonly host?: string; readonly path?: string }) : {};
  if (options.path === undefined && !LOOPBACK.test(options.host ?? 'localhost')) {
    process.nextTick(() =>
      this.destroy(Object.assign(new Error(`connect ENETUNREACH ${options.host}`), { code: 'ENETUNREACH' })),
    );
    return this;
  }
  return Reflect.apply(connect, this, args) as Socket;
};

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let said = '';
let longest = 0;
setInterval(() => {
  longest = Math.max(longest, Math.round(delay.max / 1e6));
  delay.reset();
  const line = JSON.stringify({ ms: longest, ...mostInOneTurn() });
  if (line !== said) process.stdout.write(`turn ${line}\n`);
  said = line;
}, EVERY).unref();
/** It will be killed: what it has compiled is written now, ms after its beginning. */
const COMPILED_AFTER = 2000;
setTimeout(flushCompileCache, COMPILED_AFTER).unref();
