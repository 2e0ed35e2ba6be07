/** For tests: a peer that says exactly what it is told to, in messages of our own making. */

import type { Socket } from 'node:net';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import type { Capability, MessageType, Open } from '../engine/bgp/messages/message-types.ts';
import { decodeNotification, notificationName } from '../engine/bgp/messages/notification.ts';
import { encodeOpen } from '../engine/bgp/messages/open.ts';
import { connectRawPeer } from '../testing/routers/raw-peer.ts';
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

const TYPES: { readonly [type: number]: MessageType } = {
  1: 'open',
  2: 'update',
  3: 'notification',
  4: 'keepalive',
  5: 'route-refresh',
};

export async function rawPeer(from: string, to: string): Promise<RawPeer> {
  const [host, port] = to.split(':');
  const wire = await connectRawPeer({ local: from, host: host!, port: Number(port) });
  const peer: RawPeer = {
    socket: wire.socket,
    get heard() {
      return wire.received.map(({ type, bytes }) => ({
        type: TYPES[type]!,
        body: Uint8Array.from(bytes.subarray(19)),
      }));
    },
    get closed() {
      return wire.closed();
    },
    say: wire.send,
    async establish(open) {
      peer.say(encodeOpen(openOf(open)));
      await peer.hears('open');
      await peer.hears('keepalive');
      peer.say(KEEPALIVE);
    },
    hears: (type, count = 1) =>
      until(`${count} ${type}`, () => wire.received.filter((message) => TYPES[message.type] === type).length >= count),
    async ending() {
      await until('the connection is closed', wire.closed);
      const last = peer.heard.findLast(({ type }) => type === 'notification');
      if (last === undefined) return undefined;
      const { code, subcode } = decodeNotification(last.body);
      return notificationName(code, subcode);
    },
    close: wire.close,
  };
  return peer;
}
