import { expect, it } from 'vitest';
import type { LineageStep } from '../../../../server/contract/views/vrfs.ts';
import { lineageText, nearestGateway, sentText, stepsTo } from './lineage-ends.ts';

const step = (kind: LineageStep['kind'], title: string, verdict: LineageStep['verdict'] = 'ok'): LineageStep => ({
  kind,
  title,
  detail: '',
  disposition: verdict === 'ok' ? 'in-vrf' : 'waiting',
  verdict,
});
const gateways = [
  {
    id: 'c',
    name: 'camaro',
    reached: true,
    steps: [step('vpn-route', 'to camaro'), step('gateway', 'camaro k8s-test')],
  },
  {
    id: 'm',
    name: 'mx2',
    reached: false,
    steps: [step('vpn-route', 'to mx2', 'cut'), step('gateway', 'mx2', 'beyond')],
  },
];
const lineage = { steps: [step('pod', 'web'), step('vrf', 'net'), ...gateways[0]!.steps], gateways, nearest: 'c' };

it('leads to the gateway that is chosen', () => {
  expect(stepsTo(lineage, undefined).at(-1)?.title).toBe('camaro k8s-test');
  expect(stepsTo(lineage, 'm').map((each) => each.title)).toEqual(['web', 'net', 'to mx2', 'mx2']);
  expect(nearestGateway(lineage)?.name).toBe('camaro');
});
it('a path that is cut before the gateways is the same to all', () => {
  const cut = { steps: [step('pod', '', 'cut'), step('vrf', 'net', 'beyond')], gateways };
  expect(stepsTo(cut, 'm')).toBe(cut.steps);
});
it('without a gateway there is none', () => expect(nearestGateway({ gateways: [] })).toBeUndefined());
it('says when it was sent', () => {
  const at = Date.UTC(2026, 6, 11, 1, 16, 49);
  expect([
    sentText({ kind: 'vpn-route', verdict: 'ok', at }),
    sentText({ kind: 'gateway', verdict: 'ok', at }),
    sentText({ kind: 'vpn-route', verdict: 'cut', at }),
    sentText({ kind: 'vrf', verdict: 'ok' }),
  ]).toEqual(['sent 01:16:49 UTC', 'since 01:16:49 UTC', undefined, undefined]);
});

it('is copied as text, a step a line, the cut with its cause', () => {
  expect(
    lineageText('101.101.101.2', [
      { caption: 'Pod', value: 'web', note: '10.47.255.249 cent333', verdict: 'ok' },
      { caption: 'BGP update', value: '101.101.101.2/32', note: 'The session is Idle.', verdict: 'cut' },
      { caption: 'Gateway VRF', value: 'camaro', verdict: 'beyond' },
    ]),
  ).toBe(
    'Lineage of 101.101.101.2\nok  Pod: web, 10.47.255.249 cent333\nCUT BGP update: 101.101.101.2/32, The ' +
      'session is Idle.\n... Gateway VRF: camaro\n',
  );
});
