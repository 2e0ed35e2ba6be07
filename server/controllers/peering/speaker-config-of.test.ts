import { describe, expect, test } from 'vitest';
import type { PeerConfig } from '../../engine/bgp/speaker-config.ts';
import type { BgpRouterParameters, BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import type { GlobalSystemConfigProps } from '../../model/config/global.ts';
import type { Json } from '../../model/json.ts';
import { derivedStore, FABRIC } from '../../testing/builders/cluster.ts';
import { idOf, put, record, write } from '../../testing/builders/records.ts';
import { peeringSettings, speakerPlan, type SpeakerPlan } from './speaker-config-of.ts';

const nameOf = (name: string) => [...FABRIC.split(':'), '__default__', name];
const uuidOf = (name: string) => idOf('bgp-router', nameOf(name).join(':'));

const CENT111: BgpRouterParameters = {
  router_type: 'control-node',
  vendor: 'contrail',
  autonomous_system: 60_100,
  identifier: '10.169.25.19',
  address: '10.169.25.19',
  port: 179,
  hold_time: 90,
  address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'] },
};
const CAMARO: BgpRouterParameters = {
  router_type: 'router',
  vendor: 'mx',
  autonomous_system: 60_100,
  identifier: '192.168.0.204',
  address: '192.168.0.204',
  port: 179,
  address_families: { family: ['inet-vpn', 'route-target'] },
};

interface PlanInput {
  readonly cent111?: BgpRouterParameters;
  readonly camaro?: BgpRouterParameters;
  readonly session?: readonly BgpSessionAttributes[];
  readonly system?: Partial<GlobalSystemConfigProps>;
  readonly others?: { readonly [name: string]: BgpRouterParameters };
  readonly storedOn?: 'cent111' | 'camaro' | 'none';
}

function planOf({
  cent111 = {},
  camaro = {},
  session,
  system = {},
  others = {},
  storedOn = 'camaro',
}: PlanInput): SpeakerPlan {
  const { store, derived } = derivedStore();
  const attr = { session: session === undefined ? [] : [{ attributes: session }] };
  write(store, (transaction) => {
    put(
      transaction,
      record('global-system-config', ['default-global-system-config'], {
        props: { autonomous_system: 60_100, ibgp_auto_mesh: true, ...system },
      }),
    );
    const all: { readonly [name: string]: BgpRouterParameters } = {
      cent111: { ...CENT111, ...cent111 },
      camaro: { ...CAMARO, ...camaro },
      ...others,
    };
    for (const [name, parameters] of Object.entries(all)) {
      const peer = name === 'cent111' ? 'camaro' : 'cent111';
      put(
        transaction,
        record('bgp-router', nameOf(name), {
          props: { bgp_router_parameters: parameters },
          refs: storedOn === name ? { 'bgp-router': [{ uuid: uuidOf(peer), attr: attr as unknown as Json }] } : {},
        }),
      );
    }
  });
  const [config] = store.scan('global-system-config');
  return speakerPlan(
    Array.from(store.scan('bgp-router'), ({ value }) => value),
    derived.peerings(),
    peeringSettings(config?.value.props),
  );
}
const peerOf = (input: PlanInput): PeerConfig => planOf(input).speakers[0]!.peers[0]!;

test('the chapter: cent111 speaks and calls camaro', () => {
  expect(planOf({})).toEqual({
    leftOut: [],
    speakers: [
      {
        key: uuidOf('cent111'),
        name: 'cent111',
        asn: 60_100,
        routerId: '10.169.25.19',
        address: '10.169.25.19',
        port: 179,
        adminDown: false,
        clusterId: undefined,
        gracefulRestart: { restarting: false, helper: false, restartTime: 300, endOfRibTimeout: 300 },
        alwaysCompareMed: false,
        peers: [
          {
            key: uuidOf('camaro'),
            name: 'camaro',
            address: '192.168.0.204',
            port: 179,
            asn: 60_100,
            localAsn: 60_100,
            families: ['route-target', 'inet-vpn'],
            holdTime: 90,
            passive: false,
            adminDown: false,
            md5Key: undefined,
            loopCount: 0,
            loopCounts: {},
            asOverride: false,
            privateAs: 'keep',
            originOverride: undefined,
            prefixLimits: {},
            reflectorClient: false,
          },
        ],
      },
    ],
  });
});

test('the peering may be stored on either router', () => {
  expect(planOf({ storedOn: 'cent111' })).toEqual(planOf({ storedOn: 'camaro' }));
  expect(planOf({ storedOn: 'none' }).speakers[0]!.peers).toEqual([]);
});

const KEY = (key: string) => ({ key_type: 'md5' as const, key_items: [{ key_id: 0, key }] });

describe('the configuration of a peer', () => {
  test.each<readonly [string, PlanInput, Partial<PeerConfig>]>([
    ['hold time of our router', { cent111: { ...CENT111, hold_time: 30 } }, { holdTime: 30 }],
    ['hold time 0 is 90', { cent111: { ...CENT111, hold_time: 0 } }, { holdTime: 90 }],
    [
      'the hold time of the other router is its own business',
      { camaro: { ...CAMARO, hold_time: 9 } },
      { holdTime: 90 },
    ],
    [
      'hold time of the session',
      { cent111: { ...CENT111, hold_time: 30 }, session: [{ hold_time: 12 }] },
      { holdTime: 12 },
    ],
    ['port of the peer', { cent111: { ...CENT111, port: 1790 }, camaro: { ...CAMARO, port: 1179 } }, { port: 1179 }],
    ['address of the peer', { camaro: { ...CAMARO, address: '10.9.9.9' } }, { address: '10.9.9.9' }],
    ['eBGP', { camaro: { ...CAMARO, autonomous_system: 64_999 } }, { asn: 64_999, localAsn: 60_100 }],
    ['the peer speaks under its local AS', { camaro: { ...CAMARO, local_autonomous_system: 64_998 } }, { asn: 64_998 }],
    ['our router has a local AS', { cent111: { ...CENT111, local_autonomous_system: 64_997 } }, { localAsn: 64_997 }],
    [
      'local AS of the session outranks the router',
      { cent111: { ...CENT111, local_autonomous_system: 64_997 }, session: [{ local_autonomous_system: 64_996 }] },
      { localAsn: 64_996, asn: 60_100 },
    ],
    [
      'local AS of the peer’s end',
      { session: [{ bgp_router: 'camaro', local_autonomous_system: 64_995 }] },
      { localAsn: 60_100, asn: 64_995 },
    ],
    [
      'families that both have and are spoken',
      { camaro: { ...CAMARO, address_families: { family: ['e-vpn', 'inet6-vpn', 'inet', 'inet-vpn'] } } },
      { families: ['inet-vpn', 'inet6-vpn'] },
    ],
    [
      'families of the session',
      { session: [{ address_families: { family: ['inet', 'inet-vpn'] } }] },
      { families: ['inet', 'inet-vpn'] },
    ],
    [
      'no families of the session',
      { session: [{ address_families: { family: [] } }] },
      { families: ['route-target', 'inet-vpn'] },
    ],
    ['no family in common', { camaro: { ...CAMARO, address_families: { family: ['inet6'] } } }, { families: [] }],
    ['passive', { session: [{ passive: true }] }, { passive: true }],
    ['passive at our end by name', { session: [{ bgp_router: 'cent111', passive: true }] }, { passive: true }],
    ['passive at our end by uuid', { session: [{ bgp_router: uuidOf('cent111'), passive: true }] }, { passive: true }],
    ['passive at the peer’s end', { session: [{ bgp_router: 'camaro', passive: true }] }, { passive: false }],
    [
      'our end outranks what is said for both',
      { session: [{ bgp_router: 'cent111', hold_time: 15 }, { hold_time: 12 }] },
      { holdTime: 15 },
    ],
    [
      'key of the router',
      { cent111: { ...CENT111, auth_data: KEY('of cent111') }, camaro: { ...CAMARO, auth_data: KEY('of camaro') } },
      { md5Key: 'of cent111' },
    ],
    [
      'key of the session',
      { cent111: { ...CENT111, auth_data: KEY('of cent111') }, session: [{ auth_data: KEY('of the session') }] },
      { md5Key: 'of the session' },
    ],
    [
      'the key of least id',
      {
        session: [
          {
            auth_data: {
              key_type: 'md5',
              key_items: [
                { key_id: 5, key: 'five' },
                { key_id: 2, key: 'two' },
              ],
            },
          },
        ],
      },
      { md5Key: 'two' },
    ],
    ['the peer is down', { camaro: { ...CAMARO, admin_down: true } }, { adminDown: true }],
    ['the session is down', { session: [{ admin_down: true }] }, { adminDown: true }],
    [
      'the session is down at the peer’s end',
      { session: [{ bgp_router: 'camaro', admin_down: true }] },
      { adminDown: true },
    ],
    [
      'our AS in paths',
      { session: [{ loop_count: 2, as_override: true, private_as_action: 'remove-all' }] },
      { loopCount: 2, asOverride: true, privateAs: 'remove-all' },
    ],
    [
      'origin',
      { session: [{ route_origin_override: { origin_override: true, origin: 'IGP' } }] },
      { originOverride: 'igp' },
    ],
    [
      'origin, switched off',
      { session: [{ route_origin_override: { origin_override: false, origin: 'IGP' } }] },
      { originOverride: undefined },
    ],
    [
      'limits of families',
      {
        session: [
          {
            family_attributes: [
              { address_family: 'inet-vpn', loop_count: 3, prefix_limit: { maximum: 1000, idle_timeout: 60 } },
              { address_family: 'inet', prefix_limit: { maximum: 5 } },
              { address_family: 'inet6-vpn', prefix_limit: { maximum: 0 } },
              { address_family: 'e-vpn', loop_count: 1 },
            ],
          },
        ],
      },
      {
        loopCounts: { 'inet-vpn': 3 },
        prefixLimits: { 'inet-vpn': { maximum: 1000, idleTimeout: 60 }, inet: { maximum: 5, idleTimeout: 0 } },
      },
    ],
    ['a client of our reflection', { cent111: { ...CENT111, cluster_id: 1 } }, { reflectorClient: true }],
    [
      'another reflector is no client',
      { cent111: { ...CENT111, cluster_id: 1 }, camaro: { ...CAMARO, cluster_id: 1 } },
      { reflectorClient: false },
    ],
    [
      'an external peer is no client',
      { cent111: { ...CENT111, cluster_id: 1 }, camaro: { ...CAMARO, autonomous_system: 64_999 } },
      { reflectorClient: false },
    ],
  ])('%s', (_case, input, expected) => {
    expect(peerOf(input)).toMatchObject(expected);
  });
});

test('the configuration of a speaker', () => {
  const [speaker] = planOf({
    cent111: { ...CENT111, identifier: '1.2.3.4', port: 1179, cluster_id: 0x0a000001, admin_down: true },
    system: {
      bgp_always_compare_med: true,
      graceful_restart_parameters: {
        enable: true,
        restart_time: 12,
        long_lived_restart_time: 300,
        end_of_rib_timeout: 20,
        bgp_helper_enable: true,
        xmpp_helper_enable: false,
      },
    },
  }).speakers;
  expect(speaker).toMatchObject({
    routerId: '1.2.3.4',
    port: 1179,
    clusterId: '10.0.0.1',
    adminDown: true,
    alwaysCompareMed: true,
    gracefulRestart: { restarting: true, helper: true, restartTime: 12, endOfRibTimeout: 20 },
  });
});

test('graceful restart helps only where it is enabled', () => {
  expect(
    peeringSettings({
      graceful_restart_parameters: {
        enable: false,
        restart_time: 300,
        long_lived_restart_time: 300,
        end_of_rib_timeout: 300,
        bgp_helper_enable: true,
        xmpp_helper_enable: false,
      },
    }).gracefulRestart,
  ).toMatchObject({ restarting: false, helper: false });
});

test('control nodes of the mesh call each other; by name', () => {
  const { speakers } = planOf({
    others: { cent110: { ...CENT111, identifier: '10.169.25.18', address: '10.169.25.18' } },
  });
  expect(speakers.map(({ name, peers }) => [name, peers.map((peer) => peer.name)])).toEqual([
    ['cent110', ['cent111']],
    ['cent111', ['camaro', 'cent110']],
  ]);
});

describe('who is left out', () => {
  const without = ({ address: _address, identifier: _identifier, ...rest }: BgpRouterParameters) => rest;
  const planned = (name: string, parameters: BgpRouterParameters) => {
    const { store, derived } = derivedStore();
    write(store, (transaction) => {
      put(
        transaction,
        record('global-system-config', ['default-global-system-config'], { props: { autonomous_system: 60_100 } }),
      );
      put(
        transaction,
        record('bgp-router', nameOf('cent111'), {
          props: { bgp_router_parameters: CENT111 },
          refs: { 'bgp-router': [{ uuid: uuidOf('camaro'), attr: null }] },
        }),
      );
      if (name !== '')
        put(transaction, record('bgp-router', nameOf(name), { props: { bgp_router_parameters: parameters } }));
    });
    return speakerPlan(
      Array.from(store.scan('bgp-router'), ({ value }) => value),
      derived.peerings(),
      peeringSettings(undefined),
    );
  };

  test.each([
    ['a peer without an address', 'camaro', without(CAMARO), /camaro has no address/],
    ['a peer that does not exist', '', {}, /names a peer .* that does not exist/],
    ['a peer of compute nodes', 'camaro', { ...CAMARO, router_type: 'bgpaas-client' as const }, /BGP as a Service/],
    [
      'a peer without an AS',
      'camaro',
      { router_type: 'router' as const, address: '192.168.0.204' },
      /no autonomous system number/,
    ],
  ])('%s', (_case, name, parameters, reason) => {
    const plan = planned(name, parameters);
    expect(plan.speakers.map(({ peers }) => peers)).toEqual([[]]);
    expect(plan.leftOut).toMatchObject([
      { speaker: uuidOf('cent111'), peer: uuidOf('camaro'), reason: expect.stringMatching(reason) as unknown },
    ]);
  });

  test('a control node without an address', () => {
    const { speakers, leftOut } = planned('cent112', without(CENT111));
    expect(speakers.map(({ name }) => name)).toEqual(['cent111']);
    expect(leftOut.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('cent112 has no address'));
  });
});

test('a control node of IPv6 without a Router ID is left out with the reason', () => {
  const { speakers, leftOut } = planOf({
    cent111: { address: 'fd00::19', identifier: undefined } as BgpRouterParameters,
  });
  expect(speakers).toEqual([]);
  expect(leftOut).toContainEqual({
    peering: '',
    speaker: uuidOf('cent111'),
    peer: '',
    reason:
      'Control node cent111 has no Router ID, and its address fd00::19 cannot be one: only IPv4 addresses can. ' +
      'Enter one under Infrastructure > Cluster > Advanced > BGP Routers.',
  });
  expect(planOf({ cent111: { address: 'fd00::19' } as BgpRouterParameters }).speakers).toMatchObject([
    { address: 'fd00::19', routerId: '10.169.25.19' },
  ]);
});
