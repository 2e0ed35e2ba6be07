/**
 * Bytes of a TCP connection as a capture file (pcap, raw IP packets), so that decoders can read what was never
 * captured.
 */
export interface Captured {
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly bytes: Uint8Array;
}

const LINKTYPE_RAW = 101;
const SEGMENT = 16_384;
const HEADERS = 40;

const address = (text: string) => text.split('.').map(Number);

/** Each of `stream` begins a packet of its own; more than 16 KiB become several. */
export function pcap(stream: readonly Captured[]): Uint8Array {
  const file = new DataView(new ArrayBuffer(24));
  file.setUint32(0, 0xa1b2c3d4, true);
  file.setUint16(4, 2, true);
  file.setUint16(6, 4, true);
  file.setUint32(16, 262_144, true);
  file.setUint32(20, LINKTYPE_RAW, true);
  const parts: Uint8Array[] = [new Uint8Array(file.buffer)];
  const sequences = new Map<string, number>();
  let time = 0;
  for (const { from, to, fromPort, toPort, bytes } of stream) {
    const flow = `${from}:${fromPort}>${to}:${toPort}`;
    for (let start = 0; start < bytes.length; start += SEGMENT) {
      const payload = bytes.subarray(start, start + SEGMENT);
      const sequence = sequences.get(flow) ?? 1;
      sequences.set(flow, sequence + payload.length);
      const packet = new Uint8Array(16 + HEADERS + payload.length);
      const view = new DataView(packet.buffer);
      view.setUint32(0, Math.floor(time / 1e6), true);
      view.setUint32(4, time++ % 1e6, true);
      view.setUint32(8, HEADERS + payload.length, true);
      view.setUint32(12, HEADERS + payload.length, true);
      packet.set(
        [
          0x45,
          0xc0,
          (HEADERS + payload.length) >> 8,
          (HEADERS + payload.length) & 255,
          0,
          0,
          0x40,
          0,
          64,
          6,
          0,
          0,
          ...address(from),
          ...address(to),
        ],
        16,
      );
      view.setUint16(36, fromPort);
      view.setUint16(38, toPort);
      view.setUint32(40, sequence);
      view.setUint32(44, 1);
      packet.set([0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0], 48);
      packet.set(payload, 16 + HEADERS);
      parts.push(packet);
    }
  }
  return Buffer.concat(parts);
}
