import { describe, expect, test } from 'vitest';
import { hex, message, toHex } from '../wire/testing-hex.ts';
import {
  decodeNotification,
  encodeNotification,
  NOTIFICATION,
  notificationDetail,
  notificationName,
  shutdownData,
} from './notification.ts';
import { notification } from './session-fault.ts';

describe('NOTIFICATION, hex in → object → hex out', () => {
  test.each([
    ['hold timer expired', '04 00', 'Hold Timer Expired', undefined],
    ['marker', '01 01', 'Message Header Error / Connection Not Synchronized', undefined],
    ['length', '01 02 1001', 'Message Header Error / Bad Message Length', 'length 4097'],
    ['type', '01 03 09', 'Message Header Error / Bad Message Type', 'message type 9'],
    ['OPEN, unspecific', '02 00', 'OPEN Message Error', undefined],
    ['version', '02 01 0004', 'OPEN Message Error / Unsupported Version Number', 'version 4 is supported'],
    ['AS', '02 02', 'OPEN Message Error / Bad Peer AS', undefined],
    ['identifier', '02 03', 'OPEN Message Error / Bad BGP Identifier', undefined],
    ['optional parameter', '02 04', 'OPEN Message Error / Unsupported Optional Parameter', undefined],
    ['hold time', '02 06', 'OPEN Message Error / Unacceptable Hold Time', undefined],
    ['capability', '02 07 01 04 0001 00 80', 'OPEN Message Error / Unsupported Capability', 'capability 1'],
    ['role (RFC 9234)', '02 0b', 'OPEN Message Error / Role Mismatch', undefined],
    ['attribute list', '03 01', 'UPDATE Message Error / Malformed Attribute List', undefined],
    ['unrecognised', '03 02 40 63 00', 'UPDATE Message Error / Unrecognized Well-known Attribute', 'attribute 99'],
    ['missing', '03 03 05', 'UPDATE Message Error / Missing Well-known Attribute', 'attribute 5'],
    ['flags', '03 04 80 01 01 00', 'UPDATE Message Error / Attribute Flags Error', 'attribute 1'],
    ['attribute length', '03 05 40 01 02 0000', 'UPDATE Message Error / Attribute Length Error', 'attribute 1'],
    ['ORIGIN', '03 06 40 01 01 07', 'UPDATE Message Error / Invalid ORIGIN Attribute', 'attribute 1'],
    ['NEXT_HOP', '03 08 40 03 04 00000000', 'UPDATE Message Error / Invalid NEXT_HOP Attribute', 'attribute 3'],
    ['optional attribute', '03 09 80 0e 03 0001 80', 'UPDATE Message Error / Optional Attribute Error', 'attribute 14'],
    ['network field', '03 0a', 'UPDATE Message Error / Invalid Network Field', undefined],
    ['AS_PATH', '03 0b', 'UPDATE Message Error / Malformed AS_PATH', undefined],
    ['FSM (RFC 6608)', '05 03', 'Finite State Machine Error / Unexpected Message in Established State', undefined],
    [
      'maximum prefixes (RFC 4486)',
      '06 01 0001 80 000186a0',
      'Cease / Maximum Number of Prefixes Reached',
      'vpnv4: at most 100000 prefixes',
    ],
    ['shutdown without words', '06 02', 'Cease / Administrative Shutdown', undefined],
    [
      'shutdown with words (RFC 9003)',
      '06 02 0c 75706772616465 2032336800',
      'Cease / Administrative Shutdown',
      'upgrade 23h',
    ],
    ['shutdown in German', '06 02 06 57 61 72 74 c3bc', 'Cease / Administrative Shutdown', 'Wartü'],
    ['shutdown that says more bytes than it has', '06 02 ff 6869', 'Cease / Administrative Shutdown', 'hi'],
    [
      'shutdown with no UTF-8 and an escape',
      '06 02 05 61 ff 1b 62 c3',
      'Cease / Administrative Shutdown',
      'a\ufffd b\ufffd',
    ],
    ['de-configured', '06 03', 'Cease / Peer De-configured', undefined],
    ['reset with words', '06 04 02 6f6b', 'Cease / Administrative Reset', 'ok'],
    ['rejected', '06 05', 'Cease / Connection Rejected', undefined],
    ['configuration', '06 06', 'Cease / Other Configuration Change', undefined],
    ['collision', '06 07', 'Cease / Connection Collision Resolution', undefined],
    ['resources', '06 08', 'Cease / Out of Resources', undefined],
    [
      'hard reset (RFC 8538) with what it stands for',
      '06 09 06 02 02 6f6b',
      'Cease / Hard Reset',
      'Cease / Administrative Shutdown: ok',
    ],
    ['hard reset in hard reset', '06 09 06 09 06 09', 'Cease / Hard Reset', 'Cease / Hard Reset'],
    ['hard reset cut off', '06 09 06', 'Cease / Hard Reset', undefined],
    ['BFD', '06 0a', 'Cease / BFD Down', undefined],
    ['route refresh (RFC 7313)', '07 01', 'ROUTE-REFRESH Message Error / Invalid Message Length', undefined],
    ['send hold timer (RFC 9687)', '08 00', 'Send Hold Timer Expired', undefined],
    ['a subcode to come', '06 4d', 'Cease / subcode 77', undefined],
    ['a code to come', '63 01', 'code 99 / subcode 1', undefined],
  ])('%s', (_name, body, name, detail) => {
    const read = decodeNotification(hex(body));
    expect(notificationName(read.code, read.subcode)).toBe(name);
    expect(notificationDetail(read)).toBe(detail);
    expect(toHex(encodeNotification(read))).toBe(toHex(message(3, body)));
  });

  test('every code that is sent here has a name', () => {
    for (const { code, subcode } of Object.values(NOTIFICATION))
      expect(notificationName(code, subcode)).not.toMatch(/code \d/);
  });

  test("an operator's text is cut to 255 bytes, at a whole character", () => {
    expect(toHex(shutdownData('ok'))).toBe('026f6b');
    expect(shutdownData('')).toHaveLength(0);
    const data = shutdownData('ü'.repeat(200));
    expect(data[0]).toBe(254);
    expect(notificationDetail(notification(NOTIFICATION.administrativeReset, data))).toBe('ü'.repeat(127));
  });

  test('data never make it longer than 4096', () => {
    expect(encodeNotification(notification(NOTIFICATION.optionalAttribute, new Uint8Array(60_000)))).toHaveLength(4096);
  });
});
