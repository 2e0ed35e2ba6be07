/**
 * What the benchmark's peers send and count: BGP bytes made and read by hand, without the codec that is measured.
 * Route `n` is 10.0.0.0 + n as a /32, of one of 20 compute nodes: RD, next hop and attributes are those of its node.
 */
const MARKER = new Uint8Array(16).fill(0xff);
const COMPUTE_NODES = 20;
/** Of all routes. */
export const ROUTE_TARGET = 'target:64512:100';

function message(type: number, ...body: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const length = 19 + body.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  bytes.set(MARKER);
  bytes.set([length >> 8, length & 255, type], 16);
  let at = 19;
  for (const part of body) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const two = (value: number) => [value >> 8, value & 255];
const four = (value: number) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

export const KEEPALIVE = message(4);

/** Capabilities: VPNv4, route refresh, four-octet AS. Hold time in seconds. */
export function open(asn: number, identifier: readonly number[], holdTime = 180): Uint8Array {
  const capabilities = [1, 4, 0, 1, 0, 128, 2, 0, 65, 4, ...four(asn)];
  return message(1, [
    4,
    ...two(Math.min(asn, 23456)),
    ...two(holdTime),
    ...identifier,
    capabilities.length + 2,
    2,
    capabilities.length,
    ...capabilities,
  ]);
}

const nodeOf = (update: number) => 20 + (update % COMPUTE_NODES);
const distinguisher = (node: number) => [0, 1, 10, 169, 25, node, 0, 1];
const address = (route: number) => [10, (route >> 16) & 255, (route >> 8) & 255, route & 255];

function routes(first: number, count: number, node: number, label: (route: number) => readonly number[]): number[] {
  const wire: number[] = [];
  for (let route = first; route < first + count; route++)
    wire.push(24 + 64 + 32, ...label(route), ...distinguisher(node), ...address(route));
  return wire;
}

const attribute = (flags: number, type: number, value: readonly number[]) =>
  value.length > 255 ? [flags | 0x10, type, ...two(value.length), ...value] : [flags, type, value.length, ...value];

/** One buffer of UPDATEs that announce routes 0 … `total`−1, `perUpdate` in each. */
export function announcements(total: number, perUpdate: number): Uint8Array {
  const messages: Uint8Array[] = [];
  for (let first = 0, update = 0; first < total; first += perUpdate, update++) {
    const node = nodeOf(update);
    const label = (route: number) => {
      const value = ((16 + (route % 1_000_000)) << 4) | 1;
      return [value >> 16, (value >> 8) & 255, value & 255];
    };
    const attributes = [
      ...attribute(0x40, 1, [2]),
      ...attribute(0x40, 2, []),
      ...attribute(0x80, 4, four(200)),
      ...attribute(0x40, 5, four(100)),
      ...attribute(0xc0, 16, [0, 2, 0xfc, 0, 0, 0, 0, 100, 0x03, 0x0c, 0, 0, 0, 0, 0, 2]),
      ...attribute(0x80, 14, [
        0,
        1,
        128,
        12,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        10,
        169,
        25,
        node,
        0,
        ...routes(first, Math.min(perUpdate, total - first), node, label),
      ]),
    ];
    messages.push(message(2, [0, 0, ...two(attributes.length)], attributes));
  }
  return Buffer.concat(messages);
}

/** One buffer of UPDATEs that withdraw the same routes. */
export function withdrawals(total: number, perUpdate: number): Uint8Array {
  const messages: Uint8Array[] = [];
  for (let first = 0, update = 0; first < total; first += perUpdate, update++) {
    const attributes = attribute(0x80, 15, [
      0,
      1,
      128,
      ...routes(first, Math.min(perUpdate, total - first), nodeOf(update), () => [0x80, 0, 0]),
    ]);
    messages.push(message(2, [0, 0, ...two(attributes.length)], attributes));
  }
  return Buffer.concat(messages);
}

/** The routes that a peer has: reads a stream of messages and tracks which routes are announced. */
export class HeldRoutes {
  readonly #held: Uint8Array;
  #rest: Uint8Array = new Uint8Array(0);
  count = 0;
  updates = 0;

  constructor(total: number) {
    this.#held = new Uint8Array(total);
  }

  /** Types of the messages that `bytes` completes; UPDATEs are counted and not among them. NOTIFICATION throws. */
  read(bytes: Uint8Array): number[] {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const others: number[] = [];
    let at = 0;
    for (; all.length - at >= 19;) {
      const length = (all[at + 16]! << 8) | all[at + 17]!;
      if (all.length - at < length) break;
      const type = all[at + 18]!;
      if (type === 2) this.#update(all, at + 19);
      else if (type === 3) throw new Error(`NOTIFICATION ${all[at + 19]}/${all[at + 20]}`);
      else others.push(type);
      at += length;
    }
    this.#rest = all.subarray(at);
    return others;
  }

  #update(bytes: Uint8Array, start: number): void {
    this.updates++;
    let at = start + 2 + ((bytes[start]! << 8) | bytes[start + 1]!);
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
    for (at += 2; at < end;) {
      const long = (bytes[at]! & 0x10) !== 0;
      const type = bytes[at + 1]!;
      const length = long ? (bytes[at + 2]! << 8) | bytes[at + 3]! : bytes[at + 2]!;
      const value = at + (long ? 4 : 3);
      if (type === 14) this.#routes(bytes, value + 5 + bytes[value + 3]!, value + length, 1);
      else if (type === 15) this.#routes(bytes, value + 3, value + length, 0);
      at = value + length;
    }
  }

  #routes(bytes: Uint8Array, start: number, end: number, present: 0 | 1): void {
    for (let at = start; at < end; at += 1 + ((bytes[at]! + 7) >> 3)) {
      const route = (bytes[at + 13]! << 16) | (bytes[at + 14]! << 8) | bytes[at + 15]!;
      if (this.#held[route] === present) continue;
      this.#held[route] = present;
      this.count += present === 1 ? 1 : -1;
    }
  }
}
