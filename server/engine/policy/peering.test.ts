import { describe, expect, test } from 'vitest';
import type { AuthData, BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import { peeringEnd, peeringMismatches } from './peering.ts';

const md5 = (key: string): AuthData => ({ key_type: 'md5', key_items: [{ key_id: 0, key }] });
const router = (name: string, auth?: AuthData) => ({
  end: peeringEnd(
    `uuid-${name}`,
    name,
    { router_type: name === 'cent111' ? 'control-node' : 'router', autonomous_system: 60_100 },
    60_100,
  ),
  auth,
});
const aboutKeys = (
  ours: AuthData | undefined,
  theirs: AuthData | undefined,
  attributes: readonly BgpSessionAttributes[] = [],
) =>
  peeringMismatches(router('cent111', ours), router('camaro', theirs), attributes, false)
    .filter(({ field }) => field === 'auth_data')
    .map(({ message }) => message);

describe('session keys of two routers', () => {
  test.each([
    [undefined, undefined],
    [md5('a'), md5('a')],
  ])('equal: nothing to say', (ours, theirs) => expect(aboutKeys(ours, theirs)).toEqual([]));

  test('a key on one of them is not used by the other, which is said with the way out', () => {
    expect(aboutKeys(undefined, md5('a'))).toEqual([
      "BGP router camaro has an MD5 key and cent111 has none. Each end speaks with its own key or the peering's, " +
        'so cent111 speaks without one: the key of camaro is not used there. Enter it on cent111 too, or in the ' +
        'peering, or remove it from camaro.',
    ]);
    expect(aboutKeys(md5('a'), undefined)[0]).toContain('so camaro speaks without one');
    expect(aboutKeys(md5('a'), md5('b'))[0]).toContain('have different MD5 keys');
  });

  test("the peering's own key outranks them, for both ends or for the one that it names", () => {
    expect(aboutKeys(md5('a'), md5('b'), [{ auth_data: md5('c') }])).toEqual([]);
    expect(aboutKeys(undefined, md5('a'), [{ bgp_router: 'cent111', auth_data: md5('a') }])).toEqual([]);
    expect(aboutKeys(undefined, undefined, [{ bgp_router: 'uuid-camaro', auth_data: md5('a') }])[0]).toContain(
      'BGP router camaro has an MD5 key and cent111 has none',
    );
  });
});
