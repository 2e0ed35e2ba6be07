/**
 * TCP-MD5 (RFC 2385) for node:net, on Linux through the optional koffi: a socket is created and given its keys
 * through libc, then passed to node:net by its descriptor. A key belongs to a peer's address. The kernel silently
 * drops segments without the right digest, RST included: a wrong key, no key on the other side and a closed port all
 * look like a connection that times out. Give `connect` a signal that times out; the kernel's own ETIMEDOUT takes two
 * minutes.
 *
 * Changing the keys of a listener changes what is accepted from then on; a connection keeps the key that it began
 * with.
 */

import { createServer, Socket, type Server } from 'node:net';
import {
  AF_INET6,
  IPPROTO_IPV6,
  IPPROTO_TCP,
  IPV6_V6ONLY,
  loadLibC,
  SO_REUSEADDR,
  SOL_SOCKET,
  systemError,
  TCP_MD5SIG,
  type LibC,
} from './libc.ts';
import { familyOf, md5Signature, socketAddress } from './socket-address.ts';

/** Peer's real address (not the configured one) → key of 1–80 bytes. */
export type Md5Keys = ReadonlyMap<string, string>;

/** Peer's address → why its key is refused. */
export type RefusedKeys = ReadonlyMap<string, string>;

export interface Md5Listener {
  readonly server: Server;
  readonly port: number;
  /**
   * Replaces all keys. A peer that is not among them connects without a digest. Gives those that the kernel refuses,
   * each with the reason; such a peer connects without a digest, too.
   */
  setKeys(keys: Md5Keys): RefusedKeys;
  /** Of the keys that it was opened with. */
  readonly refused: RefusedKeys;
}

interface Md5ConnectOptions {
  readonly localHost?: string;
  readonly host: string;
  readonly port: number;
  readonly key: string;
  readonly signal?: AbortSignal;
}

export interface Md5Binding {
  /**
   * Listens on an IP address; port 0 is any free one. Attach `connection` in the same turn. Rejects with EADDRINUSE and
   * the like.
   */
  listen(options: { readonly host: string; readonly port: number; readonly keys: Md5Keys }): Promise<Md5Listener>;
  /** A connected socket; rejects with ETIMEDOUT, ENETUNREACH and the like, or with the signal's reason. */
  connect(options: Md5ConnectOptions): Promise<Socket>;
}

export type Md5Support =
  | { readonly kind: 'available'; readonly binding: Md5Binding }
  | { readonly kind: 'unavailable'; readonly reason: string };

const ONE = new Uint8Array(new Int32Array([1]).buffer);
/** ms between checks of a connect that is under way: at first often, as on a near network, later less often. */
const FIRST_LOOK = 1;
const LAST_LOOK = 50;

let found: Promise<Md5Support> | undefined;

/** Whether TCP-MD5 is available here; checked once. */
export function md5Support(): Promise<Md5Support> {
  found ??= findMd5Support(process.platform);
  return found;
}

export async function findMd5Support(platform: string, packageName = 'koffi'): Promise<Md5Support> {
  if (platform !== 'linux') return { kind: 'unavailable', reason: `TCP-MD5 needs Linux; this is ${platform}.` };
  let libc: LibC;
  try {
    libc = await loadLibC(packageName);
  } catch (error) {
    return {
      kind: 'unavailable',
      reason:
        'TCP-MD5 needs the optional package koffi, which cannot be loaded: ' +
        `${(error as Error).message.split('\n')[0]}`,
    };
  }
  try {
    const fd = libc.socket(familyOf('127.0.0.1'));
    try {
      libc.setOption(fd, IPPROTO_TCP, TCP_MD5SIG, md5Signature('127.0.0.1', 'probe'));
    } finally {
      libc.close(fd);
    }
  } catch (error) {
    return { kind: 'unavailable', reason: `This system's kernel does not do TCP-MD5: ${(error as Error).message}.` };
  }
  return {
    kind: 'available',
    binding: { listen: (options) => listen(libc, options), connect: (options) => connect(libc, options) },
  };
}

const described = (error: unknown, host: string, port: number): unknown => {
  const { errno, syscall } = error as NodeJS.ErrnoException;
  return errno === undefined || syscall === undefined ? error : systemError(-errno, syscall, `${host}:${port}`);
};

async function listen(
  libc: LibC,
  { host, port, keys }: { readonly host: string; readonly port: number; readonly keys: Md5Keys },
): Promise<Md5Listener> {
  const family = familyOf(host);
  const fd = libc.socket(family);
  const server = createServer();
  let present: Md5Keys = new Map();
  const replace = (wanted: Md5Keys): RefusedKeys => {
    for (const peer of present.keys())
      if (!wanted.has(peer)) libc.setOption(fd, IPPROTO_TCP, TCP_MD5SIG, md5Signature(peer, '', family));
    const refused = new Map<string, string>();
    const set = new Map<string, string>();
    for (const [peer, key] of wanted) {
      try {
        if (present.get(peer) !== key) libc.setOption(fd, IPPROTO_TCP, TCP_MD5SIG, md5Signature(peer, key, family));
        set.set(peer, key);
      } catch (error) {
        refused.set(peer, (error as Error).message);
      }
    }
    present = set;
    return refused;
  };
  let refused: RefusedKeys;
  try {
    libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, ONE);
    if (family === AF_INET6 && host !== '::') libc.setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, ONE);
    refused = replace(keys);
    libc.bind(fd, socketAddress(host, port));
  } catch (error) {
    libc.close(fd);
    throw described(error, host, port);
  }
  // From here on the server owns the descriptor.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ fd }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    server,
    port: (server.address() as { readonly port: number }).port,
    setKeys: (wanted) => {
      if (!server.listening) throw new Error(`BUG: keys for ${host}:${port}, which does not listen any more.`);
      return replace(wanted);
    },
    refused,
  };
}

async function connect(libc: LibC, { localHost, host, port, key, signal }: Md5ConnectOptions): Promise<Socket> {
  signal?.throwIfAborted();
  const fd = libc.socket(familyOf(host));
  try {
    libc.setOption(fd, IPPROTO_TCP, TCP_MD5SIG, md5Signature(host, key));
    if (localHost !== undefined) libc.bind(fd, socketAddress(localHost, 0));
    if (!libc.connect(fd, socketAddress(host, port))) {
      for (let wait = FIRST_LOOK; !libc.writable(fd); wait = Math.min(wait * 2, LAST_LOOK)) await pause(wait, signal);
      const errno = libc.socketError(fd);
      if (errno !== 0) throw systemError(errno, 'connect');
    }
  } catch (error) {
    libc.close(fd);
    throw described(error, host, port);
  }
  return new Socket({ fd });
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
