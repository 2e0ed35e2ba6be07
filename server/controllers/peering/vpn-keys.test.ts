import { expect, test } from 'vitest';
import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { VpnKeys } from './vpn-keys.ts';

test.each([
  ['10.169.25.20:1', '101.101.101.2/32'],
  ['10.169.25.20:65535', '255.255.255.255/32'],
  ['10.169.25.21:1', '0.0.0.0/32'],
  ['192.168.0.204:500', '10.47.0.0/16'],
  ['10.169.25.20:2', 'fd00:10::2/128'],
  ['10.169.25.20:2', '::ffff:10.1.1.1/128'],
  ['60100:1', '::/0'],
])("%s:%s equals the codec's key, the second time too", (rd, prefix) => {
  const keys = new VpnKeys();
  expect(keys.of(rd, prefix)).toBe(vpnNlri(rd, prefix));
  expect(keys.of(rd, prefix)).toBe(vpnNlri(rd, prefix));
});
