import { describe, expect, test } from 'vitest';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { cursorOver } from '../wire/cursor.ts';
import { hex, toHex } from '../wire/testing-hex.ts';
import { nlriCodec } from './families.ts';
import { formatNlri, partsOfNlri, prefixNlri, routeTargetNlri, vpnNlri, type NlriParts } from './nlri-key.ts';
import { labelField, WITHDRAWN_LABEL_FIELD } from './vpn-nlri.ts';

function read(family: RoutedFamily, text: string): { keys: string[]; labels: number[]; cause: string | undefined } {
  const keys: string[] = [];
  const labels: number[] = [];
  const cause = nlriCodec(family).read(cursorOver(hex(text)), keys, labels);
  return { keys, labels, cause };
}

function written(family: RoutedFamily, key: string, field: number): string {
  const target = new Uint8Array(64);
  return toHex(target.subarray(0, nlriCodec(family).write(target, 0, key, field)));
}

const RD = '0001 0aa91914 0001';

describe('routes, hex in → key → hex out', () => {
  test.each<[RoutedFamily, string, string, string, number | undefined]>([
    ['inet', '00', '0.0.0.0/0', prefixNlri('0.0.0.0/0'), undefined],
    ['inet', '08 0a', '10.0.0.0/8', prefixNlri('10.0.0.0/8'), undefined],
    ['inet', '16 c0a8cc', '192.168.204.0/22', prefixNlri('192.168.204.0/22'), undefined],
    ['inet', '20 65656502', '101.101.101.2/32', prefixNlri('101.101.101.2/32'), undefined],
    [
      'inet-vpn',
      `78 0002f1 ${RD} 65656502`,
      '10.169.25.20:1:101.101.101.2/32',
      vpnNlri('10.169.25.20:1', '101.101.101.2/32'),
      47,
    ],
    ['inet-vpn', `58 000011 0000 eac4 00000007`, '60100:7:0.0.0.0/0', vpnNlri('60100:7', '0.0.0.0/0'), 1],
    [
      'inet-vpn',
      `70 fffff1 0002 fa56ea00 0001 656565`,
      '4200000000:1:101.101.101.0/24',
      vpnNlri('4200000000:1', '101.101.101.0/24'),
      1_048_575,
    ],
    [
      'inet6-vpn',
      `d8 0002f1 ${RD} 20010db8000000000000000000000001`,
      '10.169.25.20:1:2001:db8::1/128',
      vpnNlri('10.169.25.20:1', '2001:db8::1/128'),
      47,
    ],
    ['inet6-vpn', `58 0002f1 ${RD}`, '10.169.25.20:1:::/0', vpnNlri('10.169.25.20:1', '::/0'), 47],
    [
      'inet6-vpn',
      `99 0002f1 ${RD} 20010db8 0001 0002 80`,
      '10.169.25.20:1:2001:db8:1:2:8000::/65',
      vpnNlri('10.169.25.20:1', '2001:db8:1:2:8000::/65'),
      47,
    ],
    ['route-target', '00', '0/0', routeTargetNlri(0, 'all'), undefined],
    [
      'route-target',
      '60 0000eac4 0002eac400000064',
      '60100:target:60100:100',
      routeTargetNlri(60_100, 'target:60100:100'),
      undefined,
    ],
    [
      'route-target',
      '60 0000eac4 0102c0a800cc01f4',
      '60100:target:192.168.0.204:500',
      routeTargetNlri(60_100, 'target:192.168.0.204:500'),
      undefined,
    ],
  ])('%s %s', (family, bytes, text, key, label) => {
    expect(read(family, bytes)).toEqual({ keys: [key], labels: label === undefined ? [] : [label], cause: undefined });
    expect(formatNlri(family, key)).toBe(text);
    expect(written(family, key, label === undefined ? 0 : labelField(label))).toBe(toHex(hex(bytes)));
  });

  test.each<[RoutedFamily, string, string]>([
    ['inet', '0c 0aff', '10.240.0.0/12'],
    ['inet-vpn', `69 0002f1 ${RD} 6565ff`, '10.169.25.20:1:101.101.128.0/17'],
    ['inet6-vpn', `79 0002f1 ${RD} 20010db8ff`, '10.169.25.20:1:2001:db8:8000::/33'],
    ['route-target', '21 0000eac4 ff', '60100:0x8000000000000000/33'],
  ])('bits beyond the length do not count: %s %s', (family, bytes, text) => {
    const { keys } = read(family, bytes);
    expect(keys.map((key) => formatNlri(family, key))).toEqual([text]);
  });

  test.each([
    ['what is sent', '800000'],
    ['zero, as some send it', '000000'],
    ['the label of the announcement', '0002f1'],
  ])('the label of a withdrawal does not count: %s', (_name, label) => {
    expect(read('inet-vpn', `78 ${label} ${RD} 65656502`).keys).toEqual([
      vpnNlri('10.169.25.20:1', '101.101.101.2/32'),
    ]);
  });

  test('a withdrawal has the label 0x800000', () => {
    expect(written('inet-vpn', vpnNlri('10.169.25.20:1', '101.101.101.2/32'), WITHDRAWN_LABEL_FIELD)).toBe(
      toHex(hex(`78 800000 ${RD} 65656502`)),
    );
  });

  test.each<[RoutedFamily, string, string]>([
    ['inet', '21 0000000000', '33 bits'],
    ['inet', '20 656565', '3 are left'],
    ['inet-vpn', `57 0002f1 ${RD}`, '87 bits'],
    ['inet-vpn', `79 0002f1 ${RD} 6565650200`, '121 bits'],
    ['inet-vpn', `78 0002f1 ${RD} 656565`, '14 are left'],
    ['inet6-vpn', `d9 0002f1 ${RD} ${'00'.repeat(17)}`, '217 bits'],
    ['inet6-vpn', `d8 0002f1 ${RD}`, '11 are left'],
    ['route-target', '1f 00000000', '31 bits'],
    ['route-target', `61 ${'00'.repeat(13)}`, '97 bits'],
    ['route-target', '60 0000eac4', '4 are left'],
  ])('refused: %s %s', (family, bytes, cause) => {
    expect(read(family, bytes).cause).toContain(cause);
  });
});

