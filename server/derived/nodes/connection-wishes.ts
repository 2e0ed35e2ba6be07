/** Per virtual network: what its policies ask to be connected with, and which of its policy references lead nowhere. */
import { connectionWishes as wishesOf, type ConnectionWish } from '../../engine/policy/connection-wishes.ts';
import { sameFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { same } from '../same.ts';
import { keysOf } from './keys-of.ts';
import { attachmentsOf, directoryFor, named } from './network-directory.ts';

export interface Wishes {
  readonly name: FqName;
  readonly wishes: readonly ConnectionWish[];
  readonly missingPolicies: readonly string[];
}

export function connectionWishes(askers: Askers): CalcNode<Wishes> {
  return {
    name: 'connection-wishes',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      const network = tracked.read.get('virtual-network', key)?.value;
      if (network === undefined) return undefined;
      const { policies, missing } = attachmentsOf(network, tracked);
      return {
        name: network.fq_name,
        wishes: policies.length === 0 ? [] : wishesOf(named(network), policies, directoryFor(network, tracked)),
        missingPolicies: missing,
      };
    },
    indexes: [askers],
    // Only peers for which something changed: a hub has thousands.
    signals: (old, next) => {
      const before = wishByPeer(old);
      const after = wishByPeer(next);
      const renamed = old === undefined || next === undefined || !sameFqName(old.name, next.name);
      const changed: string[] = [];
      for (const [peer, wish] of before) if (renamed || !same(wish, after.get(peer))) changed.push(askersSignal(peer));
      for (const peer of after.keys()) if (!before.has(peer)) changed.push(askersSignal(peer));
      return changed;
    },
  };
}

export function askersSignal(network: string): string {
  return `askers ${network}`;
}

function askedBy(row: Wishes): readonly string[] {
  return row.wishes.flatMap((wish) => (wish.kind === 'network' ? [wish.peer.uuid] : []));
}

function wishByPeer(row: Wishes | undefined): ReadonlyMap<string, ConnectionWish> {
  return new Map((row?.wishes ?? []).flatMap((wish) => (wish.kind === 'network' ? [[wish.peer.uuid, wish] as const] : [])));
}

/** Which networks ask for a network. */
export class Askers implements RowIndex<Wishes> {
  readonly name = 'askers';
  private readonly byPeer = new Map<string, Set<string>>();

  add(key: string, row: Wishes): void {
    for (const peer of askedBy(row)) {
      const askers = this.byPeer.get(peer);
      if (askers === undefined) this.byPeer.set(peer, new Set([key]));
      else askers.add(key);
    }
  }

  remove(key: string, row: Wishes): void {
    for (const peer of askedBy(row)) {
      const askers = this.byPeer.get(peer);
      askers?.delete(key);
      if (askers?.size === 0) this.byPeer.delete(peer);
    }
  }

  isEmpty(): boolean {
    return this.byPeer.size === 0;
  }

  of(peer: string): readonly string[] {
    return [...(this.byPeer.get(peer) ?? [])].sort();
  }
}
