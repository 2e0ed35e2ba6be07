import { describe, expect, test } from 'vitest';
import { hex, message, toHex } from '../wire/testing-hex.ts';
import type { Capability, Open } from './message-types.ts';
import { decodeOpen, encodeOpen } from './open.ts';

const open = (of: Partial<Open>): Open => ({
  version: 4,
  asn: 60_100,
  holdTime: 90,
  identifier: '10.169.25.19',
  capabilities: [],
  ...of,
});
const FIXED = '04 eac4 005a 0aa91913';
const capabilities = (text: string) => {
  const { length } = hex(text);
  return `${FIXED} ${(length + 2).toString(16).padStart(2, '0')} 02 ${length.toString(16).padStart(2, '0')} ${text}`;
};

describe('OPEN (RFC 4271 §4.2), hex in → object → hex out', () => {
  test.each<[string, string, Open]>([
    ['without optional parameters', `${FIXED} 00`, open({})],
    ['hold time 0', '04 eac4 0000 0aa91913 00', open({ holdTime: 0 })],
    [
      'multiprotocol (RFC 4760)',
      capabilities('01 04 0001 00 80'),
      open({ capabilities: [{ kind: 'multiprotocol', afi: 1, safi: 128 }] }),
    ],
    ['route refresh (RFC 2918)', capabilities('02 00'), open({ capabilities: [{ kind: 'route-refresh' }] })],
    ['extended message (RFC 8654)', capabilities('06 00'), open({ capabilities: [{ kind: 'extended-message' }] })],
    [
      'four-octet AS (RFC 6793)',
      capabilities('41 04 0000eac4'),
      open({ capabilities: [{ kind: 'four-octet-as', asn: 60_100 }] }),
    ],
    [
      'AS_TRANS stands for an AS of four bytes',
      '04 5ba0 005a 0aa91913 08 02 06 41 04 fa56ea00',
      open({ asn: 4_200_000_000, capabilities: [{ kind: 'four-octet-as', asn: 4_200_000_000 }] }),
    ],
    [
      'graceful restart (RFC 4724): restarting, 300 s, forwarding kept',
      capabilities('40 0a 812c 0001 80 80 0001 84 00'),
      open({
        capabilities: [
          {
            kind: 'graceful-restart',
            restarting: true,
            notification: false,
            restartTime: 300,
            families: [
              { afi: 1, safi: 128, forwarding: true },
              { afi: 1, safi: 132, forwarding: false },
            ],
          },
        ],
      }),
    ],
    [
      'graceful restart with the N bit (RFC 8538)',
      capabilities('40 02 4fff'),
      open({
        capabilities: [
          { kind: 'graceful-restart', restarting: false, notification: true, restartTime: 4095, families: [] },
        ],
      }),
    ],
    [
      'what is not known stays as bytes (FQDN, enhanced route refresh)',
      capabilities('49 05 03 636e31 00 46 00'),
      open({
        capabilities: [
          { kind: 'unknown', code: 0x49, value: hex('03 636e31 00') },
          { kind: 'unknown', code: 0x46, value: hex('') },
        ],
      }),
    ],
    [
      'several in one parameter',
      capabilities('01 04 0001 00 80 01 04 0002 00 80 02 00 41 04 0000eac4'),
      open({
        capabilities: [
          { kind: 'multiprotocol', afi: 1, safi: 128 },
          { kind: 'multiprotocol', afi: 2, safi: 128 },
          { kind: 'route-refresh' },
          { kind: 'four-octet-as', asn: 60_100 },
        ],
      }),
    ],
  ])('%s', (_name, body, object) => {
    expect(decodeOpen(hex(body))).toEqual({ kind: 'open', open: object });
    expect(toHex(encodeOpen(object))).toBe(toHex(message(1, body)));
  });

  test('one capability a parameter, as old speakers send them', () => {
    expect(decodeOpen(hex(`${FIXED} 0c 02 06 01 04 0001 00 80 02 02 02 00`))).toEqual({
      kind: 'open',
      open: open({ capabilities: [{ kind: 'multiprotocol', afi: 1, safi: 128 }, { kind: 'route-refresh' }] }),
    });
  });

  test.each([
    ['extended form (RFC 9072)', `${FIXED} ff ff 0009 02 0006 41 04 0000eac4`],
    ['extended form, whatever the old length says', `${FIXED} 01 ff 0009 02 0006 41 04 0000eac4`],
  ])('%s', (_name, body) => {
    expect(decodeOpen(hex(body))).toEqual({
      kind: 'open',
      open: open({ capabilities: [{ kind: 'four-octet-as', asn: 60_100 }] }),
    });
  });

  test('more capabilities than 255 bytes take the extended form', () => {
    const many: Capability[] = Array.from({ length: 3 }, (_, index) => ({
      kind: 'unknown',
      code: 200 + index,
      value: new Uint8Array(200),
    }));
    const bytes = encodeOpen(open({ capabilities: many }));
    expect(toHex(bytes.subarray(28, 35))).toBe('ffff0261' + '02025e');
    expect(decodeOpen(bytes.subarray(19))).toEqual({ kind: 'open', open: open({ capabilities: many }) });
  });
});

