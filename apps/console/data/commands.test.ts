import { execFileSync } from 'node:child_process';
import { beforeAll, expect, it, vi } from 'vitest';
import { curlOf, kubectlApply, listForms, readForms } from './commands.ts';
import { writeForms } from './write-forms.ts';
import type { Write } from './writes.ts';

beforeAll(() => {
  vi.stubGlobal('location', { origin: 'http://127.0.0.1:9091' });
  return () => vi.unstubAllGlobals();
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
      'Content-Type: application/merge-patch+json',
      '-d',
      body,
    ]);
  },
);

it.each([
  ['pods', 'kubectl --server http://127.0.0.1:9091/kube get pods -A -o wide'],
  ['namespaces', 'kubectl --server http://127.0.0.1:9091/kube get namespaces -o wide'],
  ['network-attachments', 'kubectl --server http://127.0.0.1:9091/kube get network-attachment-definitions -A -o wide'],
  ['bgp-routers', "curl 'http://127.0.0.1:9091/config/bgp-routers?detail=true'"],
] as const)('the list of %s is read through the API of its objects, and as the page reads it', (noun, standard) => {
  expect(listForms(noun, new URLSearchParams({ sort: 'name', filter: "state:it's" })).map(({ text }) => text)).toEqual([
    standard,
    `curl 'http://127.0.0.1:9091/views/tables/${noun}?sort=name&filter=state%3Ait%27s'`,
  ]);
});

it('an object is read by its uuid, and a manifest applied in the namespace, whatever is typed', () => {
  expect(readForms('floating-ip', 'u').map(({ text }) => text)).toEqual([
    'curl http://127.0.0.1:9091/config/floating-ip/u',
  ]);
  expect(kubectlApply('; rm')).toBe("kubectl --server http://127.0.0.1:9091/kube -n '; rm' apply -f manifest.yaml");
});

it('a form shows its request: YAML for Kubernetes, JSON for the config API, nothing while nothing is changed', () => {
  const shown = (writes: readonly Write[]) => writeForms(writes).map(({ label, text }) => [label, text.split('\n')[0]]);
  expect(shown([])).toEqual([]);
  expect(shown([{ method: 'PATCH', path: '/kube/api/v1/namespaces/a', body: { metadata: {} } }])).toEqual([
    ['curl', 'curl -X PATCH http://127.0.0.1:9091/kube/api/v1/namespaces/a \\'],
    ['YAML', 'metadata: {}'],
  ]);
  const remove: Write = { method: 'DELETE', path: '/config/floating-ip/u' };
  expect(shown([remove, remove])).toEqual([
    ['curl', 'curl -X POST http://127.0.0.1:9091/config/batch \\'],
    ['JSON', '['],
  ]);
});
