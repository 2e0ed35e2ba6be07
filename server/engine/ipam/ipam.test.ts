import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseAddressRange } from '../../model/net/address-range.ts';
import { address, addressOf, formatAddress } from '../../model/net/address.ts';
import { prefixFrom } from '../../model/net/prefix.ts';
import { holds } from '../../testing/seed.ts';
import { AddressPool } from './address-pool.ts';
import { allocateAddress } from './allocate.ts';
import {
  EMPTY,
  fromSorted,
  height,
  intervalAround,
  intervals,
  withNumber,
  withoutNumber,
  type IntervalTree,
} from './interval-tree.ts';
import { defaultLayout, type SubnetLayout } from './subnet-layout.ts';

const layout = (text: string, more: Partial<SubnetLayout> = {}): SubnetLayout => ({
  ...defaultLayout(prefixFrom(text), more.bottomUp),
  ...more,
});
const draw = (pool: AddressPool, n: number): (string | undefined)[] =>
  Array.from({ length: n }, () => {
    const a = pool.allocate();
    return a && formatAddress(a);
  });
const ranges = (...texts: string[]) => texts.map((text) => parseAddressRange(text)!);

describe('the next address', () => {
  test.each([
    ['101.101.101.0/24', {}, ['101.101.101.252', '101.101.101.251']],
    ['101.101.101.0/24', { bottomUp: true }, ['101.101.101.3', '101.101.101.4']],
    ['10.32.0.0/12', {}, ['10.47.255.252', '10.47.255.251']],
    ['10.96.0.0/12', {}, ['10.111.255.252']],
    ['fd00:10::/64', {}, ['fd00:10::ffff:ffff:ffff:fffc', 'fd00:10::ffff:ffff:ffff:fffb']],
    ['fd00:10::/64', { bottomUp: true }, ['fd00:10::3', 'fd00:10::4']],
    [
      '10.0.0.0/24',
      { allocationPools: ranges('10.0.0.10-10.0.0.11', '10.0.0.20-10.0.0.20') },
      ['10.0.0.20', '10.0.0.11', '10.0.0.10', undefined],
    ],
    ['10.0.0.0/24', { gateway: undefined, serviceAddress: undefined }, ['10.0.0.254']],
    ['10.0.0.0/24', { gateway: addressOf('10.0.0.1'), serviceAddress: addressOf('10.0.0.2') }, ['10.0.0.254']],
    ['10.0.0.0/24', { allocUnit: 4 }, ['10.0.0.248', '10.0.0.244']],
    ['10.0.0.0/29', {}, ['10.0.0.4', '10.0.0.3', '10.0.0.2', '10.0.0.1', undefined]],
    ['10.0.0.0/30', {}, [undefined]],
    ['10.0.0.0/32', {}, [undefined]],
  ])('of %s, case %#', (prefix, more, expected) => {
    expect(draw(AddressPool.of(layout(prefix, more)), expected.length)).toEqual(expected);
  });

  it('a freed address is reused first', () => {
    const pool = AddressPool.of(layout('101.101.101.0/24'));
    draw(pool, 10);
    expect(pool.release(addressOf('101.101.101.249'))).toBe(true);
    expect(pool.release(addressOf('101.101.101.249'))).toBe(false);
    expect(draw(pool, 2)).toEqual(['101.101.101.249', '101.101.101.242']);
    expect([pool.used, pool.total]).toEqual([11, 252n]);
  });

  test.each([
    ['101.101.101.2', 'reserved', undefined],
    ['101.101.101.252', 'in-use', undefined],
    ['101.101.101.254', 'set-aside', 'gateway'],
    ['101.101.101.253', 'set-aside', 'service address'],
    ['101.101.101.0', 'set-aside', 'network address'],
    ['101.101.101.255', 'set-aside', 'broadcast address'],
    ['101.101.102.1', 'outside-subnet', undefined],
    ['fd00::1', 'outside-subnet', undefined],
  ])('asking for %s: %s', (text, kind, role) => {
    const pool = AddressPool.of(layout('101.101.101.0/24'));
    pool.allocate();
    expect(pool.reserve(addressOf(text))).toEqual(role === undefined ? { kind } : { kind, role });
    expect(pool.has(addressOf(text))).toBe(kind === 'reserved' || kind === 'in-use');
  });

  it('an address outside the allocation pools is told apart', () => {
    const pool = AddressPool.of(layout('10.0.0.0/24', { allocationPools: ranges('10.0.0.10-10.0.0.11') }));
    expect(pool.reserve(addressOf('10.0.0.50'))).toEqual({ kind: 'outside-pools' });
    expect(() => AddressPool.of(layout('10.0.0.0/24', { allocationPools: ranges('10.0.1.10-10.0.1.11') }))).toThrow(
      'BUG',
    );
    expect(() => AddressPool.of(layout('10.0.0.0/24', { allocUnit: 3 }))).toThrow('BUG');
  });

  it('behaves as a naive set, clones are independent, and rebuilding gives the same pool', () => {
    type Step = { readonly kind: 'allocate' } | { readonly kind: 'reserve' | 'release'; readonly n: bigint };
    const operation: fc.Arbitrary<Step> = fc.oneof(
      fc.constant({ kind: 'allocate' } as const),
      fc.record({ kind: fc.constantFrom('reserve' as const, 'release' as const), n: fc.bigInt({ min: 0n, max: 63n }) }),
    );
    const shape = fc.record({
      bottomUp: fc.boolean(),
      allocUnit: fc.constantFrom(1, 2, 4),
      pools: fc.boolean(),
      v6: fc.boolean(),
    });
    holds(
      fc.property(shape, fc.array(operation, { maxLength: 120 }), ({ bottomUp, allocUnit, pools, v6 }, operations) => {
        const prefix = prefixFrom(v6 ? 'fd00::40/122' : '10.0.0.64/26');
        const base = prefix.address.value;
        const at = (n: bigint) => address(prefix.address.family, base + n);
        const allocationPools = pools
          ? [
              { first: at(7n), last: at(20n) },
              { first: at(30n), last: at(50n) },
            ]
          : [];
        const shaped = { ...defaultLayout(prefix, bottomUp), allocUnit, allocationPools };
        const pool = AddressPool.of(shaped);
        const unit = BigInt(allocUnit);
        const ok = (n: bigint) => !pools || (n >= 7n && n <= 20n) || (n >= 30n && n <= 50n);
        const aside = new Set([0n, 63n, bottomUp ? 1n : 62n, bottomUp ? 2n : 61n]);
        const free = new Set<bigint>();
        for (let slot = 0n; slot < 64n / unit; slot++) {
          const members = Array.from({ length: allocUnit }, (_, i) => slot * unit + BigInt(i));
          if (members.every(ok) && !members.some((n) => aside.has(n))) free.add(slot);
        }
        const all = new Set(free);
        const stepOf = (of: AddressPool, step: Step) =>
          step.kind === 'allocate'
            ? of.allocate()
            : step.kind === 'reserve'
              ? of.reserve(at(step.n)).kind === 'reserved'
              : of.release(at(step.n));
        const naiveStep = (step: Step) => {
          if (step.kind === 'allocate') {
            const sorted = [...free].sort((a, b) => Number(a - b));
            const slot = bottomUp ? sorted[0] : sorted.at(-1);
            if (slot === undefined) return undefined;
            free.delete(slot);
            return at(slot * unit);
          }
          const slot = step.n / unit;
          if (step.kind === 'reserve') return free.delete(slot);
          const used = all.has(slot) && !free.has(slot);
          if (used) free.add(slot);
          return used;
        };
        for (const step of operations) {
          const before = pool.clone();
          const usedBefore = before.used;
          expect(stepOf(pool, step)).toEqual(naiveStep(step));
          expect(before.used).toBe(usedBefore);
          expect([pool.used, pool.total]).toEqual([all.size - free.size, BigInt(all.size)]);
        }
        const used = [...all].filter((slot) => !free.has(slot)).map((slot) => at(slot * unit));
        const rebuilt = AddressPool.withUsed(shaped, [...used, addressOf('1.2.3.4')]);
        expect(rebuilt.used).toBe(pool.used);
        for (;;) {
          const a = pool.allocate();
          expect(rebuilt.allocate()).toEqual(a);
          if (a === undefined) break;
        }
      }),
    );
  });

  it('100,000 addresses of a /12, every second one freed and drawn again', () => {
    const pool = AddressPool.of(layout('10.32.0.0/12'));
    const drawn = Array.from({ length: 100_000 }, () => pool.allocate()!);
    for (let i = 0; i < drawn.length; i += 2) pool.release(drawn[i]!);
    expect(pool.used).toBe(50_000);
    for (let i = 0; i < drawn.length; i += 2) expect(pool.allocate()!.value).toBe(drawn[i]!.value);
    const rebuilt = AddressPool.withUsed(pool.layout, drawn);
    expect([rebuilt.used, rebuilt.next()]).toEqual([100_000, pool.next()]);
  });
});

