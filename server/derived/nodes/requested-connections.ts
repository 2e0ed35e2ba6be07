/**
 * Per virtual network: the connections that its policies ask for, the groups to which it belongs, and its dangling
 * references to policies.
 */

import { connectionRequestsOf, type ConnectionRequest } from '../../engine/policy/connection-requests.ts';
import type { Kind } from '../../model/kinds.ts';
import type { FqName } from '../../model/naming/fq-name.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { keysOf } from './keys-of.ts';
import { policyDirectoryFor, attachmentsOf, groupsOf, named } from './network-directory.ts';

export interface RequestedConnections {
  readonly name: FqName;
  readonly requests: readonly ConnectionRequest[];
  /** The groups by which policies of others can mean this network. */
  readonly groups: readonly string[];
  readonly missingPolicies: readonly string[];
}

export function requestedConnections(requesters: Requesters): CalcNode<RequestedConnections> {
  return {
    name: 'requested-connections',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    hears: new Set<Kind>(['virtual-network']),
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      const network = tracked.read.get('virtual-network', key)?.value;
      if (network === undefined) return undefined;
      const { policies, missing } = attachmentsOf(network, tracked);
      return {
        name: network.fq_name,
        requests:
          policies.length === 0
            ? []
            : connectionRequestsOf(named(network), policies, policyDirectoryFor(network, tracked)),
        groups: groupsOf(network),
        missingPolicies: missing,
      };
    },
    parts: ({ requests }) => requests.length,
    indexes: [requesters],
  };
}

/** Which networks ask for which networks and groups, and which networks belong to which group. */
export class Requesters implements RowIndex<RequestedConnections> {
  readonly name = 'requesters';
  private readonly ofNetwork = new Postings();
  private readonly ofGroup = new Postings();
  private readonly inGroup = new Postings();

  add(key: string, { requests, groups }: RequestedConnections): void {
    for (const { end } of requests) {
      if (end.kind === 'network') this.ofNetwork.add(end.network.uuid, key);
      else if (end.kind === 'group') this.ofGroup.add(end.group, key);
    }
    for (const group of groups) this.inGroup.add(group, key);
  }

  remove(key: string, { requests, groups }: RequestedConnections): void {
    for (const { end } of requests) {
      if (end.kind === 'network') this.ofNetwork.delete(end.network.uuid, key);
      else if (end.kind === 'group') this.ofGroup.delete(end.group, key);
    }
    for (const group of groups) this.inGroup.delete(group, key);
  }

  isEmpty(): boolean {
    return this.ofNetwork.size === 0 && this.ofGroup.size === 0 && this.inGroup.size === 0;
  }

  /** The networks that the requests name, directly or as members of a group. */
  *requestedBy(requests: readonly ConnectionRequest[]): Generator<string, void, undefined> {
    for (const { end } of requests) {
      if (end.kind === 'network') yield end.network.uuid;
      else if (end.kind === 'group') yield* this.inGroup.keys(end.group);
    }
  }

  /** The networks that ask for this one by name, or for one of its groups. */
  *requestersOf(network: string, groups: readonly string[]): Generator<string, void, undefined> {
    yield* this.ofNetwork.keys(network);
    yield* this.requestersOfGroups(groups);
  }

  *requestersOfGroups(groups: readonly string[]): Generator<string, void, undefined> {
    for (const group of groups) yield* this.ofGroup.keys(group);
  }
}
