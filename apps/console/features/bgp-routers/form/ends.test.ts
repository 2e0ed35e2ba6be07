import { expect, it } from 'vitest';
import { compareEnds } from './ends.ts';
import { blank, blankPeer, type RouterForm } from './form-model.ts';

const peer = { ...blankPeer('1'), router: 'u1' };
const form = (more: Partial<RouterForm>): RouterForm => ({
  ...blank(60_100),
  name: 'camaro',
  type: 'router',
  vendor: 'mx',
  asn: '60100',
  families: ['inet-vpn', 'route-target', 'inet6-vpn'],
  ...more,
});
const cent111 = {
  name: 'cent111',
  type: 'control-node',
  address: '10.169.25.19',
  asn: 60100,
  families: ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'],
  holdTime: 90,
  adminDown: false,
};
const row = (field: string, given: RouterForm, known = {}) =>
  compareEnds(given, peer, cent111, 60100, known).find((one) => one.field === field)!;

it('counts as carried what a session can carry, before and after the save', () => {
  const four = row('families', form({ families: ['inet-vpn', 'route-target', 'inet6-vpn', 'e-vpn'] }));
  expect(four.negotiated).toBe('3 carried');
  expect(four.finding).toContain('e-vpn: configured on both, not spoken by this product.');
  expect(row('families', form({ families: ['e-vpn'] }))).toMatchObject({
    negotiated: '0 carried',
    verdict: 'mismatch',
  });
});

it('another AS makes the session external, unless the router itself is known to say otherwise', () => {
  expect(row('asn', form({ asn: '64512' }))).toMatchObject({
    negotiated: 'eBGP',
    verdict: 'partial',
    finding: 'camaro has AS 64512, cent111 60100: the session will be external.',
  });
  expect(row('asn', form({ asn: '64512' }), { here: 60_100 })).toMatchObject({
    negotiated: 'no session',
    verdict: 'mismatch',
    finding: 'camaro has AS 64512, cent111 60100: the session will stay Idle, for camaro itself says AS 60100.',
  });
  expect(row('asn', form({ asn: '60100' }), { here: 60_100 })).toMatchObject({ negotiated: 'iBGP', verdict: 'equal' });
});
