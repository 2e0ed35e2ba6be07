/** Connects to a peer: from our own address, to the address that the transport map gives. */

import { connect, type Socket } from 'node:net';
import type { SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { Md5Binding } from './md5/md5-support.ts';
import type { Endpoint } from './transport-map.ts';

export interface Call {
  readonly to: Endpoint;
  /** Undefined: the system chooses. */
  readonly from: string | undefined;
  readonly md5: { readonly binding: Md5Binding; readonly key: string } | undefined;
}

export interface CallEvents {
  connected(socket: Socket): void;
  failed(trouble: SessionTrouble): void;
}

/** Never calls back in the same turn. The returned function cancels the attempt; then there is no event. */
export function dial({ to, from, md5 }: Call, events: CallEvents): () => void {
  const address = `${to.host}:${to.port}`;
  const abort = new AbortController();
  const failed = (error: Error) => {
    if (!abort.signal.aborted) events.failed(callTrouble(address, from, error));
  };
  if (to.port === 0) {
    return notNow(() => events.failed({ kind: 'refused', address: to.host }));
  }
  if (md5 !== undefined) {
    md5.binding
      .connect({ localHost: from, host: to.host, port: to.port, key: md5.key, signal: abort.signal })
      .then((socket) => {
        if (abort.signal.aborted) socket.destroy();
        else events.connected(socket.setNoDelay(true));
      }, failed);
    return () => abort.abort();
  }
  let socket: Socket;
  try {
    socket = connect({ host: to.host, port: to.port, localAddress: from, noDelay: true });
  } catch (error) {
    // An invalid address or port fails before an attempt.
    return notNow(() => failed(error as Error));
  }
  socket.once('error', failed);
  socket.once('connect', () => {
    socket.off('error', failed);
    if (!abort.signal.aborted) events.connected(socket);
  });
  return () => {
    abort.abort();
    socket.destroy();
  };
}

/** An attempt that fails without being made. The returned function cancels it. */
export function notNow(failed: () => void): () => void {
  const immediate = setImmediate(failed);
  return () => clearImmediate(immediate);
}

function callTrouble(address: string, from: string | undefined, error: NodeJS.ErrnoException): SessionTrouble {
  if (from !== undefined && error.code === 'EADDRNOTAVAIL' && error.syscall === 'bind')
    return { kind: 'no-own-address', address: from };
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return { kind: 'refused', address };
    case 'ETIMEDOUT':
      return { kind: 'timed-out', address };
    default:
      return { kind: 'unreachable', address, error: error.message };
  }
}
