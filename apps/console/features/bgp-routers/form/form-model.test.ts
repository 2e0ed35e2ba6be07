import { describe, expect, it } from 'vitest';
import { Problem } from '../../../data/problem.ts';
import { compareEnds } from './ends.ts';
import { faultsOf, refusedFields } from './form-checks.ts';
import {
  blank,
  blankPeer,
  dotted,
  fromRecord,
  withPeerings,
  withType,
  type PeerForm,
  type RouterForm,
  type StoredRouter,
} from './form-model.ts';
import { clusterIdOf, toCreate, toParameters, toUpdate, withoutKeys } from './form-request.ts';

const CONTROL = '9069a771-6528-45ba-bdf3-45cf710096a6';
const CAMARO = '11111111-2222-4333-8444-555555555555';
const camaro = {
  name: 'camaro',
  address: '192.168.0.204',
  asn: 60100,
  vendor: 'juniper',
  families: ['inet-vpn', 'route-target'],
};
const surroundings = {
  numbers: { asn: 60100, fourByte: false },
  routers: [{ id: CONTROL, name: 'cent111', address: '10.169.25.19' }],
};
const peer = (patch: Partial<PeerForm> = {}): PeerForm => ({ ...blankPeer('new-1'), router: CONTROL, ...patch });
const valid = (patch: Partial<RouterForm> = {}): RouterForm => ({ ...blank(60100, camaro), ...patch });
const stored = (patch: Partial<StoredRouter> = {}): StoredRouter => ({
  uuid: CAMARO,
  fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro'],
  bgp_router_parameters: {
    router_type: 'router',
    vendor: 'juniper',
    autonomous_system: 60100,
    address: '192.168.0.204',
    identifier: '192.168.0.204',
    port: 179,
    hold_time: 90,
    address_families: { family: ['inet-vpn', 'route-target'] },
    source_port: 0,
  },
  ...patch,
});

