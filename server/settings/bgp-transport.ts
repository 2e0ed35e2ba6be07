/** Where configured BGP addresses really are: as it is asked for, and as the lab has it. */

import type { Lab } from '../lab/chapter.ts';
import { formatAddress, parseAddress } from '../model/net/address.ts';

export type TransportEntry = readonly [configured: string, real: { readonly host: string; readonly port: number }];

/**
 * `192.168.0.204:179=127.0.0.204:1179,…`; IPv6 addresses in brackets. The entries, or the rest of a sentence that says
 * what is wrong.
 */
export function parseBgpTransport(text: string): readonly TransportEntry[] | string {
  const entries = new Map<string, TransportEntry[1]>();
  for (const part of text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    const match = /^([^=]+):(\d{1,5})=([^=]+):(\d{1,5})$/.exec(part);
    if (match === null) return `holds "${part}"; it must look like 192.168.0.204:179=127.0.0.204:1179.`;
    const [, configuredText, configuredPort, realText, realPort] = match as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    const configured = addressText(configuredText);
    const real = addressText(realText);
    if (configured === undefined) return `holds "${part}"; "${configuredText}" is not an IP address.`;
    if (real === undefined) return `holds "${part}"; "${realText}" is not an IP address.`;
    if (Number(configuredPort) < 1 || Number(configuredPort) > 65_535)
      return `holds "${part}"; the configured port must be from 1 to 65535.`;
    if (Number(realPort) > 65_535) return `holds "${part}"; the real port must be from 0 to 65535.`;
    const key = `${configured}:${Number(configuredPort)}`;
    if (entries.has(key)) return `names ${key} twice.`;
    entries.set(key, { host: real, port: Number(realPort) });
  }
  return [...entries];
}

function addressText(text: string): string | undefined {
  const parsed = parseAddress(/^\[.*\]$/.test(text) ? text.slice(1, -1) : text);
  return parsed === undefined ? undefined : formatAddress(parsed);
}

export interface RequestedTransport {
  /** Of the console: 0 is any free one, and then BGP takes any free ones too. */
  readonly port: number;
  readonly labGateway: 'internal' | 'external';
  readonly bgpTransport: readonly TransportEntry[];
}

/**
 * The lab's entries, and above them what was asked for. A router of the operator's is where the lab says, whatever our
 * ports.
 */
export function transportEntries(
  lab: Lab,
  { port, labGateway, bgpTransport }: RequestedTransport,
): readonly TransportEntry[] {
  const external = labGateway === 'external' ? lab.knownHosts.map(({ address }) => address) : [];
  const ofLab = lab.bgpTransport.map(([configured, real]): TransportEntry => {
    const ours = !external.includes(configured.slice(0, configured.lastIndexOf(':')));
    return [configured, port === 0 && ours ? { host: real.host, port: 0 } : real];
  });
  return [...new Map([...ofLab, ...bgpTransport])];
}
