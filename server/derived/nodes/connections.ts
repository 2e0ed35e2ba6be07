/**
 * Per ordered pair of virtual networks: their connection as the first one sees it, and the route targets that it
 * brings.
 *
 * A row for each pair, not a list for each network: a hub has as many connections as it has spokes, and a spoke that
 * comes or goes costs two rows.
 */

import { compareConnections, connectionWith } from '../../engine/leaking/connections.ts';
import { connectionTargets, type OwnTargets } from '../../engine/leaking/targets.ts';
import { stepsTo, type ConnectionRequest } from '../../engine/policy/connection-requests.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { sameFqName } from '../../model/naming/fq-name.ts';
import type { NetworkConnection } from '../../model/oper/routing-instance-facts.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowChange, RowIndex, DerivedTable } from '../calc-node.ts';
import { pairKey, pairOf } from './pair.ts';
import type { Requesters, RequestedConnections } from './requested-connections.ts';

export interface ConnectionRow {
  readonly connection: Exclude<NetworkConnection, { kind: 'dangling' }>;
  /** Targets of the peer that the connection lets in. */
  readonly targets: readonly string[];
}

const NONE: readonly string[] = [];

export function connections(
  sources: {
    readonly targets: DerivedTable<OwnTargets>;
    readonly requested: DerivedTable<RequestedConnections>;
    readonly requesters: Requesters;
  },
  indexes: readonly [Connections, ...RowIndex<ConnectionRow>[]],
): CalcNode<ConnectionRow> {
  const { targets, requested, requesters } = sources;
  return {
    name: 'connections',
    keys: function* () {
      const named = new Set<string>();
      for (const [key, { requests }] of requested.entries()) {
        for (const peer of requesters.requestedBy(requests))
          if (peer !== key) named.add(pairKey(key, peer)).add(pairKey(peer, key));
      }
      yield* named;
    },
    about: (key) => [{ kind: 'virtual-network', key: pairOf(key)[0] }],
    hears: new Set<Kind>([]),
    touched: () => NONE,
    hearsRows: new Set(['network-targets', 'requested-connections']),
    touchedByRow: (change) => {
      if (change.node === 'network-targets')
        return Array.from(indexes[0].peersOf(change.key), (peer) => pairKey(peer, change.key));
      return change.node === 'requested-connections' ? pairsOf(change, requesters) : NONE;
    },
    compute: (key) => {
      const [network, peer] = pairOf(key);
      const own = requested.get(network);
      const theirs = requested.get(peer);
      if (own === undefined || theirs === undefined || network === peer) return undefined;
      const connection = connectionWith(
        { uuid: peer, name: theirs.name },
        stepsTo(own.requests, peer, new Set(theirs.groups)),
        stepsTo(theirs.requests, network, new Set(own.groups)),
      );
      if (connection === undefined) return undefined;
      const exchanged = connection.kind === 'mutual' ? targets.get(peer) : undefined;
      return { connection, targets: exchanged === undefined ? NONE : connectionTargets(exchanged) };
    },
    parts: (row) => row.targets.length,
    indexes,
  };
}

/** The pairs, both ways, that a change of a network's requests, groups or name affects. */
function* pairsOf({ key, old, new: next }: RowChange, requesters: Requesters): Generator<string, void, undefined> {
  const before = old as RequestedConnections | undefined;
  const after = next as RequestedConnections | undefined;
  const peers = new Set<string>();
  const note = (found: Iterable<string>): void => {
    for (const peer of found) if (peer !== key) peers.add(peer);
  };
  if (before === undefined || after === undefined || !sameFqName(before.name, after.name)) {
    for (const row of [before, after]) {
      if (row === undefined) continue;
      note(requesters.requestedBy(row.requests));
      note(requesters.requestersOf(key, row.groups));
    }
  } else {
    note(requesters.requestedBy(without(before.requests, after.requests)));
    note(requesters.requestedBy(without(after.requests, before.requests)));
    note(requesters.requestersOfGroups(before.groups.filter((group) => !after.groups.includes(group))));
    note(requesters.requestersOfGroups(after.groups.filter((group) => !before.groups.includes(group))));
  }
  for (const peer of peers) {
    yield pairKey(key, peer);
    yield pairKey(peer, key);
  }
}

/** Requests of one list that the other has not, or has with other steps for the same end. */
function without(
  requests: readonly ConnectionRequest[],
  others: readonly ConnectionRequest[],
): readonly ConnectionRequest[] {
  if (requests.length === others.length && requests.every((request, at) => deepEqual(request, others[at]))) return [];
  const stepsByEnd = (list: readonly ConnectionRequest[]): ReadonlyMap<string, string> => {
    const steps = new Map<string, string>();
    for (const { end, step } of list) {
      const name = JSON.stringify(end);
      steps.set(name, `${steps.get(name) ?? ''} ${step.policyUuid} ${step.rule} ${step.policyName.join(':')}`);
    }
    return steps;
  };
  const before = stepsByEnd(requests);
  const after = stepsByEnd(others);
  return requests.filter(({ end }) => {
    const name = JSON.stringify(end);
    return before.get(name) !== after.get(name);
  });
}

/** Connections by network, and by what they bring. */
export class Connections implements RowIndex<ConnectionRow> {
  readonly name = 'connections-by-network';
  private readonly peers = new Postings();
  private readonly partial = new Postings();
  /** Peers by `<network> <target>`. */
  private readonly bringing = new Postings();
  private rows: DerivedTable<ConnectionRow> | undefined;

  /** Sets the table of the index, once it exists. */
  over(rows: DerivedTable<ConnectionRow>): void {
    this.rows = rows;
  }

  add(key: string, { connection, targets }: ConnectionRow): void {
    const [network, peer] = pairOf(key);
    this.peers.add(network, peer);
    if (connection.kind === 'partial') this.partial.add(network, peer);
    for (const target of targets) this.bringing.add(pairKey(network, target), peer);
  }

  remove(key: string, { connection, targets }: ConnectionRow): void {
    const [network, peer] = pairOf(key);
    this.peers.delete(network, peer);
    if (connection.kind === 'partial') this.partial.delete(network, peer);
    for (const target of targets) this.bringing.delete(pairKey(network, target), peer);
  }

  isEmpty(): boolean {
    return this.peers.size === 0 && this.partial.size === 0 && this.bringing.size === 0;
  }

  peersOf(network: string): Iterable<string> {
    return this.peers.keys(network);
  }

  /** By the peer's name. */
  of(network: string): readonly NetworkConnection[] {
    return this.between(network, this.peersOf(network));
  }

  partialOf(network: string): readonly NetworkConnection[] {
    return this.between(network, this.partial.keys(network));
  }

  /** Those by which the network imports a target. */
  importing(network: string, target: string): readonly NetworkConnection[] {
    return this.between(network, this.bringing.keys(pairKey(network, target)));
  }

  private between(network: string, peers: Iterable<string>): readonly NetworkConnection[] {
    return Array.from(peers, (peer) => this.rows?.get(pairKey(network, peer))?.connection)
      .filter((found) => found !== undefined)
      .sort(compareConnections);
  }
}
