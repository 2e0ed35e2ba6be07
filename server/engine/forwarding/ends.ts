/** A flow between two ends, as filters see it. */

import type { NetworkFacts, PodFacts, PortFacts } from './facts.ts';
import type { FlowProtocol, SocketAddress } from './verdict.ts';

/** An end of a flow, as filters see it. */
export interface End {
  /** Undefined for a node, and for what is outside. */
  readonly port?: PortFacts | undefined;
  readonly pod?: PodFacts | undefined;
  /** Name of the node that it is. */
  readonly node?: string | undefined;
  /** The network whose route leads to it: for a floating IP its pool's, not the pod's. */
  readonly network: NetworkFacts | undefined;
}

export interface Filtered {
  readonly protocol: FlowProtocol;
  readonly source: End;
  readonly destination: End;
  readonly from: SocketAddress;
  /** As it was sent. */
  readonly asked: SocketAddress;
  /** As it arrives. */
  readonly to: SocketAddress;
}