describe('OPEN that is refused (RFC 4271 §6.2)', () => {
  test.each([
    ['version 3', '03 eac4 005a 0aa91913 00', 2, 1, '0004', 'version 3'],
    ['version 5', '05 eac4 005a 0aa91913 00', 2, 1, '0004', 'version 5'],
    ['AS 0 (RFC 7607)', '04 0000 005a 0aa91913 00', 2, 2, '', 'AS 0'],
    ['AS 0 as four octets', '04 5ba0 005a 0aa91913 08 02 06 41 04 00000000', 2, 2, '', 'AS 0'],
    ['two ASs', capabilities('41 04 0000fbf0'), 2, 2, '', 'AS 60100 in its OPEN and AS 64496'],
    ['hold time 1', '04 eac4 0001 0aa91913 00', 2, 6, '', 'hold time of 1 s'],
    ['hold time 2', '04 eac4 0002 0aa91913 00', 2, 6, '', 'hold time of 2 s'],
    ['identifier 0.0.0.0', '04 eac4 005a 00000000 00', 2, 3, '', '0.0.0.0'],
    ['optional parameter 1 (authentication, deprecated)', `${FIXED} 03 01 01 00`, 2, 4, '', 'parameter 1'],
    ['optional parameter 99', `${FIXED} 02 63 00`, 2, 4, '', 'parameter 99'],
    ['fewer parameters than said', `${FIXED} 08 02 06`, 2, 0, '', 'says 8 bytes'],
    ['more parameters than said', `${FIXED} 00 02 00`, 2, 0, '', 'says 0 bytes'],
    ['a parameter longer than the field', `${FIXED} 02 02 09`, 2, 0, '', 'says 9 bytes'],
    ['half a parameter', `${FIXED} 01 02`, 2, 0, '', 'cut off'],
    ['a capability longer than its parameter', `${FIXED} 04 02 02 41 04`, 2, 0, '', 'Capability 65 says 4 bytes'],
    ['half a capability', `${FIXED} 03 02 01 41`, 2, 0, '', 'cut off after its code'],
    ['multiprotocol of 3 bytes', capabilities('01 03 0001 80'), 2, 0, '', 'Capability 1 has 3'],
    ['four-octet AS of 2 bytes', capabilities('41 02 eac4'), 2, 0, '', 'Capability 65 has 2'],
    ['route refresh with a value', capabilities('02 01 00'), 2, 0, '', 'Capability 2 has 1'],
    ['graceful restart of 5 bytes', capabilities('40 05 0078 0001 80'), 2, 0, '', 'Capability 64 has 5'],
    ['extended form cut off', `${FIXED} ff ff 00`, 2, 0, '', 'extended optional parameters'],
    ['9 bytes', '04 eac4 005a 0aa91913', 2, 0, '', '9 bytes'],
  ])('%s', (_name, body, code, subcode, data, cause) => {
    expect(decodeOpen(hex(body))).toEqual({
      kind: 'fault',
      notification: { code, subcode, data: hex(data) },
      cause: expect.stringContaining(cause),
    });
  });
});
