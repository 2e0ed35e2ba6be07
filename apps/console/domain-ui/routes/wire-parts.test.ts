import { describe, expect, it } from 'vitest';
import { splitFqName, splitPodName, splitPrefix, splitRouteTarget, vrfHue, vrfLetters } from './wire-parts.ts';

it.each([
  ['101.101.101.0/24', '101.101.101.0', '24'],
  ['2001:db8::/64', '2001:db8::', '64'],
  ['10.47.255.248', '10.47.255.248', undefined],
])('%s', (text, address, length) => {
  expect(splitPrefix(text)).toEqual({ address, length });
});

it.each([
  ['default-domain:k8s-ns-user-1:net', 'default-domain:k8s-ns-user-1:', 'net'],
  ['net', '', 'net'],
])('%s', (text, lead, last) => {
  expect(splitFqName(text)).toEqual({ lead, last });
});

it.each([
  ['webserver-85fc7dd848-nrxq6', 'webserver…nrxq6'],
  ['web-1', 'web-1'],
  ['my-web-server-85fc7dd848-tjfn6', 'my-web-server…tjfn6'],
])('%s is shown as %s', (name, short) => {
  expect(splitPodName(name)).toBe(short);
});

it.each([
  ['target:60100:8000002', 'target:', '60100:', '8000002'],
  ['60100:100', '', '60100:', '100'],
  ['target:192.168.0.204:5', 'target:', '192.168.0.204:', '5'],
])('%s', (text, frame, administrator, number) => {
  expect(splitRouteTarget(text)).toEqual({ frame, administrator, number });
});

describe('VRF identity', () => {
  it.each([
    ['default-domain:k8s-default:k8s-default-pod-network', 'DP'],
    ['x:y:k8s-default-service-network', 'DS'],
    ['k8s-vn-left-1-pod-network', 'L1'],
    ['k8s-ns-isolated-service-network', 'IS'],
    ['k8s-vn-public-1-pod-network', 'P1'],
    ['red', 'RE'],
    ['ip-fabric', 'IF'],
    ['k8s-vn-ns-default-pod-network', 'VD'],
    ['k8s-vn-global-default-pod-network', 'VG'],
    ['k8s-ns-user-1-pod-network', 'UP'],
    ['k8s', 'K8'],
  ])('%s is %s', (name, letters) => {
    expect(vrfLetters(name)).toBe(letters);
  });

  it('the hue is one of ten and stays with the name', () => {
    const hues = Array.from({ length: 400 }, (_, at) => vrfHue(`default-domain:k8s-ns-${at}:k8s-ns-${at}-pod-network`));
    expect(new Set(hues).size).toBe(10);
    expect(Math.min(...hues)).toBe(1);
    expect(Math.max(...hues)).toBe(10);
    expect(vrfHue('default-domain:k8s-ns-7:k8s-ns-7-pod-network')).toBe(hues[7]);
  });
});
