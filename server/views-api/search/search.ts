/**
 * Search for anything: name, address, prefix by containment, route target, label, uuid, MAC. Ranked: exact matches,
 * then containing or contained prefixes, then names that begin with the text, then names that contain it.
 */

import type { SearchAnswer, SearchResult } from '../../contract/views/summary.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { addressOf, kindsThat } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { KUBE_KINDS, type AnyKubeObject } from '../../model/kube/types.ts';
import { formatAddress } from '../../model/net/address.ts';
import {
  broadcastAddress,
  contains,
  covers,
  formatPrefix,
  networkAddress,
  parsePrefix,
  prefixFamily,
} from '../../model/net/prefix.ts';
import { own } from '../../model/own.ts';
import { byUid } from '../../store/indexes.ts';
import { addressOrder } from '../shared/address-order.ts';
import { readTyped, type Typed } from '../shared/forms.ts';
import { lowerBound } from '../shared/sorted-pairs.ts';
import { cidrOf, subnetsOf } from '../shared/subnets.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { describe } from './describe.ts';
import { NAMED_KINDS, type SearchIndex } from './search-index.ts';

/** Kinds whose objects have an address, and are few: they are gone through. */
const ADDRESSED = kindsThat(({ address, calledByAddress }) => address !== undefined && calledByAddress !== true);
const LABELLED = kindsThat(({ foundByLabel }) => foundByLabel === true);
/** Results of a search; a longer list is not read, and the query is refined instead. */
const MAX_RESULTS = 20;

const RANK = { exact: 0, contains: 1, begins: 2, within: 3 } as const;

/** Collects results without duplicates. */
class Results {
  readonly #found = new Map<string, SearchResult>();
  readonly #context: ViewContext;

  constructor(context: ViewContext) {
    this.#context = context;
  }

  get full(): boolean {
    return this.#found.size >= MAX_RESULTS * 2;
  }

  get size(): number {
    return this.#found.size;
  }

