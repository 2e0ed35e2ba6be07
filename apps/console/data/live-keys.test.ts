import { describe, expect, it } from 'vitest';
import { detailKey, liveKey, readChangeEvent, touched, type Change } from './live-keys.ts';

const put = (kind: string, key = 'a'): Change => ({ kind, key, op: 'changed' });

describe('which queries a change touches', () => {
  it.each<[string, readonly unknown[], Change[], string | undefined]>([
    ['a list of the kind', liveKey(['virtual-network'], 'table'), [put('virtual-network')], 'soon'],
    ['a list joined from the kind', liveKey(['virtual-network', 'floating-ip-pool'], 'table'), [put('floating-ip-pool')], 'soon'],
    ['another kind', liveKey(['virtual-network'], 'table'), [put('floating-ip')], undefined],
    ['a longer name is another kind', liveKey(['virtual-machine'], 'table'), [put('virtual-machine-interface')], undefined],
    ['all Kubernetes kinds', liveKey(['kube/'], 'table'), [put('kube/Pod')], 'soon'],
    ['a view', liveKey(['view/topology'], 'topology'), [put('view/topology', '')], 'soon'],
    ['the open object', detailKey(['virtual-network'], 'u1'), [put('virtual-network', 'u2'), put('virtual-network', 'u1')], 'now'],
    ['another object of the kind', detailKey(['virtual-network'], 'u1'), [put('virtual-network', 'u2')], 'soon'],
    ['a query that did not say', ['something'], [put('virtual-network')], undefined],
  ])('%s', (_name, key, changes, touch) => {
    expect(touched(key, changes)).toBe(touch);
  });
});

it.each([['', undefined], ['{}', undefined], ['{"revision":3,"changes":[{"kind":"kube/Pod","key":"u","op":"created"},{"kind":1}],"wide":["kube/Node"]}', { revision: 3, changes: [{ kind: 'kube/Pod', key: 'u', op: 'created' }, { kind: 'kube/Node', key: '*', op: 'changed' }] }]])('reads %j', (data, event) => {
  expect(readChangeEvent(data)).toEqual(event);
});
