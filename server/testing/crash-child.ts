/** One life of the store workload: `node crash-child.ts <directory> <seed>`. Runs until it is killed. */

import { writeSync } from 'node:fs';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import { byNode } from '../store/indexes.ts';
import type { Origin, Transaction } from '../store/store.ts';
import { BUSY_DISK, digest } from './crash-workload.ts';

const [directory = '', seedText = '1'] = process.argv.slice(2);
const WRITERS = 8;
const NODES = ['cent222', 'cent333'];
let seed = Number(seedText) % 2_147_483_647 || 1;

function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
}

/** One system call a line: what is in the pipe survives the kill. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const { store } = openDataDirectory(directory, {
  clock: Date.now,
  onFatal: (error) => {
    writeSync(2, `${error.message}\n`);
    process.exit(74);
  },
  ...BUSY_DISK,
});

/** A number beyond the cursor, the lowest free address, and their holder, in one transaction. */
function draw(t: Transaction): void {
  const node = NODES[random(NODES.length)]!;
  const pool = `vrf-id:${node}`;
  const id = t.get('number-pool', pool)?.value.next ?? 1;
  const key = vrfIdKey(node, `vn-${random(1_000_000)}`);
  if (t.get('vrf-id', key) !== undefined) return;
  let address = 2;
  while (t.get('key-value', `address/10.47.${address >> 8}.${address & 255}`) !== undefined) address += 1;
  t.put('number-pool', pool, { next: id + 1 });
  t.put('vrf-id', key, { id });
  t.put('key-value', `owner/${key}`, { value: String(id) });
  t.put('key-value', `address/10.47.${address >> 8}.${address & 255}`, { value: key });
}

/** Frees what one holder has, all of it. */
function free(t: Transaction): void {
  const node = NODES[random(NODES.length)]!;
  const [holder] = t.page('vrf-id', {
    limit: 1,
    after: vrfIdKey(node, `vn-${random(1_000_000)}`),
    within: { index: byNode('vrf-id'), asked: node },
  });
  if (holder === undefined) return;
  for (const { key, value } of t.page('key-value', { limit: 10_000 })) {
    if (value.value === holder.key || key === `owner/${holder.key}`) t.delete('key-value', key);
  }
  t.delete('vrf-id', holder.key);
}

function step(t: Transaction): void {
  const dice = random(10);
  if (dice < 5 && t.count('vrf-id') < 400) draw(t);
  else if (dice < 8) free(t);
  else {
    draw(t);
    if (dice === 9) throw new Error('refused');
  }
}

store.watch(store.durableRevision, (changeSet) => say(`saw ${changeSet.revision} ${digest(changeSet)}`));

async function writer(origin: Origin): Promise<never> {
  for (;;) {
    try {
      const { revision, changes } = store.transact(origin, step);
      await store.durable(revision);
      if (changes.length > 0) say(`ack ${revision} ${digest({ revision, time: '', origin, changes })}`);
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'refused') throw error;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (let number = 1; number <= WRITERS; number += 1) {
  writer({ actor: `writer-${number}`, source: 'system' }).catch((error: unknown) => {
    writeSync(2, `${String(error)}\n`);
    process.exit(1);
  });
}