describe('a new router', () => {
  it('is prefilled from the known host and the global ASN', () => {
    expect(blank(60100)).toMatchObject({
      type: 'router',
      asn: '60100',
      port: '179',
      holdTime: '90',
      families: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'],
      peers: [],
    });
    expect(valid()).toMatchObject({
      name: 'camaro',
      address: '192.168.0.204',
      vendor: 'juniper',
      families: ['inet-vpn', 'route-target'],
    });
    expect(faultsOf(valid(), surroundings)).toEqual({});
  });
  it('goes with its peerings in one request', () => {
    expect(toCreate(valid({ peers: [peer({ passive: true, holdTime: '30' })] }))).toEqual([
      {
        method: 'POST',
        path: '/config/bgp-routers',
        body: {
          'bgp-router': {
            fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro'],
            parent_type: 'routing-instance',
            bgp_router_parameters: {
              router_type: 'router',
              vendor: 'juniper',
              autonomous_system: 60100,
              address: '192.168.0.204',
              port: 179,
              hold_time: 90,
              address_families: { family: ['inet-vpn', 'route-target'] },
            },
            bgp_router_refs: [
              { uuid: CONTROL, attr: { session: [{ attributes: [{ passive: true, hold_time: 30 }] }] } },
            ],
          },
        },
      },
    ]);
  });
  it.each<[string, Partial<RouterForm>, string, RegExp]>([
    ['a name is needed', { name: '' }, 'name', /missing/],
    ['a colon is not for names', { name: 'a:b' }, 'name', /colon/],
    ['a name is taken', { name: 'cent111' }, 'name', /cent111 already/],
    ['an address is needed', { address: '' }, 'address', /missing/],
    ['a prefix is no address', { address: '192.168.0.204/32' }, 'address', /not an IP address/],
    ['nobody is at this network', { address: '0.0.0.0' }, 'address', /no BGP router can be called/],
    ['nobody is at a group', { address: '224.0.0.1' }, 'address', /a multicast address/],
    ['an address is taken', { address: '10.169.25.19' }, 'address', /cent111/],
    ['the router ID is IPv4', { routerId: 'fd00::1' }, 'routerId', /IPv4/],
    ['router ID 0.0.0.0', { routerId: '0.0.0.0' }, 'routerId', /Leave it empty/],
    ['an IPv6 router needs a router ID', { address: 'fd00::1' }, 'routerId', /router ID/],
    ['a router needs a vendor', { vendor: '' }, 'vendor', /missing/],
    ['contrail is kept for control nodes', { vendor: 'Contrail' }, 'vendor', /global ASN/],
    ['four-byte ASNs are off', { asn: '70000' }, 'asn', /needs 4 Byte ASN/],
    ['ASN 0', { asn: '0' }, 'asn', /1 to 65534/],
    ['a word for an ASN', { asn: 'x' }, 'asn', /1 to 65534/],
    ['port 0', { port: '0' }, 'port', /1–65535/],
    ['port 65536', { port: '65536' }, 'port', /1–65535/],
    ['hold time 2', { holdTime: '2' }, 'holdTime', /at least three/],
    ['hold time 65536', { holdTime: '65536' }, 'holdTime', /0–65535/],
    ['no families', { families: [] }, 'families', /at least one/],
    ['erm-vpn', { families: ['erm-vpn'] }, 'families', /control nodes only/],
    ['MD5 without a key', { auth: 'md5' }, 'key', /needs a key/],
    ['a key of 81 bytes', { auth: 'md5', key: 'k'.repeat(81) }, 'key', /81 bytes; TCP-MD5 takes 80/],
    ['a key beyond ASCII', { auth: 'md5', key: 'schlüssel', stored: true }, 'key', /ASCII/],
    ['a cluster id that is none', { clusterId: '1.2.3' }, 'clusterId', /whole number/],
    ['a peer twice', { peers: [peer(), peer({ id: 'new-2' })] }, 'peers.1.router', /repeated/],
    ['no peer chosen', { peers: [peer({ router: '' })] }, 'peers.0.router', /Choose a peer/],
    ['loop count 17', { peers: [peer({ loopCount: '17' })] }, 'peers.0.loopCount', /0–16/],
    ['peer hold time 1', { peers: [peer({ holdTime: '1' })] }, 'peers.0.holdTime', /at least three/],
    ['peer MD5 without a key', { peers: [peer({ auth: 'md5' })] }, 'peers.0.key', /needs a key/],
    ['peer key beyond ASCII', { peers: [peer({ auth: 'md5', key: 'schlüssel' })] }, 'peers.0.key', /ASCII/],
    [
      'a prefix limit that is none',
      { peers: [peer({ families: [{ family: 'inet-vpn', loopCount: '', prefixLimit: 'many' }] })] },
      'peers.0.families.0.prefixLimit',
      /whole number/,
    ],
  ])('%s', (_, patch, field, sentence) => {
    expect(faultsOf(valid(patch), surroundings)[field]).toMatch(sentence);
  });
  it.each([
    ['0', 0],
    ['3', 3],
    ['65535', 65_535],
  ])('hold time %s is accepted', (holdTime, hold_time) => {
    expect(faultsOf(valid({ holdTime }), surroundings)).toEqual({});
    expect(toParameters(valid({ holdTime })).hold_time).toBe(hold_time);
  });
  it('takes a cluster id in either form', () => {
    expect(clusterIdOf('0.0.0.100')).toBe(100);
    expect(clusterIdOf('100')).toBe(100);
    expect(clusterIdOf(dotted(4_294_967_295))).toBe(4_294_967_295);
  });
});

