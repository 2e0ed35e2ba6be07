/** What real kubectl 1.32 printed when it talked to a real API server 1.32.6, command by command in recorded order. */

import { readFileSync } from 'node:fs';

export interface Recorded {
  /** Number and title of the recording: `10-create-ns-isolated`. */
  readonly name: string;
  /** What a shell ran, with `$K` for kubectl. */
  readonly command: string;
  readonly stdout: string;
  readonly exit: number;
}

export const MANIFESTS = new URL('./manifests/', import.meta.url);

const ENTRY = /^=== (?<name>\S+)\n\$ (?<command>.*)\n(?<stdout>[^]*?)\[(?<exit>\d+)\]\n(?==== |$(?![^]))/gm;

export function recordedCommands(): readonly Recorded[] {
  const text = readFileSync(new URL('./transcript.txt', import.meta.url), 'utf8');
  return [...text.matchAll(ENTRY)].map(({ groups = {} }) => ({
    name: groups['name']!,
    command: groups['command']!,
    stdout: groups['stdout']!,
    exit: Number(groups['exit']),
  }));
}
