/** A connection beside others: what one peer sends at once is read in as many turns of the event loop as it takes. */

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { KEEPALIVE } from '../../engine/bgp/messages/keepalive.ts';
import { systemTimers } from '../../system-timers.ts';
import { until } from '../testing-speakers.ts';
import { createLingeringCloser } from './lingering-close.ts';
import { createMessageStream } from './message-stream.ts';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function pair(): Promise<readonly [Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const there = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [here] = (await once(server, 'connection')) as [Socket];
  open.push(server, { close: () => there.destroy() }, { close: () => here.destroy() });
  return [here, there];
}

test('expensive messages are read one a turn, in order, and none is lost', async () => {
  const [here, there] = await pair();
  let turn = 0;
  let counting: NodeJS.Immediate;
  const count = () => {
    turn += 1;
    counting = setImmediate(count);
  };
  count();
  const turns: number[] = [];
  createMessageStream(here, systemTimers, createLingeringCloser(), {
    message() {
      turns.push(turn);
      const end = performance.now() + 10;
      while (performance.now() < end);
    },
    fault: ({ cause }) => expect.unreachable(cause),
    closed: () => undefined,
    drained: () => undefined,
    sendHoldExpired: () => undefined,
  });
  const bytes = Buffer.concat(Array.from({ length: 30 }, () => KEEPALIVE));
  there.write(bytes.subarray(0, 300));
  there.write(bytes.subarray(300));
  await until('all are read', () => turns.length === 30);
  clearImmediate(counting!);
  expect(new Set(turns).size).toBe(30);
});
