/**
 * The listening socket of a speaker. A port that is in use is tried again every few seconds. Keys of TCP-MD5 belong
 * to the listening socket; with the first key it is opened again through the binding.
 */

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Timer, Timers } from '../../model/timers.ts';
import type { Md5Keys, Md5Support, RefusedKeys } from './md5/md5-support.ts';
import type { Endpoint } from './transport-map.ts';

/** ms until listening is tried again after an error. */
const RETRY = 5000;

interface ListenTarget {
  readonly host: string;
  readonly port: number;
  /** Host of a peer → its key. */
  readonly keys: Md5Keys;
  /** Needed when there are keys. */
  readonly md5: Md5Support | undefined;
}

export interface Listener {
  /** Undefined: do not listen. Resolves when it listens or has failed. */
  bringTo(target: ListenTarget | undefined): Promise<void>;
  readonly endpoint: Endpoint | undefined;
  /** A sentence; undefined when all is well, or when it is not to listen. */
  readonly error: string | undefined;
  /** Keys that the kernel refuses, by host, with the reason. */
  readonly refusedKeys: RefusedKeys;
  /** Whether the error is that another process listens there. */
  readonly taken: boolean;
}

export interface ListenerEvents {
  /** `authenticated`: the key with which this host's segments are checked. */
  called(socket: Socket, host: string, authenticated: string | undefined): void;
  changed(): void;
  /** Listening succeeded after the address was in use by another process. */
  freed(): void;
}

interface Open {
  readonly server: Server;
  readonly target: ListenTarget;
  readonly endpoint: Endpoint;
  readonly setKeys: ((keys: Md5Keys) => RefusedKeys) | undefined;
  readonly refusedKeys: RefusedKeys;
}

export function createListener(timers: Timers, events: ListenerEvents): Listener {
  let open: Open | undefined;
  let error: string | undefined;
  let taken = false;
  let retry: Timer | undefined;
  let keys: Md5Keys = new Map();
  let refusedKeys: RefusedKeys = new Map();
  /** Counts changes of the target: an attempt that was started for an earlier one is discarded. */
  let generation = 0;

  const close = () => {
    generation += 1;
    retry?.stop();
    retry = undefined;
    error = undefined;
    taken = false;
    open?.server.close();
    open = undefined;
  };

  const attempt = async (target: ListenTarget): Promise<void> => {
    const mine = generation;
    retry = undefined;
    try {
      const opened = await listen(target);
      if (mine !== generation) return void opened.server.close();
      const freed = taken;
      open = opened;
      error = undefined;
      taken = false;
      refusedKeys = opened.refusedKeys;
      keys = carried(target.keys, refusedKeys);
      open.server.on('connection', (socket: Socket) => {
        const host = plainHost(socket.remoteAddress ?? '');
        events.called(socket.setNoDelay(true), host, keys.get(host));
      });
      open.server.on('error', () => undefined);
      if (freed) events.freed();
    } catch (cause) {
      if (mine !== generation) return;
      taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
      error = listenSentence(target, cause as NodeJS.ErrnoException);
      retry = timers.after(RETRY, () => void attempt(target));
    }
    events.changed();
  };

  return {
    async bringTo(target) {
      if (target === undefined) return close();
      const present = open;
      if (
        present !== undefined &&
        present.target.host === target.host &&
        (present.target.port === target.port ||
          (target.port === 0 && present.target.port === 0) ||
          present.endpoint.port === target.port)
      ) {
        if (present.setKeys !== undefined || target.keys.size === 0) {
          refusedKeys = present.setKeys?.(target.keys) ?? new Map();
          keys = carried(target.keys, refusedKeys);
          return;
        }
        // A socket of node:net cannot be given keys: listen again on the same port, through the binding.
        close();
        return attempt({ ...target, port: present.endpoint.port });
      }
      close();
      return attempt(target);
    },
    get endpoint() {
      return open?.endpoint;
    },
    get error() {
      return error;
    },
    get refusedKeys() {
      return refusedKeys;
    },
    get taken() {
      return taken;
    },
  };
}

/** The keys with which segments are checked. */
function carried(keys: Md5Keys, refused: RefusedKeys): Md5Keys {
  return refused.size === 0 ? keys : new Map([...keys].filter(([host]) => !refused.has(host)));
}

async function listen(target: ListenTarget): Promise<Open> {
  const { host, port, md5 } = target;
  if (target.keys.size > 0) {
    if (md5?.kind !== 'available') throw new Error(`BUG: TCP-MD5 keys for ${host}:${port} without TCP-MD5`);
    const { server, port: bound, setKeys, refused } = await md5.binding.listen({ host, port, keys: target.keys });
    return { server, target, endpoint: { host, port: bound }, setKeys, refusedKeys: refused };
  }
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    server,
    target: { ...target, keys: new Map() },
    endpoint: { host, port: (server.address() as AddressInfo).port },
    setKeys: undefined,
    refusedKeys: new Map(),
  };
}

function listenSentence({ host, port }: ListenTarget, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${host}:${port} is taken by another process. Stop it, or change the address or port of this BGP router.`;
    case 'EADDRNOTAVAIL':
      return (
        `${host} is not an address of this machine. Map it to one with --bgp-transport, or change the address of ` +
        'this BGP router.'
      );
    case 'EACCES':
      return (
        `Listening on ${host}:${port} is not permitted: ports below 1024 need the privilege. Map it to a higher ` +
        'port with --bgp-transport.'
      );
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}.`;
  }
}

/** `::ffff:127.0.0.1` → `127.0.0.1`. */
function plainHost(host: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/.test(host) ? host.slice(7) : host;
}
