/** The opening of a connection to a port, as connect(2) sees it. */

import type { FlowProtocol, Verdict } from '../engine/forwarding/verdict.ts';
import { formatAddress, type Address } from '../model/net/address.ts';
import type { Process } from './process.ts';

/** ms until a kernel gives up on a connection that nobody answers. */
const KERNEL_GIVES_UP = 127_000;

export type Connected =
  | { readonly kind: 'open'; readonly verdict: Extract<Verdict, { readonly disposition: 'delivered' }> }
  | { readonly kind: 'refused' | 'unreachable' | 'timeout' };

/** `limit`: ms, for one that is not answered. A timeout has been waited for. */
export async function connectTo(
  { network, sleep }: Process,
  address: Address,
  port: number,
  protocol: Exclude<FlowProtocol, 'icmp'>,
  limit = KERNEL_GIVES_UP,
): Promise<Connected> {
  const verdict = await network.send({ destination: address, protocol, port, sourcePort: network.sourcePort() });
  switch (verdict.disposition) {
    case 'delivered':
      return { kind: 'open', verdict };
    case 'refused':
      return { kind: 'refused' };
    case 'unreachable':
      return { kind: 'unreachable' };
    case 'expired':
    case 'dropped':
      await sleep(Math.min(limit, KERNEL_GIVES_UP));
      return { kind: 'timeout' };
  }
}

/** What strerror(3) of musl says. */
export const ERRORS: { readonly [K in Exclude<Connected['kind'], 'open'>]: string } = {
  refused: 'Connection refused',
  unreachable: 'Host is unreachable',
  timeout: 'Operation timed out',
};

/** Writes to the receiver's log that somebody connected. */
export function tellConnected({ network, now }: Process, connected: Connected, protocol: string): void {
  if (connected.kind !== 'open') return;
  const { source, destination } = connected.verdict;
  network.tell(
    connected.verdict,
    `${new Date(now()).toISOString()} ${protocol} connection from ${formatAddress(source.address)} to port ` +
      String(destination.port),
  );
}
