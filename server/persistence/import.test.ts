/**
 * An import is validated as every other write: in order, all or none, and each refusal names object and
 * field.
 */

import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { validateRecord } from '../contract/record/validate.ts';
import { stateFaults } from '../kube/whole-state.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { openDataDirectory } from './open-data-directory.ts';
import { exportState, importState } from './transfer.ts';

interface Line {
  kind: string;
  key: string;
  created: number;
  revision: number;
  value: Record<string, never>;
}
type Header = { revision: number; records: number; dataDirectoryId: string; time: string };

const CHECKS = { validate: validateRecord, inspect: stateFaults };
const TIME = '2026-01-31T12:00:00.000Z';
const root = mkdtempSync(join(tmpdir(), 'overlay-'));
const file = join(root, 'state.jsonl');
let made = 0;
const fresh = (): string => join(root, `d${(made += 1)}`);
const open = (directory: string) =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    validate: validateRecord,
  });

/** The chapter's lab with a gateway, an isolated namespace and pods, as the product exports it. */
beforeAll(async () => {
  const directory = fresh();
  mkdirSync(directory);
  const fixture = join(import.meta.dirname, 'fixtures', 'format-1');
  for (const name of readdirSync(fixture))
    writeFileSync(join(directory, basename(name, '.gz')), gunzipSync(readFileSync(join(fixture, name))));
  const { store, close } = open(directory);
  exportState(store, file, TIME);
  await close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function edited(edit: (lines: Line[], header: Header) => void): string {
  const [header, ...lines] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as never) as unknown as [Header, ...Line[]];
  edit(lines, header);
  const at = join(root, `edited-${(made += 1)}.jsonl`);
  writeFileSync(
    at,
    `${[{ ...header, records: lines.length }, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`,
  );
  return at;
}

const find = (lines: Line[], kind: string, has = ''): Line =>
  lines.find((line) => line.kind === kind && JSON.stringify(line.value).includes(has))!;

test('an export that fails midway is named, leaves nothing behind, and can be done again', async () => {
  const directory = fresh();
  await importState(file, directory, CHECKS);
  const { store, close } = open(directory);
  const at = fresh();
  mkdirSync(at);
  const scan = vi.spyOn(store, 'scan').mockImplementation(() => {
    throw new Error('the records are gone');
  });
  expect(() => exportState(store, join(at, 'state.jsonl'), TIME)).toThrow(
    new DataDirectoryError(`The state cannot be exported to ${join(at, 'state.jsonl')}: the records are gone.`),
  );
  expect(readdirSync(at)).toEqual([]);
  scan.mockRestore();
  exportState(store, join(at, 'state.jsonl'), TIME);
  expect(readdirSync(at)).toEqual(['state.jsonl']);
  await close();
});

test('export, import, export is the same again, and everything later can be written', async () => {
  const directory = fresh();
  await importState(file, directory, CHECKS);
  const { store, close } = open(directory);
  const again = join(root, 'again.jsonl');
  exportState(store, again, TIME);
  const [header, ...lines] = readFileSync(again, 'utf8').split('\n');
  const [before, ...wanted] = readFileSync(file, 'utf8').split('\n');
  expect(lines).toEqual(wanted);
  expect({ ...(JSON.parse(header!) as Header), dataDirectoryId: '' }).toEqual({
    ...(JSON.parse(before!) as Header),
    dataDirectoryId: '',
  });
  const revision = store.transact({ actor: 'operator', source: 'ui' }, (t) =>
    t.put('key-value', 'later', { value: 'x' }),
  ).revision;
  await store.durable(revision);
  expect(revision).toBeGreaterThan(store.historyStartsAt - 1);
  await close();
  const { store: reopened, close: end } = open(directory);
  expect(reopened.get('key-value', 'later')?.value.value).toBe('x');
  await end();
});

describe('refused, and the directory is as empty as before', () => {
  const set = (line: Line, path: string, value: unknown): void => {
    const steps = path.split('.');
    let at = line.value as Record<string, never>;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {} as never) as unknown as Record<string, never>;
    if (value === undefined) delete at[steps.at(-1)!];
    else at[steps.at(-1)!] = value as never;
  };
  const copy = (lines: Line[], line: Line, key: string): Line => {
    const twin = structuredClone(line);
    twin.key = key;
    lines.push(twin);
    return twin;
  };
  const UUID = '7c0e5b2a-0000-4000-8000-000000000001';
  const spoils: readonly [string, (lines: Line[], header: Header) => void, RegExp][] = [
    [
      'a revision that leaves no room',
      (_lines, header) => {
        header.revision = 2 ** 53 - 1;
      },
      /has the revision 9007199254740991, which is not a whole number from 0 to 900000000000000/,
    ],
    [
      'a record newer than the file',
      (lines) => {
        lines[3]!.revision = 1e9;
      },
      /Line 5: \S+ \S+: revision must be a whole number from 1 to 27/,
    ],
    [
      'a record made after its change',
      (lines) => {
        lines[3]!.created = lines[3]!.revision + 1;
      },
      /Line 5: \S+ \S+: created must be a whole number/,
    ],
    [
      'a record twice',
      (lines) => {
        lines.push(structuredClone(lines[4]!));
      },
      /is there twice/,
    ],
    [
      'a parent that is missing',
      (lines) => {
        lines.splice(lines.indexOf(find(lines, 'project', 'k8s-ns-kept')), 1);
      },
      /parent_uuid \S+: there is no such project/,
    ],
    [
      'no parent',
      (lines) => {
        const line = find(lines, 'virtual-network', '"three"');
        set(line, 'parent_uuid', undefined);
        set(line, 'parent_type', undefined);
      },
      /virtual-network default-domain:default-project:kept: parent_uuid is missing/,
    ],
    [
      'a name that is not under its parent',
      (lines) => set(find(lines, 'virtual-network', '"three"'), 'fq_name', ['default-domain', 'elsewhere', 'kept']),
      /fq_name must begin with that of its parent, default-domain:default-project/,
    ],
    [
      'a reference to nothing',
      (lines) => {
        lines.splice(lines.indexOf(find(lines, 'virtual-machine')), 1);
      },
      /virtual_machine_refs: there is no virtual-machine/,
    ],
    [
      'a reference that the type has not',
      (lines) =>
        set(find(lines, 'virtual-network', '"three"'), 'refs', { 'virtual-machine': [{ uuid: UUID, attr: null }] }),
      /virtual_machine_refs: a virtual-network has no references to virtual-machine/,
    ],
    [
      'a reference twice',
      (lines) => {
        const refs = find(lines, 'instance-ip').value as unknown as { refs: Record<string, unknown[]> };
        refs.refs['virtual-network']!.push(refs.refs['virtual-network']![0]);
      },
      /virtual_network_refs names \S+ twice/,
    ],
    [
      'a name twice',
      (lines) => {
        const twin = copy(lines, find(lines, 'virtual-network', '"three"'), UUID);
        set(twin, 'uuid', UUID);
      },
      /fq_name default-domain:default-project:kept is that of virtual-network default-domain:default-project:kept too/,
    ],
    [
      'an address twice',
      (lines) => {
        const twin = copy(lines, find(lines, 'instance-ip'), UUID);
        set(twin, 'uuid', UUID);
        set(twin, 'fq_name', ['other']);
      },
      /address 10\.47\.255\.\d+ is that of instance-ip \S+ too/,
    ],
    [
      'an address outside of its subnet',
      (lines) => set(find(lines, 'instance-ip'), 'props.instance_ip_address', '11.1.1.1'),
      /the address 11\.1\.1\.1 does not lie in the subnet/,
    ],
    [
      'a space that is not there',
      (lines) => set(find(lines, 'instance-ip'), 'allocated.space', UUID),
      /allocated names the subnet \S+, which is not there/,
    ],
    [
      'a number twice',
      (lines) => {
        const numbers = lines.filter(({ kind }) => kind === 'virtual-network');
        set(
          numbers[0]!,
          'allocated.network_id',
          (numbers[1]!.value as unknown as { allocated: { network_id: number } }).allocated.network_id,
        );
      },
      /number \d+ of network-id is that of/,
    ],
    [
      'a malformed pod',
      (lines) => set(find(lines, 'kube/Pod'), 'spec.containers', [{ name: 7 }]),
      /Line \d+: Pod "webserver-\S+" is invalid: spec\.containers\[0\]\.name: must be a text/,
    ],
    [
      'a pod without containers',
      (lines) => set(find(lines, 'kube/Pod'), 'spec.containers', []),
      /Pod ns-kept\/webserver-\S+: spec\.containers: /,
    ],
    [
      'an object of a namespace that is not there',
      (lines) => {
        lines.splice(lines.indexOf(find(lines, 'kube/Namespace', '"ns-kept"')), 1);
      },
      /metadata\.namespace: there is no namespace ns-kept/,
    ],
    [
      'an object under another name',
      (lines) => set(find(lines, 'kube/Pod'), 'metadata.name', 'other'),
      /(metadata\.name|kept)/,
    ],
    [
      'a uid twice',
      (lines) => {
        const [one, two] = lines.filter(({ kind }) => kind === 'kube/Pod');
        set(one!, 'metadata.uid', (two!.value as unknown as { metadata: { uid: string } }).metadata.uid);
      },
      /metadata\.uid \S+ is that of Pod \S+ too/,
    ],
    [
      'a subnet that cannot be',
      (lines) => {
        for (const line of lines)
          if (line.kind === 'network-ipam' && JSON.stringify(line.value).includes('ip_prefix_len'))
            line.value = JSON.parse(
              JSON.stringify(line.value).replace(/"ip_prefix_len":\d+/, '"ip_prefix_len":77'),
            ) as never;
      },
      /ipam_subnets\.subnets\.0\.subnet: The prefix length of an IPv4 subnet is at most 32/,
    ],
    [
      'a cursor that is no number',
      (lines) => set(find(lines, 'number-pool'), 'next', 'x'),
      /number-pool \S+: next: must be a whole number/,
    ],
    [
      'a VRF number out of range',
      (lines) => set(find(lines, 'vrf-id'), 'id', 70_000),
      /vrf-id \S+: id: must be a whole number of 1–65535/,
    ],
    [
      'a depth',
      (lines) => {
        let deep: unknown = 'x';
        for (let level = 0; level < 3_000; level += 1) deep = [deep];
        set(find(lines, 'virtual-network', '"three"'), 'props.virtual_network_properties', deep);
      },
      /virtual-network \S+/,
    ],
    [
      'a kind of no version',
      (lines) => {
        lines[2]!.kind = 'vlan';
      },
      /Line 4: it is not a record of this version: there is no kind "vlan"/,
    ],
  ];
  test.each(spoils)('%s', async (_name, spoil, sentence) => {
    const directory = fresh();
    const spoiled = edited(spoil);
    await expect(importState(spoiled, directory, CHECKS)).rejects.toThrow(
      expect.objectContaining({ name: 'DataDirectoryError', message: expect.stringMatching(sentence) }),
    );
    await expect(importState(spoiled, directory, CHECKS)).rejects.toThrow(/Nothing was imported\.$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('garbage, and what is no text', async () => {
    const garbage = join(root, 'garbage');
    copyFileSync(file, garbage);
    writeFileSync(garbage, Buffer.concat([readFileSync(file), Buffer.from([0xff, 0xfe, 0x00, 0x0a])]));
    await expect(importState(garbage, fresh(), CHECKS)).rejects.toThrow(/is not text in UTF-8\. Nothing was imported/);
    writeFileSync(garbage, `${readFileSync(file, 'utf8')}[[[[\n`);
    await expect(importState(garbage, fresh(), CHECKS)).rejects.toThrow(
      /Line 83: it is not a JSON object\. Nothing was imported/,
    );
    await expect(importState(join(root, 'nowhere'), fresh(), CHECKS)).rejects.toThrow(
      /cannot be imported: .*Nothing was imported/,
    );
  });
});
