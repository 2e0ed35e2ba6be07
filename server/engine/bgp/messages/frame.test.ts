import { describe, expect, test } from 'vitest';
import { hex, message } from '../wire/testing-hex.ts';
import { nextFrame } from './frame.ts';

const MARKER = 'ff'.repeat(16);
const frame = (bytes: Uint8Array, maxLength = 4096) => nextFrame(bytes, 0, bytes.length, maxLength);

describe('framing (RFC 4271 §4.1, RFC 8654)', () => {
  test.each([
    ['OPEN', message(1, '04 eac4 005a 0aa91913 00'), 'open', 29],
    ['UPDATE, the shortest', message(2, '0000 0000'), 'update', 23],
    ['NOTIFICATION, the shortest', message(3, '06 02'), 'notification', 21],
    ['KEEPALIVE', message(4, ''), 'keepalive', 19],
    ['ROUTE-REFRESH', message(5, '0001 00 80'), 'route-refresh', 23],
  ])('%s', (_name, bytes, type, end) => {
    expect(frame(bytes)).toEqual({ kind: 'frame', type, bodyStart: 19, end });
  });

  test.each([
    ['no byte yet', ''],
    ['half a marker', 'ffffffff'],
    ['marker and half a length', `${MARKER}00`],
    ['length but no type', `${MARKER}0013`],
    ['the body is still to come', `${MARKER}001702 0000`],
  ])('incomplete: %s', (_name, text) => {
    expect(frame(hex(text))).toEqual({ kind: 'incomplete' });
  });

  test.each([
    ['another protocol, known by its first byte', '47', 4096, 1, 1, ''],
    ['a wrong byte late in the marker', `${'ff'.repeat(15)}fe`, 4096, 1, 1, ''],
    ['length 18', `${MARKER}0012`, 4096, 1, 2, '0012'],
    ['length 0', `${MARKER}0000`, 4096, 1, 2, '0000'],
    ['length 4097 without extended messages', `${MARKER}1001`, 4096, 1, 2, '1001'],
    ['length 65535 without extended messages', `${MARKER}ffff`, 4096, 1, 2, 'ffff'],
    ['OPEN of 28', `${MARKER}001c01`, 4096, 1, 2, '001c'],
    ['OPEN of 4097, even with extended messages', `${MARKER}100101`, 65_535, 1, 2, '1001'],
    ['UPDATE of 22', `${MARKER}001602`, 4096, 1, 2, '0016'],
    ['NOTIFICATION of 20', `${MARKER}001403`, 4096, 1, 2, '0014'],
    ['KEEPALIVE of 20', `${MARKER}001404`, 4096, 1, 2, '0014'],
    ['KEEPALIVE of 4097, even with extended messages', `${MARKER}100104`, 65_535, 1, 2, '1001'],
    ['ROUTE-REFRESH of 22', `${MARKER}001605`, 4096, 1, 2, '0016'],
    ['ROUTE-REFRESH of 24 (ORF was not negotiated)', `${MARKER}001805`, 4096, 1, 2, '0018'],
    ['type 0', `${MARKER}001300`, 4096, 1, 3, '00'],
    ['type 6', `${MARKER}001306`, 4096, 1, 3, '06'],
  ])('refused: %s', (_name, text, maxLength, code, subcode, data) => {
    expect(frame(hex(text), maxLength)).toMatchObject({
      kind: 'fault',
      notification: { code, subcode, data: hex(data) },
    });
  });

  test('an UPDATE of 65535 with extended messages', () => {
    const bytes = message(2, `0000 0000 ${'00'.repeat(65_535 - 23)}`);
    expect(frame(bytes, 65_535)).toEqual({ kind: 'frame', type: 'update', bodyStart: 19, end: 65_535 });
  });

  test('messages one behind the other', () => {
    const bytes = new Uint8Array([...message(4, ''), ...message(5, '0001 00 80'), 0xff]);
    expect(nextFrame(bytes, 0, bytes.length, 4096)).toMatchObject({ type: 'keepalive', end: 19 });
    expect(nextFrame(bytes, 19, bytes.length, 4096)).toEqual({
      kind: 'frame',
      type: 'route-refresh',
      bodyStart: 38,
      end: 42,
    });
    expect(nextFrame(bytes, 42, bytes.length, 4096)).toEqual({ kind: 'incomplete' });
  });
});
