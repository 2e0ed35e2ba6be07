/**
 * What the store does on this machine: durable writes per second with 1, 16 and 256 in flight, compared with one sync
 * per write; the same over HTTP against the whole system; and what a restart with some 400,000 records takes, of the
 * store alone and of the whole system.
 */

import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstanceIp } from '../model/config/types.ts';
import { openDataDirectory, type DataDirectory } from '../persistence/open-data-directory.ts';
import type { Store } from '../store/store.ts';
import { runHttp } from './store-http.ts';
import { runWholeRestart } from './whole-restart.ts';

type Print = (name: string, value: string) => void;
const ORIGIN = { actor: 'bench', source: 'system' } as const;
/** Milliseconds of writing for one figure. */
const SPAN = 3_000;
const RECORDS = 400_000;

export async function run(print: Print): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-'));
  try {
    const naive = await withStore(join(directory, 'naive'), (store) => oneSyncEach(store));
    print('durable writes/s, one sync a write', String(Math.round(naive)));
    for (const inFlight of [1, 16, 256]) {
      const { rate, p50, p99 } = await withStore(join(directory, `group-${inFlight}`), (store) =>
        writers(store, inFlight),
      );
      print(
        `durable writes/s, ${inFlight} in flight`,
        `${Math.round(rate)} (${(rate / naive).toFixed(1)} times one sync a write; p50 ${p50.toFixed(2)} ms, p99 ` +
          `${p99.toFixed(2)} ms)`,
      );
    }
    await runHttp(print, naive);
    const large = join(directory, 'large');
    const rate = await withStore(large, fill);
    print(`durable writes/s while ${RECORDS} records are made, 256 in flight`, String(Math.round(rate)));
    const child = spawnSync(process.execPath, [fileURLToPath(new URL('store-restart.ts', import.meta.url)), large], {
      encoding: 'utf8',
    });
    if (child.status !== 0) throw new Error(`The restart failed: ${child.stderr}`);
    const { records, seconds, rss, page } = JSON.parse(child.stdout) as {
      records: number;
      seconds: number;
      rss: number;
      page: number;
    };
    print(`restart with ${records} records`, `${seconds.toFixed(2)} s, ${Math.round(rss / 1e6)} MB resident`);
    print('first page of 100 among them, and later ones', `${page.toFixed(2)} ms mean of 1000`);
    rmSync(large, { recursive: true, force: true });
    await runWholeRestart(print, join(directory, 'whole'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function withStore<T>(directory: string, body: (store: Store) => Promise<T>): Promise<T> {
  const data: DataDirectory = openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    return await body(data.store);
  } finally {
    await data.close();
  }
}

/** An instance IP of ordinary size. */
function instanceIp(uuid: string, number: number): InstanceIp {
  return {
    type: 'instance-ip',
    uuid,
    fq_name: [uuid],
    display_name: `pod-${number}`,
    id_perms: {
      enable: true,
      created: '2026-01-31T12:00:00.000000',
      last_modified: '2026-01-31T12:00:00.000000',
      user_visible: true,
      creator: 'kube-manager',
    },
    perms2: { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] },
    annotations: {
      key_value_pair: [
        { key: 'cluster', value: 'k8s' },
        { key: 'owner', value: 'k8s' },
        { key: 'pod', value: `web-${number}` },
      ],
    },
    refs: {
      'virtual-network': [{ uuid: `7d5c3a1e-0000-4000-8000-${String(number % 50).padStart(12, '0')}`, attr: null }],
      'virtual-machine-interface': [
        { uuid: `1b2c3d4e-0000-4000-8000-${String(number).padStart(12, '0')}`, attr: null },
      ],
    },
    props: {
      instance_ip_address: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      instance_ip_family: 'v4',
      subnet_uuid: '9c0b3f6e-1111-4000-8000-000000000001',
    },
  };
}

/** The comparison: each write waits for a sync of its own. */
async function oneSyncEach(store: Store): Promise<number> {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < SPAN) {
    const uuid = randomUUID();
    await store.durable(store.transact(ORIGIN, (t) => t.put('instance-ip', uuid, instanceIp(uuid, done))).revision);
    done += 1;
  }
  return (done * 1_000) / (performance.now() - start);
}

async function writers(store: Store, inFlight: number): Promise<{ rate: number; p50: number; p99: number }> {
  const start = performance.now();
  const took: number[] = [];
  const writer = async (): Promise<void> => {
    while (performance.now() - start < SPAN) {
      const before = performance.now();
      const uuid = randomUUID();
      await store.durable(
        store.transact(ORIGIN, (t) => t.put('instance-ip', uuid, instanceIp(uuid, took.length))).revision,
      );
      took.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, writer));
  const rate = (took.length * 1_000) / (performance.now() - start);
  took.sort((a, b) => a - b);
  return { rate, p50: took[took.length >> 1]!, p99: took[Math.floor(took.length * 0.99)]! };
}

async function fill(store: Store): Promise<number> {
  const start = performance.now();
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next < RECORDS) {
      const number = next;
      next += 1;
      const uuid = randomUUID();
      await store.durable(store.transact(ORIGIN, (t) => t.put('instance-ip', uuid, instanceIp(uuid, number))).revision);
    }
  };
  await Promise.all(Array.from({ length: 256 }, writer));
  return (RECORDS * 1_000) / (performance.now() - start);
}
