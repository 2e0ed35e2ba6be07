import { describe, expect, it } from 'vitest';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { frrConfiguration } from '../../../../../server/engine/router-configuration/frr.ts';
import { missingIn } from '../../../../../server/engine/router-configuration/gateway-intent.ts';
import { gobgpConfiguration } from '../../../../../server/engine/router-configuration/gobgp.ts';
import { junosConfiguration } from '../../../../../server/engine/router-configuration/junos.ts';
import { blank, blankPeer } from './form-model.ts';
import { fabricNetworks, intentOf, type IntentContext } from './intent.ts';

const controller = {
  id: 'cn',
  name: 'cent111',
  type: 'control-node',
  address: '10.169.25.19',
  port: 179,
  asn: 60100,
  families: [],
  peers: [],
  findings: [],
} as unknown as BgpRouterRow;
const camaro = {
  name: 'camaro',
  address: '192.168.0.204',
  asn: 60100,
  vendor: 'mx',
  families: ['inet-vpn', 'route-target'],
  vrfs: [{ name: 'k8s-test', rd: '192.168.0.204:500', imports: ['target:60100:100'], exports: ['target:60100:100'] }],
};
const around: IntentContext = {
  routers: [controller],
  hosts: [camaro],
  globalAsn: 60100,
  computeAddresses: ['10.169.25.20', '10.169.25.21'],
  publicTargets: ['target:60100:101'],
};
const form = { ...blank(60100, camaro), peers: [{ ...blankPeer('p'), router: 'cn' }] };

describe('the gateway as the form has it', () => {
  const intent = intentOf(form, around);
  it('is complete', () => expect(missingIn(intent)).toEqual([]));
  it("has the chapter's VRF, controller and tunnels", () =>
    expect(intent).toMatchObject({
      asn: 60100,
      holdTime: 90,
      port: 179,
      authenticated: false,
      vrfs: camaro.vrfs,
      tunnelNetworks: ['10.169.25.0/24'],
      controlNodes: [{ name: 'cent111', address: '10.169.25.19', asn: 60100, port: 179 }],
    }));
  it.each([
    ['Junos', junosConfiguration],
    ['FRR', frrConfiguration],
    ['GoBGP', gobgpConfiguration],
  ])('%s names both ends and the target', (_name, generate) => {
    const { text } = generate(intent);
    for (const word of ['10.169.25.19', '192.168.0.204', '60100:100']) expect(text).toContain(word);
  });
  it('follows what is typed', () => {
    expect(intentOf({ ...form, asn: '64512', holdTime: '30', auth: 'md5' }, around)).toMatchObject({
      asn: 64512,
      holdTime: 30,
      authenticated: true,
    });
    expect(intentOf({ ...form, peers: [] }, around).controlNodes).toEqual([]);
  });
  it('of a router that nobody knows has the targets of floating IPs', () => {
    expect(intentOf({ ...form, address: '192.0.2.1' }, around).vrfs).toEqual([
      { name: 'overlay', rd: '192.0.2.1:500', imports: ['target:60100:101'], exports: ['target:60100:101'] },
    ]);
    expect(
      missingIn(intentOf({ ...form, address: '192.0.2.1' }, { ...around, publicTargets: [] })).join(' '),
    ).toContain('No VRF');
  });
});

it('compute nodes of one network need one entry', () =>
  expect(fabricNetworks(['10.169.25.21', '10.169.25.20', '10.9.1.5', 'fd00::1'])).toEqual([
    '10.169.25.0/24',
    '10.9.1.0/24',
    'fd00::1/128',
  ]));
