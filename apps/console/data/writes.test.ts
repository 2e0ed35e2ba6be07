import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { kubeCurl } from './kube-objects.ts';
import { curlOf, newUuid, requestOf, type Write } from './writes.ts';

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

it('curl replays to the same request, quotes included', () => {
  expect(
    curlOf(
      { method: 'PUT', path: '/config/floating-ip-pool/u', ifMatch: '"7"', body: { note: "it's" } },
      'http://127.0.0.1:9091',
    ),
  ).toBe(
    [
      'curl -X PUT http://127.0.0.1:9091/config/floating-ip-pool/u',
      `  -H 'If-Match: "7"'`,
      "  -H 'Content-Type: application/json'",
      `  -d '{`,
      `  "note": "it'\\''s"`,
      "}'",
    ]
      .join(' \\\n')
      .replace('{ \\\n', '{\n')
      .replace(`s" \\\n`, 's"\n'),
  );
});

it.each(["it's", '$(id)', '`id`', 'a\nb', '; rm -rf x', '"', '\\', '\u202eevil', '!', '#', '*'])(
  'a shell sends what the form holds, whatever is typed: %j',
  (typed) => {
    const write: Write = {
      method: 'PATCH',
      path: `/kube/api/v1/namespaces/${encodeURIComponent(typed)}`,
      body: { name: typed },
      ifMatch: `"${typed}"`,
    };
    const taken = (command: string): readonly string[] =>
      execFileSync('/bin/sh', ['-c', `curl() { for given in "$@"; do printf '%s\\000' "$given"; done; }\n${command}`], {
        encoding: 'utf8',
      })
        .split('\0')
        .slice(0, -1);
    const url = `http://127.0.0.1:9091${write.path}`;
    const body = JSON.stringify(write.body, null, 2);
    expect(taken(curlOf(write, 'http://127.0.0.1:9091'))).toEqual([
      '-X',
      'PATCH',
      url,
      '-H',
      `If-Match: "${typed}"`,
      '-H',
      'Content-Type: application/json',
      '-d',
      body,
    ]);
    expect(taken(kubeCurl(write, 'http://127.0.0.1:9091'))).toEqual([
      '-X',
      'PATCH',
      url,
      '-H',
      'Content-Type: application/merge-patch+json',
      '-d',
      body,
    ]);
  },
);

it('a uuid is random, version 4', () => {
  expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newUuid()).not.toBe(newUuid());
});
