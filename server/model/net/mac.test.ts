import { describe, expect, it, test } from 'vitest';
import { macBytes, macFromBytes, macOfInterface, parseMac } from './mac.ts';

describe('MAC addresses', () => {
  it('an interface derives its MAC from the first ten digits of its uuid', () => {
    expect(macOfInterface('aabbccdd-ee11-2233-4455-66778899aabb')).toBe('02:aa:bb:cc:dd:ee');
    expect(() => macOfInterface('nonsense')).toThrow('BUG');
  });

  test.each(['02:AA:bb:cc:dd:ee', '02-aa-bb-cc-dd-ee', '02aa.bbcc.ddee', '02aabbccddee'])('%s is read', (text) => {
    expect(parseMac(text)).toBe('02:aa:bb:cc:dd:ee');
  });

  test.each(['', '02:aa:bb:cc:dd', '02:aa:bb:cc:dd:eg', '02:aa-bb:cc:dd:ee', '02aabbccddee00'])(
    '"%s" is refused',
    (text) => {
      expect(parseMac(text)).toBeUndefined();
    },
  );

  it('has six bytes', () => {
    expect(macFromBytes(macBytes('02:aa:bb:cc:dd:ee'))).toBe('02:aa:bb:cc:dd:ee');
    expect(macFromBytes(new Uint8Array(5))).toBeUndefined();
  });
});
