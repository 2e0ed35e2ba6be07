import { describe, expect, it } from 'vitest';
import { only } from '../../../server/contract/endpoint.ts';
import { liveScope, readChangeEvent, touched, type ChangedName } from './live-keys.ts';

const put = (kind: string, key = 'a'): ChangedName => ({ kind, key, op: 'changed' });

describe('which queries a change touches', () => {
  it.each<[string, readonly unknown[], ChangedName[], string | undefined]>([
    ['a list of the kind', [liveScope(['virtual-network'])], [put('virtual-network')], 'soon'],
    [
      'a list joined from the kind',
      [liveScope(['virtual-network', 'floating-ip-pool'])],
      [put('floating-ip-pool')],
      'soon',
    ],
    ['another kind', [liveScope(['virtual-network'])], [put('floating-ip')], undefined],
    ['a longer name is another kind', [liveScope(['virtual-machine'])], [put('virtual-machine-interface')], undefined],
    ['all Kubernetes kinds', [liveScope(['kube/'])], [put('kube/Pod')], 'soon'],
    ['a view', [liveScope(['view/topology'])], [put('view/topology', '')], 'soon'],
    [
      'the open object',
      [liveScope(['virtual-network'], 'u1')],
      [put('virtual-network', 'u2'), put('virtual-network', 'u1')],
      'now',
    ],
    ['another object of the kind', [liveScope(['virtual-network'], 'u1')], [put('virtual-network', 'u2')], 'soon'],
    ['the one VRF it is about', [liveScope([only('view/vrf', 'a:b')])], [put('view/vrf', 'a:b')], 'soon'],
    [
      'another VRF',
      [liveScope([only('view/vrf', 'a:b')])],
      [put('view/vrf', 'a:c'), put('view/topology', 'a:b')],
      undefined,
    ],
    ['all VRFs at once', [liveScope([only('view/vrf', 'a:b')])], [put('view/vrf', '*')], 'soon'],
    ['a query that did not say', ['something'], [put('virtual-network')], undefined],
  ])('%s', (_name, key, changes, touch) => {
    expect(touched(key, changes)).toBe(touch);
  });
});

it.each([
  ['', undefined],
  ['{}', undefined],
  [
    '{"revision":3,"changes":[{"kind":"kube/Pod","key":"u","op":"created"},{"kind":1}],"wide":["kube/Node"]}',
    {
      revision: 3,
      changes: [
        { kind: 'kube/Pod', key: 'u', op: 'created' },
        { kind: 'kube/Node', key: '*', op: 'changed' },
      ],
    },
  ],
])('reads %j', (data, event) => {
  expect(readChangeEvent(data)).toEqual(event);
});
