import { expect, test } from 'vitest';
import { NO_ATTRIBUTES } from '../../model/bgp/path-attributes.ts';
import { communityTexts, tunnelTexts } from './community-text.ts';

test('communities and tunnels', () => {
  const attributes = {
    ...NO_ATTRIBUTES,
    communities: [0xeac40005, 0xffffff01],
    largeCommunities: [[64512, 1, 2] as const],
    extendedCommunities: [
      '0002eac400000064',
      '030c000000000002',
      '030c00000000000b',
      '030c00000000000d',
      '030c000000000063',
      '4002eac400000064',
    ],
  };
  expect(communityTexts(attributes)).toEqual([
    'target:60100:100',
    'encapsulation:gre',
    'encapsulation:gre',
    'encapsulation:udp',
    'encapsulation:99',
    'unknown:0x4002eac400000064',
    '60100:5',
    'no-export',
    'large:64512:1:2',
  ]);
  expect(tunnelTexts(attributes)).toEqual(['gre', 'udp', '99']);
});
