/** A BGP peer of bare bytes: sends what a test gives it, right or wrong, and keeps every message that it receives. */

import { connect, type Socket } from 'node:net';
import type { Captured } from './pcap.ts';
import { until } from './process.ts';

const OPEN = 1;
export const UPDATE = 2;
export const NOTIFICATION = 3;
const KEEPALIVE = 4;

export interface Message {
  readonly type: number;
  /** Whole, with header. */
  readonly bytes: Uint8Array;
  /** Without header, in hex. */
  readonly body: string;
}

export interface RawPeer {
  readonly socket: Socket;
  /** In the order they came. */
  readonly received: readonly Message[];
  /** Everything that was sent and received, for a decoder. */
  readonly captured: readonly Captured[];
  send(...messages: readonly Uint8Array[]): void;
  /** The next message of a type that was not given before. */
  next(type: number): Promise<Message>;
  closed(): boolean;
  close(): void;
}

const octets = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex8 = (value: number) => value.toString(16).padStart(2, '0');
const hex16 = (value: number) => value.toString(16).padStart(4, '0');
export const hex32 = (value: number) => value.toString(16).padStart(8, '0');

/** A message of any type around a body in hex. */
export function message(type: number, body = ''): Uint8Array {
  const bytes = octets(body);
  return octets('ff'.repeat(16) + hex16(19 + bytes.length) + hex8(type) + Buffer.from(bytes).toString('hex'));
}

/** OPEN with the four-octet AS; `capabilities` in hex, as they are on the wire. */
export function openMessage(
  asn: number,
  identifier: string,
  capabilities: readonly string[],
  holdTime = 90,
): Uint8Array {
  const all = [...capabilities, `4104${hex32(asn)}`].join('');
  const id = identifier
    .split('.')
    .map((octet) => hex8(Number(octet)))
    .join('');
  const length = all.length / 2;
  const parameters = `${hex8(length + 2)}02${hex8(length)}${all}`;
  return message(OPEN, `04${hex16(asn > 65535 ? 23456 : asn)}${hex16(holdTime)}${id}${parameters}`);
}

export const VPNV4 = '010400010080';
export const VPNV6 = '010400020080';
export const RTC = '010400010084';
export const CAN_REFRESH = '0200';

/** UPDATE from path attributes in hex. */
export const updateMessage = (...attributes: readonly string[]) =>
  message(UPDATE, `0000${hex16(attributes.join('').replaceAll(/\s/g, '').length / 2)}${attributes.join('')}`);

export async function connectRawPeer({
  local,
  host,
  port,
}: {
  readonly local: string;
  readonly host: string;
  readonly port: number;
}): Promise<RawPeer> {
  const socket = await until(
    `${host}:${port} accepts`,
    () =>
      new Promise<Socket>((resolve, reject) => {
        const attempt = connect({ localAddress: local, host, port, noDelay: true }, () => resolve(attempt));
        attempt.once('error', reject);
      }),
  );
  const received: Message[] = [];
  const captured: Captured[] = [];
  const given = new Set<Message>();
  const sourcePort = socket.localPort!;
  const gone = () => socket.closed || socket.readableEnded;
  let rest: Uint8Array = new Uint8Array(0);
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    const all = Buffer.concat([rest, bytes]);
    let at = 0;
    while (all.length - at >= 19 && all.length - at >= all.readUInt16BE(at + 16)) {
      const whole = all.subarray(at, at + all.readUInt16BE(at + 16));
      received.push({ type: whole[18]!, bytes: whole, body: whole.subarray(19).toString('hex') });
      captured.push({ from: host, to: local, fromPort: port, toPort: sourcePort, bytes: whole });
      at += whole.length;
    }
    rest = all.subarray(at);
  });
  return {
    socket,
    received,
    captured,
    send: (...messages) => {
      for (const bytes of messages) {
        captured.push({ from: local, to: host, fromPort: sourcePort, toPort: port, bytes });
        socket.write(bytes);
      }
    },
    next: async (type) => {
      const unread = () => received.find((one) => one.type === type && !given.has(one));
      const found = await until(
        `a message of type ${type}, or the end`,
        () => unread() ?? (gone() ? 'the end' : undefined),
        10_000,
        5,
      );
      if (found === 'the end') throw new Error(`${host} closed the connection; no message of type ${type} came.`);
      given.add(found);
      return found;
    },
    closed: gone,
    close: () => void socket.destroy(),
  };
}

/** Opens and waits for the KEEPALIVE that makes the session Established. */
export async function openSession(peer: RawPeer, open: Uint8Array): Promise<Message> {
  peer.send(open);
  const theirs = await peer.next(OPEN);
  peer.send(message(KEEPALIVE));
  await peer.next(KEEPALIVE);
  return theirs;
}