  add(kind: Kind, key: string, match: SearchResult['match'], why?: string): void {
    const id = `${kind} ${key}`;
    if (this.#found.has(id)) return;
    const result = describe(this.#context.read, kind, key, match, why);
    if (result !== undefined) this.#found.set(id, result);
  }

  best(): readonly SearchResult[] {
    return [...this.#found.values()]
      .map((result, at) => ({ result, at }))
      .sort((a, b) => RANK[a.result.match] - RANK[b.result.match] || a.at - b.at)
      .slice(0, MAX_RESULTS)
      .map(({ result }) => result);
  }
}

export function search(context: ViewContext, index: SearchIndex, input: string): SearchAnswer {
  const typed = readTyped(input);
  const results = new Results(context);
  if (typed.text !== '') {
    byNumbers(context, index, typed, results);
    if (typed.routeTarget !== undefined) byRouteTarget(context, typed.routeTarget, results);
    if (typed.address !== undefined || typed.prefix !== undefined) byAddress(context, index, typed, results);
    else byName(context, index, typed, results);
    if (typed.macPart !== undefined) byMacPart(index, typed.macPart, results);
  }
  return { forms: typed.forms, results: results.best(), revision: context.read.revision };
}

/** uuid, MAC, label: look-ups. */
function byNumbers({ read }: ViewContext, index: SearchIndex, { uuid, mac, label }: Typed, results: Results): void {
  if (uuid !== undefined) {
    for (const type of CONFIG_TYPES) if (read.get(type, uuid) !== undefined) results.add(type, uuid, 'exact');
    for (const kind of KUBE_KINDS)
      for (const found of read.lookup(byUid(`kube/${kind}`), uuid)) results.add(`kube/${kind}`, found.key, 'exact');
  }
  if (mac !== undefined)
    for (const port of index.macs.get(mac)) results.add('virtual-machine-interface', port, 'exact', mac);
  if (label !== undefined)
    for (const port of index.labels.get(label))
      results.add('virtual-machine-interface', port, 'exact', `label ${label}`);
}

/** Ports whose MAC address begins with the digits, or has them within. */
function byMacPart(index: SearchIndex, digits: string, results: Results): void {
  for (const mac of index.macs.values()) {
    if (results.full) return;
    const at = mac.replaceAll(':', '').indexOf(digits);
    if (at >= 0)
      for (const port of index.macs.get(mac))
        results.add('virtual-machine-interface', port, at === 0 ? 'begins' : 'within', mac);
  }
}

/** Networks that name it, and those that export it. */
function byRouteTarget({ derived }: ViewContext, target: string, results: Results): void {
  for (const network of derived.networksNaming(target)) results.add('virtual-network', network, 'exact', target);
  for (const instance of derived.exportersOf(target))
    results.add('virtual-network', instance, 'exact', `exports ${target}`);
}

/**
 * Networks whose table has a learned route that is the prefix or within it, or by which the address is reached; a
 * default route says nothing about an address.
 */
function byLearned({ derived }: ViewContext, { address, prefix }: Typed, results: Results): void {
  for (const instance of derived.learningInstances()) {
    if (results.full) return;
    const rows =
      prefix !== undefined
        ? derived.learnedRows(instance, prefix)
        : derived.vrfLookup(instance, address!).filter((row) => row.kind === 'learned' && !row.prefix.endsWith('/0'));
    for (const row of rows) {
      if (row.kind !== 'learned') continue;
      const exact = prefix !== undefined && row.prefix === formatPrefix(prefix);
      results.add(
        'virtual-network',
        instance.split('/', 1)[0]!,
        exact ? 'exact' : 'contains',
        `${row.prefix} learned from ${row.paths[0]?.path.sourceName ?? 'BGP'}`,
      );
      break;
    }
  }
}

function byAddress(context: ViewContext, index: SearchIndex, typed: Typed, results: Results): void {
  const { read } = context;
  const { address, prefix } = typed;
  byLearned(context, typed, results);
  const low = prefix === undefined ? address! : networkAddress(prefix);
  const high = prefix === undefined ? address! : broadcastAddress(prefix);
  const [from, to] = [addressOrder(formatAddress(low))!, addressOrder(formatAddress(high))!];
  const match = prefix === undefined ? 'exact' : 'contains';
  const inside = (text: string | undefined): boolean => {
    const order = addressOrder(text);
    return order !== undefined && order >= from && order <= to;
  };
  for (const kind of ADDRESSED)
    for (const { key, value } of read.scan(kind))
      if (!results.full && inside(addressOf(kind, value as never))) results.add(kind, key, match);
  for (const { kind, texts, keys } of index.addresses()) {
    for (let at = lowerBound(texts, keys, from, ''); at < keys.length && texts[at]! <= to && !results.full; at++)
      results.add(kind, keys[at]!, match);
  }
  for (const { key, value } of read.scan('virtual-network')) {
    if (results.full) break;
    for (const { subnet } of subnetsOf(read, value)) {
      const own = parsePrefix(cidrOf(subnet), 'mask');
      if (own === undefined || prefixFamily(own) !== low.family) continue;
      if (prefix === undefined ? contains(own, address!) : covers(own, prefix) || covers(prefix, own))
        results.add('virtual-network', key, 'contains', cidrOf(subnet));
    }
  }
}

/** Names: those that are it or begin with it by binary search, then those that have it within. */
function byName({ read }: ViewContext, index: SearchIndex, { lower, text }: Typed, results: Results): void {
  for (const kind of NAMED_KINDS) {
    const { texts, keys } = index.names(kind);
    for (
      let at = lowerBound(texts, keys, lower, ''), taken = 0;
      at < keys.length && taken < MAX_RESULTS && texts[at]!.startsWith(lower);
      at++, taken++
    ) {
      results.add(kind, keys[at]!, texts[at] === lower ? 'exact' : 'begins');
    }
  }
  if (/^[0-9.]+$/.test(text) && text.includes('.')) begunAddress(index, text, results);
  if (text.includes('=')) byLabel(read, text, results);
  if (results.size >= MAX_RESULTS) return;
  // `<namespace>/<name>` and `domain:project:name` are names too.
  const last = lower.split(/[:/]/).at(-1)!;
  for (const kind of NAMED_KINDS) {
    const { texts, keys } = index.names(kind);
    for (let at = 0; at < keys.length; at++) {
      if (
        texts[at]!.includes(lower) ||
        (last !== lower &&
          last !== '' &&
          texts[at]!.startsWith(last) &&
          wholeName(read, kind, keys[at]!).includes(lower))
      ) {
        results.add(kind, keys[at]!, 'within');
        if (results.size >= MAX_RESULTS) return;
      }
    }
  }
}

function wholeName(read: ViewContext['read'], kind: Kind, key: string): string {
  const value = read.get(kind, key)?.value as { readonly fq_name?: readonly string[] } | undefined;
  return (value?.fq_name?.join(':') ?? key).toLowerCase();
}

/** `10.47.25` as the beginning of addresses: a range, as far as octets are complete. */
function begunAddress(index: SearchIndex, text: string, results: Results): void {
  const octets = text.split('.').filter((octet) => octet !== '');
  if (octets.length === 0 || octets.length > 4 || octets.some((octet) => Number(octet) > 255)) return;
  const whole = text.endsWith('.') ? octets : octets.slice(0, -1);
  const fill = (rest: number) => [...whole, ...Array<number>(4 - whole.length).fill(rest)].join('.');
  const [from, to] = [addressOrder(fill(0)), addressOrder(fill(255))];
  if (whole.length === 0 || from === undefined || to === undefined) return;
  for (const { kind, texts, keys } of index.addresses()) {
    let taken = 0;
    for (
      let at = lowerBound(texts, keys, from, '');
      at < keys.length && texts[at]! <= to && taken < MAX_RESULTS;
      at++
    ) {
      const value = Number.parseInt(texts[at]!.slice(1), 16);
      const shown = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
      if (!shown.startsWith(text)) continue;
      results.add(kind, keys[at]!, 'begins');
      taken++;
    }
  }
}

/** A Kubernetes label, `app=web`. */
function byLabel(read: ViewContext['read'], text: string, results: Results): void {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  for (const kind of LABELLED) {
    for (const record of read.scan(kind)) {
      if (results.size >= MAX_RESULTS) return;
      const held = own((record.value as AnyKubeObject).metadata.labels, name);
      if (held?.startsWith(value) === true) results.add(kind, record.key, held === value ? 'exact' : 'begins', text);
    }
  }
}