describe('interval trees', () => {
  it('stay sorted, disjoint and balanced', () => {
    holds(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 200n })), { maxLength: 400 }), (steps) => {
        let tree: IntervalTree = EMPTY;
        const naive = new Set<bigint>();
        for (const [add, n] of steps) {
          tree = add ? withNumber(tree, n) : withoutNumber(tree, n);
          if (add) naive.add(n);
          else naive.delete(n);
        }
        const list = [...intervals(tree)];
        for (let n = 0n; n <= 200n; n++) expect(intervalAround(tree, n) !== undefined).toBe(naive.has(n));
        for (let i = 1; i < list.length; i++) expect(list[i]!.first).toBeGreaterThan(list[i - 1]!.last + 1n);
        expect(height(tree)).toBeLessThanOrEqual(Math.ceil(1.45 * Math.log2(list.length + 2)));
        expect([...intervals(fromSorted(list))]).toEqual(list);
      }),
    );
  });
});

describe('choosing among subnets', () => {
  const network = ['default-domain', 'k8s-ns-user-1', 'vn'];
  const subnets = () => [
    { subnetUid: 'a', pool: AddressPool.of(layout('10.0.0.0/29')) },
    { subnetUid: 'b', pool: AddressPool.of(layout('fd00::/64')) },
  ];

  it('in order, by family, by uuid, by address', () => {
    const two = subnets();
    const ask = (request: object) => {
      const outcome = allocateAddress(two, { network, ...request });
      return outcome.kind === 'allocated' ? `${outcome.subnetUid} ${formatAddress(outcome.address)}` : outcome.kind;
    };
    expect(ask({})).toBe('a 10.0.0.4');
    expect(ask({ family: 6 })).toBe('b fd00::ffff:ffff:ffff:fffc');
    expect(ask({ subnetUid: 'b' })).toBe('b fd00::ffff:ffff:ffff:fffb');
    expect(ask({ address: addressOf('10.0.0.2') })).toBe('a 10.0.0.2');
    expect([ask({}), ask({}), ask({})]).toEqual(['a 10.0.0.3', 'a 10.0.0.1', 'b fd00::ffff:ffff:ffff:fffa']);
  });

  it("says what is wrong in the config API's words and how to go on", () => {
    const [v4] = subnets();
    const only = [v4!];
    expect(allocateAddress(only, { network, address: addressOf('10.0.0.6') })).toEqual({
      kind: 'in-use',
      message: 'IP address already in use',
      setAside: 'gateway',
      hint: '10.0.0.6 is the gateway of 10.0.0.0/29. 10.0.0.4 is free.',
    });
    v4!.pool.allocate();
    expect(allocateAddress(only, { network, address: addressOf('10.0.0.4') })).toEqual({
      kind: 'in-use',
      message: 'IP address already in use',
      hint: '10.0.0.4 is in use. 10.0.0.3 is free.',
    });
    draw(v4!.pool, 3);
    const text = "Virtual-Network(['default-domain', 'k8s-ns-user-1', 'vn']) has exhausted subnet(['10.0.0.0/29'])";
    expect(allocateAddress(only, { network })).toMatchObject({ kind: 'exhausted', message: text });
    expect(allocateAddress(only, { network, address: addressOf('10.9.9.9') })).toMatchObject({
      kind: 'outside',
      message: expect.stringContaining('10.9.9.9 is in none of the subnets'),
    });
    expect(allocateAddress([], { network })).toMatchObject({
      kind: 'no-subnets',
      message: "Virtual-Network(['default-domain', 'k8s-ns-user-1', 'vn']) has no defined subnets",
    });
    expect(allocateAddress(only, { network, family: 6 })).toMatchObject({
      kind: 'no-subnets',
      hint: 'Add a subnet of IPv6 to the network first.',
    });
  });
});
