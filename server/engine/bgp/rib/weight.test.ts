/** How much one peer may hold: ordinary sets are not counted, shared ones once, removed ones no longer. */

import { describe, expect, test } from 'vitest';
import { vpnNlri } from '../nlri/nlri-key.ts';
import type { AttributeSet } from './attribute-sets.ts';
import { createSource } from './paths.ts';
import { createRib } from './rib.ts';
import { weightOfSet } from './set-weight.ts';
import { attributesOf, peerOf, RIB, vpnRoutes } from './testing.ts';
import { addPathWeight, removePathWeight, tooHeavy } from './weight.ts';

const host = (n: number) => vpnNlri('192.168.0.204:500', `101.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32`);
const GATEWAY = peerOf('192.168.0.204');
/** 5000 route targets that no other route has: about 4 MB. */
const heavy = (n: number) =>
  attributesOf({
    extendedCommunities: Array.from(
      { length: 5000 },
      (_, at) => `0002eac4${(n * 5000 + at).toString(16).padStart(8, '0')}`,
    ),
  });

test('an ordinary set weighs nothing, thousands of communities do', () => {
  expect(weightOfSet('incomplete|10.169.25.20|200|100|0002eac400000064||||', ['0002eac400000064'])).toBe(0);
  expect(weightOfSet('c'.repeat(70_000), [])).toBe(280_000);
  expect(weightOfSet('', Array.from({ length: 5000 }, String))).toBe(4_000_000);
});

test('a set counts once however many paths have it, until the last of them goes', () => {
  const source = createSource('a', false, 'a', { kind: 'external' });
  const set = { weight: 1000 } as AttributeSet;
  addPathWeight(source, set);
  addPathWeight(source, set);
  expect(source.weight).toBe(1000);
  removePathWeight(source, set);
  expect(source.weight).toBe(1000);
  removePathWeight(source, set);
  expect([source.weight, source.heavy.size]).toEqual([0, 0]);
});

test('two million ordinary routes are not too many', () => {
  const source = createSource('a', false, 'a', { kind: 'external' });
  source.counts[0]!.received = 2_000_000;
  expect(tooHeavy(source)).toBeUndefined();
  source.counts[0]!.received = 2_200_000;
  expect(tooHeavy(source)).toBe(2_200_000);
});

describe('routes with thousands of targets each', () => {
  test('are too heavy after some dozens; the same ones again, or replaced by ordinary ones, are not', () => {
    const rib = createRib(RIB);
    rib.peerUp(GATEWAY);
    const receive = (n: number, attributes = heavy(n)) =>
      rib.receive(GATEWAY.config.key, vpnRoutes([host(n)]), [], attributes, 1).kind;
    for (let n = 0; n < 50; n++) expect(receive(n)).toBe('ok');
    for (let n = 0; n < 50; n++) expect(receive(n, heavy(0))).toBe('ok');
    for (let n = 0; n < 50; n++) expect(receive(n, attributesOf())).toBe('ok');
    for (let n = 0; n < 50; n++) expect(receive(n)).toBe('ok');
    let more = 50;
    while (more < 80 && receive(more) === 'ok') more += 1;
    expect(more).toBeLessThan(80);
    rib.peerDown(GATEWAY.config.key, []);
    while (rib.sweep(100));
    expect(rib.footprint()).toEqual({ attributeSets: 0, targets: 0, exportClasses: 0, sources: 0 });
    rib.peerUp(GATEWAY);
    expect(receive(1)).toBe('ok');
  });
});
