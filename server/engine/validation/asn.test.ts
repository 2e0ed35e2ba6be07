import { describe, expect, test } from 'vitest';
import { asnFault, asnRangeFault } from './asn.ts';

describe('AS numbers that may be configured', () => {
  test.each([
    [0, true, expect.stringMatching(/out of range/)],
    [65_535, true, expect.stringMatching(/RFC 7300/)],
    [4_294_967_295, true, expect.stringMatching(/RFC 7300/)],
    [65_535, false, expect.stringMatching(/RFC 7300/)],
    [65_534, false, undefined],
    [4_294_967_294, true, undefined],
    [65_536, false, expect.stringMatching(/needs four bytes, and enable_4byte_as/)],
  ])("%d with four bytes enabled=%s as somebody's own", (asn, fourByte, fault) => {
    expect(asnFault(asn, fourByte)?.sentence).toEqual(fault);
  });

  test.each([
    [60100, false, undefined],
    [0, false, 'ASN out of range, should be between 1-0xFFFF'],
    [65536, false, 'ASN out of range, should be between 1-0xFFFF'],
    [65536, true, undefined],
    [4294967296, true, 'ASN out of range, should be between 1-0xFFFFFFFF'],
    [1.5, true, 'ASN out of range, should be between 1-0xFFFFFFFF'],
  ])('%d with four bytes enabled=%s', (asn, fourByte, error) => {
    expect(asnRangeFault(asn, fourByte)?.sentence.split(':')[0]).toBe(error);
  });
});
