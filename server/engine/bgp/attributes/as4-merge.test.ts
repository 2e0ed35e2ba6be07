import { expect, test } from 'vitest';
import type { AsPathSegment } from '../../../model/bgp/path-attributes.ts';
import { mergeAs4 } from './as4-merge.ts';
import type { Aggregator, AttributesDraft } from './attribute.ts';

const T = 23_456;
const BIG = 4_200_000_000;
const sequence = (...asns: number[]): AsPathSegment => ({ kind: 'sequence', asns });
const set = (...asns: number[]): AsPathSegment => ({ kind: 'set', asns });
const confed = (...asns: number[]): AsPathSegment => ({ kind: 'confed-sequence', asns });
const by = (asn: number): Aggregator => ({ asn, address: '10.0.0.1' });

test.each<[string, AsPathSegment[], AsPathSegment[] | undefined, AsPathSegment[]]>([
  ['nothing to merge', [sequence(1, 2)], undefined, [sequence(1, 2)]],
  ['two prepended on the way', [sequence(1, 2, T, 3)], [sequence(BIG, 3)], [sequence(1, 2, BIG, 3)]],
  ['of equal length', [sequence(T, 3)], [sequence(BIG, 3)], [sequence(BIG, 3)]],
  ['AS4_PATH longer: it is void', [sequence(T)], [sequence(BIG, 3)], [sequence(T)]],
  ['a set counts as one', [sequence(1, T), set(5, 6)], [sequence(BIG), set(5, 6)], [sequence(1, BIG), set(5, 6)]],
  ['a set is in the lead', [set(5, 6), sequence(T)], [sequence(BIG)], [set(5, 6), sequence(BIG)]],
  [
    'confederation segments count nothing and stay in front',
    [confed(65_010), sequence(1, T)],
    [sequence(BIG)],
    [confed(65_010), sequence(1, BIG)],
  ],
  ['an empty AS4_PATH', [sequence(1, 2)], [], [sequence(1, 2)]],
  [
    'more than 255 do not become one segment',
    [sequence(1), sequence(...Array<number>(255).fill(T))],
    [sequence(...Array<number>(255).fill(BIG))],
    [sequence(1), sequence(...Array<number>(255).fill(BIG))],
  ],
])('AS_PATH and AS4_PATH (RFC 6793 §4.2.3): %s', (_name, asPath, as4Path, merged) => {
  const draft: AttributesDraft = { asPath, as4Path, unknown: [] };
  mergeAs4(draft);
  expect(draft.asPath).toEqual(merged);
});

test.each<[string, Aggregator | undefined, Aggregator | undefined, Aggregator | undefined, AsPathSegment[]]>([
  ['AS_TRANS: the true one is taken', by(T), by(BIG), by(BIG), [sequence(BIG)]],
  [
    'another AS: an old speaker aggregated since, all AS4 attributes are void',
    by(60_100),
    by(BIG),
    by(60_100),
    [sequence(T)],
  ],
  ['AS_TRANS alone', by(T), undefined, by(T), [sequence(BIG)]],
  ['AS4_AGGREGATOR alone says nothing', undefined, by(BIG), undefined, [sequence(BIG)]],
])('AGGREGATOR and AS4_AGGREGATOR: %s', (_name, aggregator, as4Aggregator, merged, path) => {
  const draft: AttributesDraft = {
    aggregator,
    as4Aggregator,
    asPath: [sequence(T)],
    as4Path: [sequence(BIG)],
    unknown: [],
  };
  mergeAs4(draft);
  expect(draft.aggregator).toEqual(merged);
  expect(draft.asPath).toEqual(path);
});
