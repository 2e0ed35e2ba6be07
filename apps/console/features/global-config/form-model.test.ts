import { describe, expect, it } from 'vitest';
import { Problem } from '../../data/problem.ts';
import {
  asnEffects,
  faultsOf,
  fromRecords,
  refusedFields,
  toUpdate,
  type GlobalConfig,
  type GlobalForm,
} from './form-model.ts';

const records: GlobalConfig = {
  system: { uuid: 's', fq_name: ['default-global-system-config'], autonomous_system: 60100 },
  vrouter: { uuid: 'v', fq_name: ['default-global-system-config', 'default-global-vrouter-config'] },
};
const was = fromRecords(records);
const etags = { system: '"3"', vrouter: '"4"' };
const routers = [
  { name: 'cent111', vendor: 'contrail', asn: 60100, peers: [] },
  { name: 'camaro', vendor: 'juniper', asn: 60100, peers: [{ name: 'cent111' }] },
];

describe('global config', () => {
  it('starts with the defaults of the API', () => {
    expect(was).toMatchObject({
      asn: '60100',
      autoMesh: true,
      restart: false,
      restartTime: '300',
      encapsulation: ['MPLSoUDP', 'MPLSoGRE', 'VXLAN'],
      fabric: '',
    });
    expect(faultsOf(was)).toEqual({});
    expect(toUpdate(was, was, records, etags)).toEqual([]);
  });
  it.each([
    ['1.45', 65_581],
    ['AS65000', 65_000],
    ['as 60100 ', 60_100],
  ])('takes an ASN written as %s', (asn, plain) => {
    const form = { ...was, asn, fourByte: true };
    expect(faultsOf(form)).toEqual({});
    expect(toUpdate(form, { ...was, asn: '1' }, records, etags)[0]?.body).toMatchObject({
      'global-system-config': { autonomous_system: plain },
    });
  });
  it.each<[string, Partial<GlobalForm>, string, RegExp]>([
    ['ASN 0', { asn: '0' }, 'asn', /1 to 65534/],
    ['a wide ASN while the switch is off', { asn: '70000' }, 'asn', /needs 4 Byte ASN/],
    ['beyond four bytes', { asn: '4294967296', fourByte: true }, 'asn', /1 to 4294967294/],
    ['a reserved ASN', { asn: '65535' }, 'asn', /AS 65535 is reserved .*RFC 7300/],
    ['the other reserved ASN', { asn: '65535.65535', fourByte: true }, 'asn', /AS 4294967295 is reserved/],
    ['restart time 4096', { restartTime: '4096' }, 'restartTime', /0–4095 seconds/],
    ['LLGR time 16777216', { llgrTime: '16777216' }, 'llgrTime', /0–16777215 seconds/],
    ['end of RIB in words', { endOfRib: 'soon' }, 'endOfRib', /0–4095 seconds/],
    ['a host for a subnet', { fabric: '10.64.0.1/12' }, 'fabric', /10\.64\.0\.0\/12/],
    ['no encapsulation', { encapsulation: [] }, 'encapsulation', /at least one/],
  ])('%s is refused', (_, patch, field, sentence) => {
    expect(faultsOf({ ...was, ...patch })[field]).toMatch(sentence);
  });
  it('sends only what changed, each object under its version', () => {
    expect(
      toUpdate(
        { ...was, asn: '64512', fabric: '10.64.0.0/12\nfd00::/64', encapsulation: ['VXLAN', 'MPLSoGRE'] },
        was,
        records,
        etags,
      ),
    ).toEqual([
      {
        method: 'PUT',
        path: '/config/global-system-config/s',
        body: {
          'global-system-config': {
            autonomous_system: 64512,
            ip_fabric_subnets: {
              subnet: [
                { ip_prefix: '10.64.0.0', ip_prefix_len: 12 },
                { ip_prefix: 'fd00::', ip_prefix_len: 64 },
              ],
            },
          },
        },
        ifMatch: '"3"',
      },
      {
        method: 'PUT',
        path: '/config/global-vrouter-config/v',
        body: { 'global-vrouter-config': { encapsulation_priorities: { encapsulation: ['VXLAN', 'MPLSoGRE'] } } },
        ifMatch: '"4"',
      },
    ]);
  });
});

describe('a new ASN', () => {
  it('says what it renames and which sessions change', () => {
    const effects = asnEffects({ ...was, asn: '64512' }, was, routers, 3).join('\n');
    expect(effects).toContain('target:64512:… on 3 virtual networks, their numbers stay');
    expect(effects).toContain('cent111 follows to AS 64512');
    expect(effects).toContain('camaro has AS 60100: its session becomes external');
    expect(effects).toContain('64512:8000000 to 64512:16777216');
  });
  it('of the other width renumbers the route targets', () => {
    expect(asnEffects({ ...was, asn: '70000', fourByte: true }, was, routers, 1).join(' ')).toMatch(
      /1 virtual network, and are numbered anew.*70000:8000 to 70000:32768/,
    );
  });
  it.each(['60100', '', 'x', '70000'])('%s tells nothing', (asn) => {
    expect(asnEffects({ ...was, asn }, was, routers, 3)).toEqual([]);
  });
  it('that collides is refused at its field, with the networks', () => {
    const problem = new Problem({
      title: 'Bad Request',
      status: 400,
      detail: 'Virtual networks a, b are configured with a route target with this ASN',
      errors: [{ pointer: '/global-system-config/autonomous_system', detail: 'Change target:64512:8000001 first.' }],
    });
    expect(refusedFields(problem)).toEqual({
      fields: {
        asn:
          'Virtual networks a, b are configured with a route target with this ASN. Change target:64512:8000001 ' +
          'first.',
      },
      rest: [],
    });
  });
});
