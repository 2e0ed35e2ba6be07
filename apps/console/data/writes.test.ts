import { describe, expect, it } from 'vitest';
import { newUuid, requestOf } from './writes.ts';

describe('one request for all writes', () => {
  it('a single write goes as it is', () => {
    const write = { method: 'PUT', path: '/config/floating-ip-pool/u', body: { a: 1 }, ifMatch: '"7"' } as const;
    expect(requestOf([write])).toBe(write);
  });
  it('several become a batch in their order', () => {
    expect(
      requestOf([
        { method: 'POST', path: '/config/ref-update', body: { uuid: 'u' } },
        { method: 'DELETE', path: '/config/floating-ip/u' },
      ]),
    ).toEqual({
      method: 'POST',
      path: '/config/batch',
      body: [
        { method: 'POST', path: '/config/ref-update', body: { uuid: 'u' } },
        { method: 'DELETE', path: '/config/floating-ip/u' },
      ],
    });
  });
});

it('a uuid is random, version 4', () => {
  expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newUuid()).not.toBe(newUuid());
});
