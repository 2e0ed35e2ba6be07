import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import { sha1 } from './sha1.ts';
import { isUid, parseUid, uidBytes, uidFromBytes, uidHalves, uuidV5 } from './uid.ts';
import { utf8Bytes } from './utf8.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('SHA-1 and UTF-8', () => {
  test.each([
    // RFC 3174 §7.3
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ])('sha1(%j)', (text, digest) => {
    expect(hex(sha1(utf8Bytes(text)))).toBe(digest);
  });

  it('agree with the platform', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(hex(utf8Bytes(text))).toBe(Buffer.from(text, 'utf8').toString('hex'));
        expect(hex(sha1(utf8Bytes(text)))).toBe(createHash('sha1').update(text, 'utf8').digest('hex'));
      }),
    );
    expect(hex(utf8Bytes('\ud800x'))).toBe('efbfbd78');
  });
});

describe('uuids', () => {
  it('version 5 as in RFC 9562 §A.4', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  test.each([
    ['6BA7B810-9DAD-11D1-80B4-00C04FD430C8', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['6ba7b8109dad11d180b400c04fd430c8', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['00000000-0000-0000-0000-100000000001', '00000000-0000-0000-0000-100000000001'],
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c', undefined],
    ['6ba7b810-9dad-11d1-80b400c04fd430c8', undefined],
    ['{6ba7b810-9dad-11d1-80b4-00c04fd430c8}', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, canonical) => {
    expect(parseUid(text)).toBe(canonical);
    expect(isUid(text)).toBe(canonical !== undefined);
  });

  it('bytes round-trip; halves are unsigned', () => {
    const uid = 'ffffffff-ffff-4fff-8000-000000000001';
    expect(uidFromBytes(uidBytes(uid))).toBe(uid);
    expect(uidHalves(uid)).toEqual({ mslong: 0xffffffffffff4fffn, lslong: 0x8000000000000001n });
  });
});
