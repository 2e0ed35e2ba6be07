import { describe, expect, it } from 'vitest';
import type { BoundShare, Summary } from '../../../../server/contract/views/summary.ts';
import { boundRows, bytesText } from './bound-rows.ts';

const bound = (more: Partial<BoundShare> = {}): BoundShare => ({
  total: 4096,
  share: 512,
  held: 3,
  refused: 0,
  cutOff: 0,
  ...more,
});
const bytes = bound({ total: 268_435_456, share: 33_554_432, held: 0 });
const bounds: Summary['bounds'] = {
  connections: bound(),
  requests: bound({ held: 3100, refused: 7 }),
  streams: bound({ total: 1024, held: 1024, cutOff: 2 }),
  bodies: bytes,
  backlog: bytes,
  lists: bound({ total: 8_388_608, share: 1_048_576 }),
};

describe('what the server gives out', () => {
  it('has a line for each, with what is in use, the total and a share', () => {
    expect(boundRows(bounds).map(({ id, held, total, share }) => `${id} ${held} of ${total}, ${share}`)).toEqual([
      'connections 3 of 4 096, 512',
      'requests 3 100 of 4 096, 512',
      'streams 1 024 of 1 024, 512',
      'bodies 0 B of 256 MiB, 32 MiB',
      'backlog 0 B of 256 MiB, 32 MiB',
      'lists 3 of 8 388 608, 1 048 576',
    ]);
    expect(
      boundRows(bounds)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(bounds).sort());
  });
  it('says when only newcomers get some, and when it is used up', () =>
    expect(
      boundRows(bounds)
        .slice(0, 3)
        .map(({ state }) => state.word),
    ).toEqual(['Free', 'Newcomers only', 'Used up']));
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [400_000, '391 KiB'],
    [1_572_864, '1.5 MiB'],
    [33_554_432, '32 MiB'],
  ])('%d bytes are %s', (count, text) => expect(bytesText(count)).toBe(text));
});
