/**
 * Search indexes: names in order, addresses in order, MPLS labels, MAC addresses. They are updated with change sets,
 * so that a search costs lookups and a scan of strings, never a scan of records.
 */

import { LongTask } from '../../http/turn-budget.ts';
import type { VirtualMachineInterface } from '../../model/config/types.ts';
import { addressOf, kindsThat } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { shortName, type FqName } from '../../model/naming/fq-name.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { addressOrder } from '../shared/address-order.ts';
import { OrderedRows } from '../shared/ordered-rows.ts';
import { PostingMap } from './posting-map.ts';

/** Kinds that are found by name, the most asked for first. Interfaces and machines carry their pod's name. */
export const NAMED_KINDS: readonly Kind[] = kindsThat(({ searchRank }) => searchRank !== undefined);

/** Kinds whose objects have an address, and are as many as addresses. */
const ADDRESSED = kindsThat(({ calledByAddress }) => calledByAddress === true);

const nameText = (value: { readonly fq_name?: FqName }, key: string): string =>
  (value.fq_name === undefined ? parseKubeKey(key).name : shortName(value.fq_name)).toLowerCase();

const addressText =
  (kind: Kind) =>
  (value: unknown): string =>
    addressOrder(addressOf(kind, value as never)) ?? '';

/** A malformed record has no text. */
const orEmpty =
  <A extends readonly unknown[]>(textOf: (...asked: A) => string) =>
  (...asked: A): string => {
    try {
      return textOf(...asked);
    } catch {
      return '';
    }
  };

/** Nodes of work that an interface is estimated at. */
const NODES_A_PORT = 2;

const portOf = (record: Stored | undefined): VirtualMachineInterface | undefined =>
  record?.value as VirtualMachineInterface | undefined;

export class SearchIndex {
  readonly #names = new Map<Kind, OrderedRows<Kind>>();
  readonly #addresses = new Map<Kind, OrderedRows<Kind>>();
  #labels = new PostingMap<number>();
  #macs = new PostingMap<string>();
  /**
   * Interfaces whose label and MAC addresses are not indexed yet, which happens on demand; changes are applied in any
   * case.
   */
  #left: Iterator<Stored<'virtual-machine-interface'>> | undefined;

  readonly #read: Read;

  constructor(read: Read) {
    this.#read = read;
    this.rebuild();
  }

  /** Rebuilds everything from the store. */
  rebuild(): void {
    const read = this.#read;
    for (const kind of NAMED_KINDS)
      this.#names.set(kind, new OrderedRows<Kind>(read, kind, orEmpty(nameText) as never));
    for (const kind of ADDRESSED)
      this.#addresses.set(kind, new OrderedRows<Kind>(read, kind, orEmpty(addressText(kind))));
    this.#labels = new PostingMap();
    this.#macs = new PostingMap();
    this.#left = read.scan('virtual-machine-interface')[Symbol.iterator]();
  }

  /** Builds the indexes in advance, yielding in between. */
  async prepare(task = new LongTask()): Promise<void> {
    for (const rows of [...this.#names.values(), ...this.#addresses.values()]) await rows.prepare(task);
    while (this.#step()) if (task.spend('nodes', NODES_A_PORT)) await task.nextTurn();
  }

  /** By MPLS label. */
  get labels(): PostingMap<number> {
    while (this.#step()) continue;
    return this.#labels;
  }

  /** By MAC address, in lower case with colons. */
  get macs(): PostingMap<string> {
    while (this.#step()) continue;
    return this.#macs;
  }

  /** Indexes the next remaining interface; false when none is left. */
  #step(): boolean {
    const next = this.#left?.next();
    if (next === undefined || next.done === true) {
      this.#left = undefined;
      return false;
    }
    this.#port(next.value.key, undefined, next.value.value);
    return true;
  }

  apply(change: Change): void {
    this.#names.get(change.kind)?.apply(change);
    this.#addresses.get(change.kind)?.apply(change);
    if (change.kind === 'virtual-machine-interface') this.#port(change.key, portOf(change.old), portOf(change.new));
  }

  /** Names (lower case) and keys of a kind, in order. */
  names(kind: Kind): { readonly texts: readonly string[]; readonly keys: readonly string[] } {
    return this.#names.get(kind)!.rows();
  }

  /** Addresses in the order of `addressOrder`, with the uuids of what has them. */
  addresses(): readonly {
    readonly kind: Kind;
    readonly texts: readonly string[];
    readonly keys: readonly string[];
  }[] {
    return ADDRESSED.map((kind) => ({ kind, ...this.#addresses.get(kind)!.rows() }));
  }

  #port(key: string, old: VirtualMachineInterface | undefined, next: VirtualMachineInterface | undefined): void {
    const label = (port: VirtualMachineInterface | undefined) => port?.allocated?.['label'];
    const macs = (port: VirtualMachineInterface | undefined): readonly string[] => {
      const found: unknown = port?.props?.virtual_machine_interface_mac_addresses?.mac_address;
      return Array.isArray(found) ? found.filter((mac) => typeof mac === 'string') : [];
    };
    const [before, after] = [label(old), label(next)];
    if (before !== after) {
      if (typeof before === 'number') this.#labels.remove(before, key);
      if (typeof after === 'number') this.#labels.add(after, key);
    }
    for (const mac of macs(old)) this.#macs.remove(mac.toLowerCase(), key);
    for (const mac of macs(next)) this.#macs.add(mac.toLowerCase(), key);
  }
}