describe('keys', () => {
  test.each<[RoutedFamily, string, NlriParts]>([
    ['inet', prefixNlri('10.0.0.0/8'), { prefix: '10.0.0.0/8' }],
    ['inet-vpn', vpnNlri('60100:1', '10.0.0.0/8'), { rd: '60100:1', prefix: '10.0.0.0/8' }],
    [
      'inet-vpn',
      `\x00\x09\x01\x02\x03\x04\x05\x06${prefixNlri('10.0.0.0/8')}`,
      { rd: '0x0009010203040506', prefix: '10.0.0.0/8' },
    ],
    [
      'route-target',
      routeTargetNlri(60_100, 'target:60100:100'),
      { asn: 60_100, bits: 96, routeTarget: 'target:60100:100', routeTargetKey: '0002eac400000064' },
    ],
    ['route-target', routeTargetNlri(0, 'all'), { asn: 0, bits: 0, routeTargetKey: '0000000000000000' }],
  ])('parts of %s', (family, key, parts) => {
    expect(partsOfNlri(family, key)).toEqual(parts);
  });

  test('they sort by address, then by length', () => {
    const texts = ['9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', '192.168.0.0/16'];
    expect(
      [...texts]
        .reverse()
        .map(prefixNlri)
        .sort()
        .map((key) => formatNlri('inet', key)),
    ).toEqual(texts);
  });

  test.each([
    () => prefixNlri('10.0.0.1/8'),
    () => prefixNlri('2001:db8::/32'),
    () => vpnNlri('nonsense', '10.0.0.0/8'),
    () => routeTargetNlri(1, 'target:nonsense'),
    () => formatNlri('inet-vpn', prefixNlri('10.0.0.0/8')),
  ])('a mistake of the caller throws (%#)', (wrong) => {
    expect(wrong).toThrow(/^BUG: /);
  });
});
