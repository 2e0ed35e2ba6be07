/** A peer of the benchmark: connects, sends OPEN and KEEPALIVE, sends prepared bytes and counts its routes. */

import { connect, type Socket } from 'node:net';
import { HeldRoutes, KEEPALIVE, open } from './peer-wire.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly asn: number;
}

export interface BenchPeer {
  readonly held: HeldRoutes;
  /** performance.now() when the target's KEEPALIVE came. */
  readonly establishedAt: number;
  send(bytes: Uint8Array): void;
  /** Resolves with performance.now() when it has exactly `count` routes. */
  holds(count: number, milliseconds?: number): Promise<number>;
  /** Closes silently, and waits until it is closed here. */
  drop(): void;
}

/** One attempt; rejects when it is refused, reset or ended by a NOTIFICATION. */
function attempt(local: string, { host, port, asn }: Target, total: number): Promise<BenchPeer> {
  return new Promise((resolve, reject) => {
    const held = new HeldRoutes(total);
    const waiting = new Set<{ readonly count: number; readonly done: (at: number) => void }>();
    const socket: Socket = connect({ host, port, localAddress: local, noDelay: true });
    const alive = setInterval(() => socket.write(KEEPALIVE), 30_000);
    socket.on('connect', () => socket.write(open(asn, local.split('.').map(Number))));
    socket.on('error', reject);
    socket.on('close', () => {
      clearInterval(alive);
      reject(new Error('closed'));
    });
    const peer = (establishedAt: number): BenchPeer => ({
      held,
      establishedAt,
      send: (bytes) => void socket.write(bytes),
      holds: (count, milliseconds = 120_000) =>
        new Promise((got, late) => {
          if (held.count === count) return got(performance.now());
          const timer = setTimeout(
            () => late(new Error(`${local} holds ${held.count} routes instead of ${count} after ${milliseconds} ms`)),
            milliseconds,
          );
          waiting.add({
            count,
            done: (at) => {
              clearTimeout(timer);
              got(at);
            },
          });
        }),
      drop: () => void socket.destroy(),
    });
    socket.on('data', (bytes) => {
      try {
        for (const type of held.read(bytes)) {
          if (type === 1) socket.write(KEEPALIVE);
          else if (type === 4) resolve(peer(performance.now()));
        }
      } catch (error) {
        socket.destroy();
        reject(error as Error);
      }
      for (const one of waiting) {
        if (held.count !== one.count) continue;
        waiting.delete(one);
        one.done(performance.now());
      }
    });
  });
}

/** Tries until the session is Established, each time a millisecond after the last failure. */
export async function establish(
  local: string,
  target: Target,
  total: number,
  milliseconds = 30_000,
): Promise<BenchPeer> {
  for (const end = performance.now() + milliseconds; ;) {
    try {
      return await attempt(local, target, total);
    } catch (error) {
      if (performance.now() > end)
        throw new Error(`${local} gets no session with ${target.host}:${target.port}: ${(error as Error).message}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
