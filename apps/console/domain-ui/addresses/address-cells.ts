/** The address map of a subnet: one square per address, or per range of addresses in larger subnets. Pure. */

import type { AddressMap, UsedAddress } from '../../../../server/contract/views/pools.ts';
import { addAddress, formatAddress, parseAddress } from '../../../../server/model/net/address.ts';
import { parsePrefix, prefixSize } from '../../../../server/model/net/prefix.ts';

export type CellUse = 'floating' | 'pod' | 'set-aside' | 'reserved' | 'outside' | 'free';

export type AddressCell = {
  readonly id: string;
  readonly use: CellUse;
  /** `101.101.101.2: webserver-…`, for the tooltip. */
  readonly title: string;
};

/** Squares per map at most; in a larger subnet each square is a range of addresses. */
export const MOST_CELLS = 256;

const useOf = (kind: UsedAddress['kind']): CellUse =>
  kind === 'floating-ip'
    ? 'floating'
    : kind === 'instance-ip' || kind === 'service'
      ? 'pod'
      : kind === 'gateway' || kind === 'service-address'
        ? 'set-aside'
        : 'reserved';

const words: Readonly<Record<UsedAddress['kind'], string>> = {
  'instance-ip': 'port',
  'floating-ip': 'floating IP',
  gateway: 'gateway',
  'service-address': 'service address',
  network: 'network address',
  broadcast: 'broadcast address',
  service: 'service',
};

const rank: readonly CellUse[] = ['floating', 'pod', 'set-aside', 'reserved', 'outside', 'free'];

export type DrawnMap = Pick<AddressMap, 'addresses' | 'pools'> & { readonly subnet: { readonly cidr: string } };

/** The use of an address, in words. */
export const useText = (used: UsedAddress): string =>
  used.name === undefined ? words[used.kind] : `${words[used.kind]} ${used.name}`;

/** The squares of a subnet, lowest address first. Empty if its prefix cannot be parsed. */
export function cellsOf(map: DrawnMap): AddressCell[] {
  const prefix = parsePrefix(map.subnet.cidr, 'mask');
  if (prefix === undefined) return [];
  const size = prefixSize(prefix);
  const count = size < BigInt(MOST_CELLS) ? Number(size) : MOST_CELLS;
  const run = size / BigInt(count);
  const base = prefix.address.value;
  const taken = new Map<number, UsedAddress[]>();
  for (const used of map.addresses) {
    const at = parseAddress(used.address);
    if (at === undefined || at.family !== prefix.address.family || at.value < base || at.value >= base + size) continue;
    const index = Number((at.value - base) / run);
    const there = taken.get(index);
    if (there === undefined) taken.set(index, [used]);
    else there.push(used);
  }
  const pools = map.pools.flatMap((pool) => {
    const [start, end] = [parseAddress(pool.start), parseAddress(pool.end)];
    return start && end ? [{ start: start.value, end: end.value }] : [];
  });
  return Array.from({ length: count }, (_, index): AddressCell => {
    const first = addAddress(prefix.address, BigInt(index) * run)!;
    const last = addAddress(prefix.address, (BigInt(index) + 1n) * run - 1n)!;
    const there = taken.get(index) ?? [];
    const covered = pools.length === 0 || pools.some((pool) => pool.start <= last.value && pool.end >= first.value);
    const use =
      there.map((used) => useOf(used.kind)).sort((a, b) => rank.indexOf(a) - rank.indexOf(b))[0] ??
      (covered ? 'free' : 'outside');
    const from = formatAddress(first);
    if (run === 1n)
      return {
        id: from,
        use,
        title: `${from}: ${there[0] ? useText(there[0]) : covered ? 'free' : 'outside the allocation pools'}`,
      };
    return {
      id: from,
      use,
      title:
        `${from} to ${formatAddress(last)}: ` +
        `${there.length === 0 ? (covered ? 'free' : 'outside the allocation pools') : `${there.length} used`}`,
    };
  });
}

/** Number of addresses for each use. */
export function tally(map: DrawnMap): Readonly<Record<'floating' | 'pod' | 'set-aside' | 'reserved', number>> {
  const sum = { floating: 0, pod: 0, 'set-aside': 0, reserved: 0 };
  for (const used of map.addresses) {
    const use = useOf(used.kind);
    if (use === 'floating' || use === 'pod' || use === 'set-aside' || use === 'reserved') sum[use] += 1;
  }
  return sum;
}