describe('the router type', () => {
  it('brings its default families and keeps the peers', () => {
    const form = { ...blank(60100), peers: [peer()] };
    const after = { ...form, ...withType(form, 'control-node') };
    expect(after.families).toEqual(['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn']);
    expect(after.vendor).toBe('contrail');
    expect(after.peers).toHaveLength(1);
    expect(withType(after, 'router')).toMatchObject({
      vendor: '',
      families: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'],
    });
  });
  it('leaves chosen families alone', () => {
    expect(withType(valid(), 'control-node').families).toEqual(['inet-vpn', 'route-target']);
  });
  it("leaves the ASN of the vendor's own routers to the server", () => {
    expect(toParameters(valid({ type: 'control-node', vendor: 'contrail', asn: '1' }))).not.toHaveProperty(
      'autonomous_system',
    );
  });
});

describe('an edit', () => {
  const etags = { [CAMARO]: '"7"', [CONTROL]: '"9"' };
  const here = stored({
    bgp_router_refs: [
      {
        uuid: CONTROL,
        attr: {
          session: [
            {
              uuid: 's1',
              attributes: [
                {
                  hold_time: 30,
                  as_override: true,
                  auth_data: { key_type: 'md5', key_items: [{ key_id: 3, key: 'secret' }] },
                },
              ],
            },
          ],
        },
      },
    ],
  });
  it('sends nothing when nothing changed', () => {
    const form = fromRecord(here);
    expect(toUpdate(form, form, { object: here, etags })).toEqual([]);
    expect(JSON.stringify(form)).not.toContain('secret');
  });
  it('replaces the parameters under the read version and keeps what the form does not know', () => {
    const was = fromRecord(here);
    const [put, ...more] = toUpdate({ ...was, holdTime: '60' }, was, { object: here, etags });
    expect(more).toEqual([]);
    expect(put).toMatchObject({
      method: 'PUT',
      ifMatch: '"7"',
      body: { 'bgp-router': { bgp_router_parameters: { hold_time: 60, source_port: 0, vendor: 'juniper' } } },
    });
  });
  it('sends a changed peering by itself, with its key and its unknown attributes', () => {
    const was = fromRecord(here);
    expect(toUpdate({ ...was, peers: [{ ...was.peers[0]!, holdTime: '' }] }, was, { object: here, etags })).toEqual([
      {
        method: 'POST',
        path: '/config/ref-update',
        body: {
          type: 'bgp-router',
          'ref-type': 'bgp-router',
          operation: 'ADD',
          uuid: CAMARO,
          'ref-uuid': CONTROL,
          attr: {
            session: [
              {
                uuid: 's1',
                attributes: [
                  { as_override: true, auth_data: { key_type: 'md5', key_items: [{ key_id: 3, key: 'secret' }] } },
                ],
              },
            ],
          },
        },
        ifMatch: '"7"',
      },
    ]);
  });
  it('edits and removes a peering on the router that stores it', () => {
    const there = stored({ bgp_router_back_refs: [{ uuid: CONTROL, attr: null }] });
    const was = fromRecord(there);
    expect(was.peers).toMatchObject([{ router: CONTROL, storedOn: 'peer' }]);
    expect(toUpdate({ ...was, peers: [] }, was, { object: there, etags })).toEqual([
      {
        method: 'POST',
        path: '/config/ref-update',
        body: { type: 'bgp-router', 'ref-type': 'bgp-router', operation: 'DELETE', uuid: CONTROL, 'ref-uuid': CAMARO },
        ifMatch: '"9"',
      },
    ]);
    expect(toUpdate({ ...was, peers: [{ ...was.peers[0]!, up: false }] }, was, { object: there, etags })).toMatchObject(
      [
        {
          body: {
            operation: 'ADD',
            uuid: CONTROL,
            'ref-uuid': CAMARO,
            attr: { session: [{ attributes: [{ admin_down: true }] }] },
          },
        },
      ],
    );
  });
  it('names the version of each router that it writes once, at the first write', () => {
    const was = fromRecord(here);
    const changed = { ...was, holdTime: '60', peers: [{ ...was.peers[0]!, up: false }] };
    expect(toUpdate(changed, was, { object: here, etags }).map(({ path, ifMatch }) => [path, ifMatch])).toEqual([
      [`/config/bgp-router/${CAMARO}`, '"7"'],
      ['/config/ref-update', undefined],
    ]);
  });
  it('takes what a peer stores, and its version, from the peer itself', () => {
    const peering = { session: [{ attributes: [{ hold_time: 30 }] }] };
    const other: StoredRouter = {
      uuid: CONTROL,
      fq_name: ['cent111'],
      bgp_router_refs: [{ uuid: CAMARO, attr: peering }],
    };
    const stale = stored({ bgp_router_back_refs: [{ uuid: CONTROL, attr: null }] });
    const read = withPeerings({ object: stale, etag: '"7"' }, [{ object: other, etag: '"9"' }]);
    expect(read.object.bgp_router_back_refs).toEqual([{ uuid: CONTROL, to: ['cent111'], attr: peering }]);
    expect(read.etags).toEqual(etags);
    expect(withPeerings({ object: stale, etag: '"7"' }, []).object.bgp_router_back_refs).toEqual([]);
  });
  it('removes a peering from both routers when both store it', () => {
    const both = { ...here, bgp_router_back_refs: [{ uuid: CONTROL, attr: null }] };
    const was = fromRecord(both);
    expect(was.peers).toHaveLength(1);
    expect(
      toUpdate({ ...was, peers: [] }, was, { object: both, etags }).map(
        (write) => (write.body as { uuid: string }).uuid,
      ),
    ).toEqual([CAMARO, CONTROL]);
  });
  it('shows no key in what it prints', () => {
    expect(JSON.stringify(withoutKeys(here))).not.toContain('secret');
  });
});

