/** A VRF table as it is looked at, page by page; and a derived instance over a fork. */

import { describe, expect, test } from 'vitest';
import { addressOf } from '../model/net/address.ts';
import { parsePrefix } from '../model/net/prefix.ts';
import type { VrfRow } from '../model/oper/route.ts';
import {
  DATA_DIRECTORY,
  derivedStore,
  nodeId,
  networkId,
  putNetwork,
  putPod,
  putNode,
  write,
} from '../testing/builders/cluster.ts';
import { createDerived } from './derived.ts';

const [A, B, C] = ['d:p:a', 'd:p:b', 'd:p:c'] as const;

/** `9.0.0.1/32 b by target:1:100` */
const line = (row: VrfRow): string => {
  if (row.kind === 'learned') return `${row.prefix} learned`;
  return `${row.prefix} ${row.from.networkName.at(-1)}${row.kind === 'own' ? '' : ` by ${row.leak.via[0]?.target}`}`;
};

function setup() {
  const { store, derived } = derivedStore();
  write(store, (transaction) => {
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, A, { number: 1, import: ['target:1:100'] });
    putNetwork(transaction, B, { number: 2, export: ['target:1:100'] });
    putNetwork(transaction, C, { number: 3, export: ['target:1:100'] });
    [
      [A, '10.0.0.9'],
      [A, '10.0.0.10'],
      [B, '10.0.0.9'],
      [B, '9.0.0.1'],
      [C, '10.0.0.9'],
      [C, 'fd00::1'],
    ].forEach(([name, address], position) =>
      putPod(transaction, {
        namespace: 'default',
        name: `pod-${position}`,
        network: name!,
        address: address!,
        node: 'cent222',
        label: 16 + position,
      }),
    );
    putPod(transaction, { namespace: 'default', name: 'waiting', network: A, address: '10.0.0.11' });
  });
  return { store, derived };
}

describe('VRF table', () => {
  const { derived } = setup();
  const all = [...derived.vrfRows(networkId(A))].map(line);

  test('own and leaked routes in the order of numbers, not of texts', () => {
    expect(all[0]).toBe('9.0.0.1/32 b by target:1:100');
    expect(all[1]).toBe('10.0.0.9/32 a');
    expect(all.slice(2, 4).sort()).toEqual(['10.0.0.9/32 b by target:1:100', '10.0.0.9/32 c by target:1:100']);
    expect(all.slice(4)).toEqual(['10.0.0.10/32 a', 'fd00::1/128 c by target:1:100']);
    expect(derived.vrfCounts(networkId(A))).toEqual({
      ownPrefixes: 2,
      ownPaths: 2,
      leakedPrefixes: 4,
      leakedPaths: 4,
      notInstalled: 1,
      ownByFamily: { inet: 2, inet6: 0 },
      leakedByFamily: { inet: 3, inet6: 1 },
      learnedPrefixes: 0,
      learnedPaths: 0,
      learnedByFamily: { inet: 0, inet6: 0 },
    });
    expect(derived.notInstalled(networkId(A))).toMatchObject([
      { prefix: '10.0.0.11/32', notInstalled: { kind: 'no-node' } },
    ]);
  });

  test.each([1, 2, 3, 5, 6, 7])('pages of %i show every row once', (limit) => {
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = derived.vrfPage(networkId(A), { limit, ...(after === undefined ? {} : { after }) })!;
      seen.push(...page.rows.map(line));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(seen).toEqual(all);
  });

  test.each([
    ['10.0.0.0/24', 4],
    ['10.0.0.8/31', 3],
    ['10.0.0.10/32', 1],
    ['0.0.0.0/0', 5],
    ['::/0', 1],
    ['11.0.0.0/8', 0],
  ] as const)('rows within %s, at once and in pages of one', (text, count) => {
    const within = parsePrefix(text)!;
    const rows = [...derived.vrfRows(networkId(A), within)];
    expect(rows).toHaveLength(count);
    const seen: unknown[] = [];
    for (let after: string | undefined; ;) {
      const page = derived.vrfPage(networkId(A), { limit: 1, within, ...(after === undefined ? {} : { after }) })!;
      seen.push(...page.rows);
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(seen).toEqual(rows);
  });

  test('a page of chosen rows goes on after its last row', () => {
    const where = (row: VrfRow) => row.kind === 'leaked';
    const first = derived.vrfPage(networkId(A), { limit: 3, where })!;
    expect(first.rows).toHaveLength(3);
    expect(derived.vrfPage(networkId(A), { limit: 3, where, after: first.next! })).toMatchObject({
      rows: [{ prefix: 'fd00::1/128' }],
      next: undefined,
    });
  });

  test('longest match looks through the leaks', () => {
    expect(derived.vrfLookup(networkId(A), addressOf('10.0.0.9')).map(line).sort()).toEqual([
      '10.0.0.9/32 a',
      '10.0.0.9/32 b by target:1:100',
      '10.0.0.9/32 c by target:1:100',
    ]);
    expect(derived.vrfLookup(networkId(B), addressOf('10.0.0.10'))).toEqual([]);
    expect(derived.vrfPage('nowhere', { limit: 1 })).toBeUndefined();
  });
});

test('a fork derives its own consequences and leaves the store alone', () => {
  const { store, derived } = setup();
  const fork = store.fork();
  const inFork = createDerived(fork, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  write(fork, (transaction) => putNetwork(transaction, A, { number: 1 }));
  expect(inFork.leaksInto(networkId(A))).toEqual([]);
  expect(derived.leaksInto(networkId(A))).toHaveLength(2);
  write(store, (transaction) => putNetwork(transaction, A, { number: 1 }));
  expect(derived.routingInstance(networkId(A))).toEqual(inFork.routingInstance(networkId(A)));
  expect(derived.podCount('node', 'cent222')).toBe(6);
  expect([...derived.portsIn('node', nodeId('cent222'))]).toHaveLength(6);
});

test('drained once per turn, and reported afterwards', () => {
  const scheduled: (() => void)[] = [];
  const { store } = setup();
  const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: (drain) => scheduled.push(drain) });
  const told: string[][] = [];
  derived.onChange(({ rows }) => told.push([...new Set(rows.map((row) => row.node))]));
  write(store, (transaction) => putNetwork(transaction, A, { number: 1, both: ['target:1:5'] }));
  write(store, (transaction) => putNetwork(transaction, A, { number: 1, both: ['target:1:6'] }));
  expect([scheduled.length, told.length]).toEqual([1, 0]);
  scheduled[0]!();
  expect(told).toEqual([['network-targets', 'imports', 'routing-instances', 'leaks', 'route-target-objects']]);
  expect(derived.revision).toBe(store.revision);
});
