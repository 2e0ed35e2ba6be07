/**
 * Per virtual network: what its policies ask for, the groups it stands in, and which of its policy references lead
 * nowhere.
 */

import { asksOf, type Ask } from '../../engine/policy/connection-wishes.ts';
import type { Kind } from '../../model/kinds.ts';
import type { FqName } from '../../model/naming/fq-name.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { keysOf } from './keys-of.ts';
import { askDirectoryFor, attachmentsOf, groupsOf, named } from './network-directory.ts';

export interface Wishes {
  readonly name: FqName;
  readonly asks: readonly Ask[];
  /** The groups that others may ask for and mean this network with. */
  readonly groups: readonly string[];
  readonly missingPolicies: readonly string[];
}

export function connectionWishes(askers: Askers): CalcNode<Wishes> {
  return {
    name: 'connection-wishes',
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
        asks: policies.length === 0 ? [] : asksOf(named(network), policies, askDirectoryFor(network, tracked)),
        groups: groupsOf(network),
        missingPolicies: missing,
      };
    },
    parts: ({ asks }) => asks.length,
    indexes: [askers],
  };
}

/** Who asks for whom: networks by name, groups, and who stands in which group. */
export class Askers implements RowIndex<Wishes> {
  readonly name = 'askers';
  private readonly ofNetwork = new Postings();
  private readonly ofGroup = new Postings();
  private readonly inGroup = new Postings();

  add(key: string, { asks, groups }: Wishes): void {
    for (const { end } of asks) {
      if (end.kind === 'network') this.ofNetwork.add(end.network.uuid, key);
      else if (end.kind === 'group') this.ofGroup.add(end.group, key);
    }
    for (const group of groups) this.inGroup.add(group, key);
  }

  remove(key: string, { asks, groups }: Wishes): void {
    for (const { end } of asks) {
      if (end.kind === 'network') this.ofNetwork.delete(end.network.uuid, key);
      else if (end.kind === 'group') this.ofGroup.delete(end.group, key);
    }
    for (const group of groups) this.inGroup.delete(group, key);
  }

  isEmpty(): boolean {
    return this.ofNetwork.size === 0 && this.ofGroup.size === 0 && this.inGroup.size === 0;
  }

  /** Everybody whom the asks mean. */
  *asked(asks: readonly Ask[]): Generator<string, void, undefined> {
    for (const { end } of asks) {
      if (end.kind === 'network') yield end.network.uuid;
      else if (end.kind === 'group') yield* this.inGroup.keys(end.group);
    }
  }

  /** Everybody who asks for a network of these groups, or by its own name. */
  *asking(network: string, groups: readonly string[]): Generator<string, void, undefined> {
    yield* this.ofNetwork.keys(network);
    yield* this.askingGroups(groups);
  }

  *askingGroups(groups: readonly string[]): Generator<string, void, undefined> {
    for (const group of groups) yield* this.ofGroup.keys(group);
  }
}