describe('both ends', () => {
  const other = {
    name: 'cent111',
    type: 'control-node',
    address: '10.169.25.19',
    asn: 60100,
    families: ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'],
    holdTime: 90,
    adminDown: false,
  };
  const finding = (form: RouterForm, field: string) =>
    compareEnds(form, peer(), other, 60100).find((row) => row.field === field);
  it('flags an ASN that differs, with both values', () => {
    expect(finding(valid(), 'asn')).toMatchObject({ verdict: 'equal', negotiated: 'iBGP' });
    expect(finding(valid({ asn: '64512' }), 'asn')).toMatchObject({
      verdict: 'partial',
      negotiated: 'eBGP',
      finding: 'camaro has AS 64512, cent111 60100: the session will be external.',
    });
  });
  it('flags families that one side alone has', () => {
    expect(finding(valid(), 'families')).toMatchObject({
      verdict: 'partial',
      negotiated: '2 carried',
      finding: 'e-vpn, inet6-vpn: cent111 only.',
    });
    expect(finding(valid({ families: ['inet'] }), 'families')).toMatchObject({
      verdict: 'mismatch',
      negotiated: '0 carried',
    });
  });
  it('agrees on the lesser hold time', () => {
    expect(finding(valid({ holdTime: '30' }), 'holdTime')?.negotiated).toBe('30 s');
    expect(finding(valid({ holdTime: '0' }), 'holdTime')?.negotiated).toBe('90 s');
  });
});

describe('a refusal', () => {
  it.each([
    ['/bgp-router/bgp_router_parameters/hold_time', 'holdTime'],
    ['/bgp-router/bgp_router_refs/1/attr/session/0/attributes/0/loop_count', 'peers.1.loopCount'],
    ['/bgp-router/fq_name', 'name'],
  ])('%s is shown at %s', (pointer, field) => {
    expect(
      refusedFields(new Problem({ title: 'Bad', status: 400, errors: [{ pointer, detail: 'no' }] })).fields,
    ).toEqual({ [field]: 'no' });
  });
  it('is shown above the form when it has no field', () => {
    expect(refusedFields(new Problem({ title: 'Conflict', status: 409, detail: 'camaro exists' })).rest).toEqual([
      'camaro exists',
    ]);
  });
});
