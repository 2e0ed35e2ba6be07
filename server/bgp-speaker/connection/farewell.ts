/**
 * Closes a socket after last words. A NOTIFICATION is lost if the socket is destroyed while bytes of the peer lie
 * unread (the kernel resets the connection), so what still comes is read and thrown away until the peer closes or a
 * second is over. How many may be leaving at a time is bounded: in a flood the rest are reset.
 */

import type { Socket } from 'node:net';

const LINGER = 1000;
const MAX_LEAVING = 128;
const MAX_LEAVING_PER_HOST = 8;

export interface Farewells {
  /** `lastWords`: a complete message, or undefined for none. */
  close(socket: Socket, lastWords: Uint8Array | undefined): void;
  /** When all have left. */
  settled(): Promise<void>;
}

export function createFarewells(): Farewells {
  const leaving = new Set<Socket>();
  const byHost = new Map<string, number>();
  let waiting: (() => void)[] = [];

  return {
    close(socket, lastWords) {
      const host = socket.remoteAddress ?? '';
      const ofHost = byHost.get(host) ?? 0;
      socket
        .removeAllListeners('data')
        .removeAllListeners('end')
        .removeAllListeners('drain')
        .removeAllListeners('close')
        .removeAllListeners('error');
      socket.on('error', () => undefined);
      if (lastWords === undefined || socket.destroyed) return void socket.destroy();
      if (leaving.size >= MAX_LEAVING || ofHost >= MAX_LEAVING_PER_HOST) return void socket.resetAndDestroy();
      leaving.add(socket);
      byHost.set(host, ofHost + 1);
      const timer = setTimeout(() => socket.destroy(), LINGER);
      socket.on('close', () => {
        clearTimeout(timer);
        leaving.delete(socket);
        const left = (byHost.get(host) ?? 1) - 1;
        if (left === 0) byHost.delete(host);
        else byHost.set(host, left);
        if (leaving.size > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      });
      socket.on('data', () => undefined);
      socket.on('end', () => socket.destroy());
      socket.resume();
      socket.end(lastWords);
    },
    settled: () => (leaving.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
