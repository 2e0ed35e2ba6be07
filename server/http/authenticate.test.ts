import type { Request } from 'express';
import { expect, test } from 'vitest';
import { fromConsole } from './authenticate.ts';

const request = (headers: { readonly [name: string]: string }): Request =>
  ({ get: (name: string) => headers[name] }) as unknown as Request;

test.each([
  ['the page on loopback', { 'x-overlay-client': 'console', 'sec-fetch-site': 'same-origin' }, true],
  [
    'the page on another address, which writes',
    { 'x-overlay-client': 'console', origin: 'http://10.0.0.1:9091', host: '10.0.0.1:9091' },
    true,
  ],
  ['a script with the mark', { 'x-overlay-client': 'console', host: '127.0.0.1:9091' }, false],
  [
    'another page of the site',
    {
      'x-overlay-client': 'console',
      'sec-fetch-site': 'same-site',
      origin: 'http://127.0.0.1:9091',
      host: '127.0.0.1:9091',
    },
    false,
  ],
  ['another page', { 'x-overlay-client': 'console', origin: 'http://evil.example', host: '127.0.0.1:9091' }, false],
  ['a page without the mark', { 'sec-fetch-site': 'same-origin' }, false],
])('%s', (_who, headers, expected) => {
  expect(fromConsole(request(headers as { readonly [name: string]: string }))).toBe(expected);
});
