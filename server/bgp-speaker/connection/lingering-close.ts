/**
 * Lingering close: sends a last message and then closes the socket. The message, usually a NOTIFICATION, would be lost
 * if the socket were destroyed while bytes of the peer are unread, because the kernel then resets the connection. So
 * what still arrives is read and discarded until the peer closes or a second has passed. The number of sockets that
 * linger is bounded; beyond it, in a flood, connections are reset.
 */

import type { Socket } from 'node:net';

/** How long a closed socket waits for the peer to read the last message, in ms: several round trips of any network. */
const LINGER_MS = 1000;
/** Sockets that may linger at once: few enough that a flood of calls does not use up file descriptors. */
const MAX_LINGERING = 128;
/** The same for one remote address, so that one host cannot take all of them. */
const MAX_LINGERING_PER_HOST = 8;

export interface LingeringCloser {
  /** `lastMessage`: complete and encoded, or undefined to close without one. */
  close(socket: Socket, lastMessage: Uint8Array | undefined): void;
  /** Resolves when no socket lingers any more. */
  allClosed(): Promise<void>;
}

export function createLingeringCloser(): LingeringCloser {
  const lingering = new Set<Socket>();
  const byHost = new Map<string, number>();
  let waiting: (() => void)[] = [];

  return {
    close(socket, lastMessage) {
      const host = socket.remoteAddress ?? '';
      const ofHost = byHost.get(host) ?? 0;
      socket
        .removeAllListeners('data')
        .removeAllListeners('end')
        .removeAllListeners('drain')
        .removeAllListeners('close')
        .removeAllListeners('error');
      socket.on('error', () => undefined);
      if (lastMessage === undefined || socket.destroyed) return void socket.destroy();
      if (lingering.size >= MAX_LINGERING || ofHost >= MAX_LINGERING_PER_HOST) return void socket.resetAndDestroy();
      lingering.add(socket);
      byHost.set(host, ofHost + 1);
      const timer = setTimeout(() => socket.destroy(), LINGER_MS);
      socket.on('close', () => {
        clearTimeout(timer);
        lingering.delete(socket);
        const left = (byHost.get(host) ?? 1) - 1;
        if (left === 0) byHost.delete(host);
        else byHost.set(host, left);
        if (lingering.size > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      });
      socket.on('data', () => undefined);
      socket.on('end', () => socket.destroy());
      socket.resume();
      socket.end(lastMessage);
    },
    allClosed: () => (lingering.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
