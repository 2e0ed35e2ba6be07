/** For tests: a peer that says exactly what it is told to, over a real socket. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { nextFrame } from '../engine/bgp/messages/frame.ts';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import type { Capability, MessageType, Open } from '../engine/bgp/messages/message-types.ts';
import { decodeNotification, notificationName } from '../engine/bgp/messages/notification.ts';
import { encodeOpen } from '../engine/bgp/messages/open.ts';
import { until } from './testing-speakers.ts';

interface Heard {
  readonly type: MessageType;
  readonly body: Uint8Array;
}

export interface RawPeer {
  readonly socket: Socket;
  readonly heard: readonly Heard[];
  readonly closed: boolean;
  say(...messages: readonly Uint8Array[]): void;
  /** Says OPEN and KEEPALIVE, and waits for ours. */
  establish(open?: Partial<Open>): Promise<void>;
  hears(type: MessageType, count?: number): Promise<void>;
  /** `OPEN Message Error / Bad Peer AS`; undefined: closed without one. */
  ending(): Promise<string | undefined>;
  close(): void;
}

export const VPN: Capability = { kind: 'multiprotocol', afi: 1, safi: 128 };

export function openOf(changes: Partial<Open> = {}): Open {
  return {
    version: 4,
    asn: 60100,
    holdTime: 90,
    identifier: '192.168.0.204',
    capabilities: [VPN, { kind: 'route-refresh' }, { kind: 'four-octet-as', asn: changes.asn ?? 60100 }],
    ...changes,
  };
}

export async function rawPeer(from: string, to: string): Promise<RawPeer> {
  const [host, port] = to.split(':');
  const socket = connect({ host: host!, port: Number(port), localAddress: from, noDelay: true });
  await once(socket, 'connect');
  return rawPeerOn(socket);
}

function rawPeerOn(socket: Socket): RawPeer {
  const heard: Heard[] = [];
  let rest = new Uint8Array(0);
  let closed = false;
  socket.on('data', (chunk: Uint8Array) => {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let at = 0;
    for (;;) {
      const frame = nextFrame(bytes, at, bytes.length, 65_535);
      if (frame.kind === 'fault') throw new Error(`What came is no BGP: ${frame.cause}`);
      if (frame.kind === 'incomplete') break;
      heard.push({ type: frame.type, body: bytes.slice(frame.bodyStart, frame.end) });
      at = frame.end;
    }
    rest = bytes.slice(at);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
  });
  const peer: RawPeer = {
    socket,
    heard,
    get closed() {
      return closed;
    },
    say(...messages) {
      for (const message of messages) socket.write(message);
    },
    async establish(open) {
      peer.say(encodeOpen(openOf(open)));
      await peer.hears('open');
      await peer.hears('keepalive');
      peer.say(KEEPALIVE);
    },
    hears: (type, count = 1) =>
      until(`${count} ${type}`, () => heard.filter((message) => message.type === type).length >= count),
    async ending() {
      await until('the connection is closed', () => closed);
      const last = heard.findLast(({ type }) => type === 'notification');
      if (last === undefined) return undefined;
      const { code, subcode } = decodeNotification(last.body);
      return notificationName(code, subcode);
    },
    close: () => void socket.destroy(),
  };
  return peer;
}
