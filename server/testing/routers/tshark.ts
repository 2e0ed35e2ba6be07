/** tshark as a decoder that knows nothing of ours. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { pcap, type Captured } from './pcap.ts';
import { runTool, temporaryDirectory } from './process.ts';

const TSHARK = '/usr/bin/tshark';

export const haveTshark = () => installed('tshark', TSHARK);

async function tshark(stream: readonly Captured[], port: number, ...args: readonly string[]): Promise<string> {
  const directory = temporaryDirectory('tshark');
  const file = join(directory, 'session.pcap');
  try {
    writeFileSync(file, pcap(stream));
    return await runTool(TSHARK, ['-n', '-r', file, '-d', `tcp.port==${port},bgp`, ...args]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One row a packet, one column a field of tshark (`bgp.type`); what occurs several times is joined with commas. */
export async function decodeFields(
  stream: readonly Captured[],
  port: number,
  fields: readonly string[],
): Promise<string[][]> {
  const text = await tshark(
    stream,
    port,
    '-T',
    'fields',
    '-E',
    'separator=/t',
    ...fields.flatMap((field) => ['-e', field]),
  );
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'));
}

/** The whole dissection in tshark's words. */
export const dissect = (stream: readonly Captured[], port: number) => tshark(stream, port, '-O', 'bgp');

/** What tshark finds wrong: malformed packets and expert infos of warning or worse, as printed. */
export async function complaints(stream: readonly Captured[], port: number): Promise<string[]> {
  const rows = await tshark(
    stream,
    port,
    '-Y',
    '_ws.malformed || _ws.expert.severity >= "Warning"',
    '-T',
    'fields',
    '-e',
    'frame.number',
    '-e',
    '_ws.expert.message',
    '-e',
    '_ws.malformed',
  );
  return rows.split('\n').filter((line) => line !== '');
}
