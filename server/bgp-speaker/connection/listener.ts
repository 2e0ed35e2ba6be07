/**
 * Where a speaker is called. A port that is taken is tried again every few seconds. Keys of TCP-MD5 belong to the
 * listening socket; with the first key it is opened anew through the binding.
 */

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Timer, Timers } from '../../model/timers.ts';
import type { Md5Keys, Md5Support, RefusedKeys } from './md5/md5-support.ts';
import type { Endpoint } from './transport-map.ts';

const RETRY = 5000;

interface ListenWish {
  readonly host: string;
  readonly port: number;
  /** Host of a peer → its key. */
  readonly keys: Md5Keys;
  /** Needed when there are keys. */
  readonly md5: Md5Support | undefined;
}

export interface Listener {
  /** Undefined: do not listen. Resolves when it listens or has failed. */
  bringTo(wish: ListenWish | undefined): Promise<void>;
  readonly endpoint: Endpoint | undefined;
  /** A sentence; undefined when all is well, or when it is not to listen. */
  readonly error: string | undefined;
  /** Keys that the kernel does not take, by host, with the reason. */
  readonly refusedKeys: RefusedKeys;
  /** The error is that another process listens there: the address is somebody else's. */
  readonly taken: boolean;
}

export interface ListenerEvents {
  /** `authenticated`: the key with which this host's segments are checked. */
  called(socket: Socket, host: string, authenticated: string | undefined): void;
  changed(): void;
  /** The address that was another process's is ours now. */
  freed(): void;
}

interface Open {
  readonly server: Server;
  readonly wish: ListenWish;
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
  /** Counts wishes: an attempt that took longer than its wish lasted is of no use. */
  let wishes = 0;

  const close = () => {
    wishes += 1;
    retry?.stop();
    retry = undefined;
    error = undefined;
    taken = false;
    open?.server.close();
    open = undefined;
  };

  const attempt = async (wish: ListenWish): Promise<void> => {
    const mine = wishes;
    retry = undefined;
    try {
      const opened = await listen(wish);
      if (mine !== wishes) return void opened.server.close();
      const freed = taken;
      open = opened;
      error = undefined;
      taken = false;
      refusedKeys = opened.refusedKeys;
      keys = carried(wish.keys, refusedKeys);
      open.server.on('connection', (socket: Socket) => {
        const host = plainHost(socket.remoteAddress ?? '');
        events.called(socket.setNoDelay(true), host, keys.get(host));
      });
      open.server.on('error', () => undefined);
      if (freed) events.freed();
    } catch (cause) {
      if (mine !== wishes) return;
      taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
      error = listenSentence(wish, cause as NodeJS.ErrnoException);
      retry = timers.after(RETRY, () => void attempt(wish));
    }
    events.changed();
  };

  return {
    async bringTo(wish) {
      if (wish === undefined) return close();
      const present = open;
      if (
        present !== undefined &&
        present.wish.host === wish.host &&
        (present.wish.port === wish.port ||
          (wish.port === 0 && present.wish.port === 0) ||
          present.endpoint.port === wish.port)
      ) {
        if (present.setKeys !== undefined || wish.keys.size === 0) {
          refusedKeys = present.setKeys?.(wish.keys) ?? new Map();
          keys = carried(wish.keys, refusedKeys);
          return;
        }
        // A plain socket cannot be given keys: the same port once more, through the binding.
        close();
        return attempt({ ...wish, port: present.endpoint.port });
      }
      close();
      return attempt(wish);
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

async function listen(wish: ListenWish): Promise<Open> {
  const { host, port, md5 } = wish;
  if (wish.keys.size > 0) {
    if (md5?.kind !== 'available') throw new Error(`BUG: TCP-MD5 keys for ${host}:${port} without TCP-MD5`);
    const { server, port: bound, setKeys, refused } = await md5.binding.listen({ host, port, keys: wish.keys });
    return { server, wish, endpoint: { host, port: bound }, setKeys, refusedKeys: refused };
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
    wish: { ...wish, keys: new Map() },
    endpoint: { host, port: (server.address() as AddressInfo).port },
    setKeys: undefined,
    refusedKeys: new Map(),
  };
}

function listenSentence({ host, port }: ListenWish, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${host}:${port} is taken by another process. Stop it, or change the address or port of this BGP router.`;
    case 'EADDRNOTAVAIL':
      return (
        `${host} is not an address of this machine. Map it to one with the transport map, or change the address of ` +
        'this BGP router.'
      );
    case 'EACCES':
      return (
        `Listening on ${host}:${port} is not permitted: ports below 1024 need the privilege. Map it to a higher ` +
        'port.'
      );
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}.`;
  }
}

/** `::ffff:127.0.0.1` → `127.0.0.1`. */
function plainHost(host: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/.test(host) ? host.slice(7) : host;
}
