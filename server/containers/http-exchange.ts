/** A request of HTTP to a modelled server: what `wget` and `curl` have in common. */

import { formatAddress } from '../model/net/address.ts';
import { connectTo, type Connected } from './connection.ts';
import { hostOf, type Host } from './host.ts';
import { MONTHS } from './months.ts';
import type { Process } from './process.ts';

export interface Target {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** With its query. */
  readonly path: string;
}

/** Undefined if it is no URL of HTTP. */
export function targetOf(text: string): Target | undefined {
  const [, scheme = 'http', authority = '', path = ''] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/?#]+)([^#\s]*)/i.exec(text) ?? [];
  const [, host = '', digits] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  const secure = scheme.toLowerCase() === 'https';
  const port = digits === undefined ? (secure ? 443 : 80) : Number(digits);
  if (!/^https?$/i.test(scheme) || host === '' || port < 1 || port > 65_535) return undefined;
  return { secure, host, port, path: path.startsWith('/') ? path : `/${path}` };
}

interface Answer {
  readonly headers: readonly string[];
  readonly body: string;
}

export type Exchange =
  | { readonly kind: 'no-host' }
  | { readonly kind: Exclude<Connected['kind'], 'open'>; readonly host: Host }
  /** It is connected, and there is no answer of HTTP. */
  | { readonly kind: 'no-answer'; readonly host: Host }
  | { readonly kind: 'answered'; readonly host: Host; readonly answer: Answer };

export interface Asked {
  readonly target: Target;
  readonly method: 'GET' | 'HEAD';
  readonly agent: string;
  /** ms for the connection. */
  readonly limit?: number;
  /** Called once the host is known. */
  readonly connecting?: (host: Host) => Promise<void>;
}

/** Asks; the pod that answers writes a line to its log. */
export async function exchange(
  process: Process,
  { target, method, agent, limit, connecting }: Asked,
): Promise<Exchange> {
  const host = await hostOf(process, target.host);
  if (host === undefined) return { kind: 'no-host' };
  await connecting?.(host);
  const connected = await connectTo(process, host.address, target.port, 'tcp', limit);
  if (connected.kind !== 'open') return { kind: connected.kind, host };
  const { verdict } = connected;
  if (verdict.to.kind !== 'pod' || target.secure) return { kind: 'no-answer', host };
  const { name } = verdict.to;
  const at = new Date(process.now());
  const body = page(name, formatAddress(verdict.destination.address));
  const headers = [
    'HTTP/1.1 200 OK',
    `Date: ${at.toUTCString()}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  process.network.tell(
    verdict,
    `${formatAddress(verdict.source.address)} - - [${accessTime(at)}] "${method} ${target.path} HTTP/1.1" 200 ` +
      `${method === 'HEAD' ? 0 : body.length} "-" "${agent}"`,
  );
  return { kind: 'answered', host, answer: { headers, body: method === 'HEAD' ? '' : body } };
}

/** What every modelled server answers: who it is, so that backends of a service can be told apart. */
function page(pod: string, address: string): string {
  return (
    '<html>\n<head><title>Pod</title></head>\n<body>\n<h1>This page is served by a modelled pod</h1>\n' +
    `<p>IP address = ${address}<br>Hostname = ${pod}</p>\n</body>\n</html>\n`
  );
}

/** `30/Nov/2026:09:00:00 +0000`, as access logs have it. */
function accessTime(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[at.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
