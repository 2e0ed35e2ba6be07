/** The network as a process in a pod meets it: packets that are judged, its own interfaces, and names. */

import type { PodNetwork } from '../engine/forwarding/egress.ts';
import type { Flow, Verdict } from '../engine/forwarding/verdict.ts';
import type { Address, IpFamily } from '../model/net/address.ts';

/** What a process sends; from where is known. */
export type Sent = Omit<Flow, 'source'> & { /** Name of an interface to leave by. */ readonly by?: string };

/** What became of a question for a name. */
export type Resolution =
  | { readonly kind: 'found'; readonly name: string; readonly addresses: readonly Address[] }
  /** `name`: the last that was asked for. */
  | { readonly kind: 'no-such-name'; readonly name: string }
  | { readonly kind: 'no-answer' };

export interface Network {
  /** Judged by the state of this moment, consequences of every change before included. */
  send(sent: Sent): Promise<Verdict>;
  /** Undefined when the pod is gone. */
  interfaces(): Promise<PodNetwork | undefined>;
  /** Asks the name server, also for the name with the search domains of the pod. */
  resolve(name: string, family?: IpFamily): Promise<Resolution>;
  /** The first of `/etc/resolv.conf`; undefined if there is none. */
  nameServer(): Promise<Address | undefined>;
  /** Of `/etc/resolv.conf`. */
  readonly searchDomains: readonly string[];
  /** A port of its own for a connection. */
  sourcePort(): number;
  /** Writes a line to the log of the pod that got the packet, if a pod did. */
  tell(verdict: Verdict, line: string): void;
}
