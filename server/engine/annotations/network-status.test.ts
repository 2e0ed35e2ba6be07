import { describe, expect, it } from 'vitest';
import { readNetworkStatus } from './network-status.ts';

describe('network-status', () => {
  it('is read as the CNI writes it', () => {
    expect(
      readNetworkStatus(
        '[{"ips":"10.47.255.238","mac":"02:fd:53:2d:ea:50","name":"cluster-wide-default"},' +
          '{"ips":["10.20.1.2"],"name":"vn-left-1","interface":"eth1"}]',
      ),
    ).toEqual([
      { name: 'cluster-wide-default', ips: ['10.47.255.238'], mac: '02:fd:53:2d:ea:50' },
      { name: 'vn-left-1', interface: 'eth1', ips: ['10.20.1.2'] },
    ]);
  });
  it('what has no name is left out', () => {
    expect(readNetworkStatus('[{"ips":["10.0.0.1"]},null,7,{"name":"a","ips":[1,"10.0.0.2"]}]')).toEqual([
      { name: 'a', ips: ['10.0.0.2'] },
    ]);
  });
  it.each([undefined, 'x', '{}'])('%s is nothing', (text) => expect(readNetworkStatus(text)).toBeUndefined());
});
