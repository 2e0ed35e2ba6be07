/** Ranges are held against one another two at a time, with the same outcome as all with all. */

import { expect, test } from 'vitest';
import {
  parseAddressRange,
  DisjointRanges,
  formatAddressRange,
  rangesOverlap,
  type AddressRange,
} from './address-range.ts';

test('the same are taken as when each is compared with all', () => {
  let seed = 11;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 300; round++) {
    const [ranges, taken]: [DisjointRanges, AddressRange[]] = [new DisjointRanges(), []];
    for (let index = 0; index < 25; index++) {
      const first = random(250);
      const range = parseAddressRange(`10.0.0.${first}-10.0.0.${Math.min(255, first + random(20))}`)!;
      const other = ranges.add(range);
      const overlapping = taken.filter((each) => rangesOverlap(each, range)).map(formatAddressRange);
      expect(overlapping.length === 0 ? [undefined] : overlapping).toContain(other && formatAddressRange(other));
      if (other === undefined) taken.push(range);
    }
  }
});
