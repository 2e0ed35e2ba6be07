/** The whole system as a process, killed while it is used over HTTP. With `testing/crash.test.ts`: 40 kills. */

import { expect, test } from 'vitest';
import { createKubeObject } from './kube/operations.ts';
import { byRef } from './store/indexes.ts';
import type { ChangeSet } from './store/store.ts';
import { crashRun } from './testing/crash-run.ts';
import { leftOver, numbersHeldWrong, replayProblems } from './testing/http-crash-checks.ts';
import { httpPromisesBroken, httpWorkload } from './testing/http-crash-workload.ts';
import { createInMemorySystem } from './testing/in-memory-system.ts';

const OPERATOR = { actor: 'operator', source: 'config' } as const;

test(
  '20 kills of the whole system under concurrent HTTP requests lose and forget nothing',
  { timeout: 600_000 },
  async () => {
    const report = await crashRun(httpWorkload, { kills: 20, seed: 20_262 });
    expect(report.problems).toEqual([]);
    expect(report.kills).toBe(20);
    expect(report.acknowledged).toBeGreaterThan(200);
    expect(report.seen).toBeGreaterThan(50);
  },
);

/** A system with a pod, and everything that happened to it. */
function systemWithPod(): { system: ReturnType<typeof createInMemorySystem>; journal: ChangeSet[] } {
  const system = createInMemorySystem();
  system.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name: 'web', namespace: 'default' },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    }),
  );
  const journal: ChangeSet[] = [];
  system.store.watch(0, (changeSet) => journal.push(changeSet));
  return { system, journal };
}

test('a broken promise is detected', async () => {
  const { system, journal } = systemWithPod();
  await expect.poll(() => journal.length).toBe(system.store.revision);
  const head = journal.length;
  const made = journal.find(({ changes }) => changes.some(({ kind }) => kind === 'kube/Pod'))!.revision;
  const broken = (line: string): string => httpPromisesBroken(journal, [line]).join();
  expect(broken('ack 3 lost')).toBe(
    `Request lost was acknowledged as revision 3; after the restart it is gone (head ${head}).`,
  );
  expect(broken(`saw ${made} kube/Pod default/web otherwise`)).toMatch(
    /^kube\/Pod default\/web was shown at revision \d+ as otherwise; after the restart that is [\w-]{16}/,
  );
  expect(broken(`saw ${head + 1} kube/Pod default/web x`)).toContain('after the restart that is gone');
  expect(broken(`read ${head + 1} 1 project x`)).toContain(`after the restart the head is ${head}`);
  expect(broken(`live ${head + 1}`)).toContain(`after the restart the head is ${head}`);
  expect(broken(`told 0 ${head} kube/Pod default/other`)).toContain('that is not there');
  expect(broken(`told 0 ${head} kube/Pod default/web`)).toBe('');
  expect(broken('fault GET / was answered 500')).toBe('GET / was answered 500');
  const refused = { ...journal[0]!, origin: { ...OPERATOR, requestId: 'r1' } };
  expect(httpPromisesBroken([refused], ['refused r1'])).toEqual(['Request r1 was refused and is revision 1.']);
});

test('a state that does not follow from the journal is detected', async () => {
  const { system, journal } = systemWithPod();
  await expect.poll(() => journal.length).toBe(system.store.revision);
  expect(replayProblems(system.store, journal)).toEqual([]);
  const [pod] = system.store.scan('kube/Pod');
  system.store.transact(OPERATOR, (transaction) => transaction.delete('kube/Pod', pod!.key));
  expect(replayProblems(system.store, journal).join()).toMatch(
    /The journal gives 1 of kube\/Pod, the state has 0.*differs from the oracle|has a row that the oracle has not/,
  );
});

test('an address held twice, and one held by nobody, are detected', () => {
  const { store } = systemWithPod().system;
  expect(numbersHeldWrong(store)).toEqual([]);
  expect(leftOver(store)).toEqual([]);
  const [port] = [...store.scan('virtual-machine-interface')].filter(({ value }) => value.refs['virtual-machine']);
  const [address] = store.lookup(byRef('instance-ip', 'virtual-machine-interface'), port!.key);
  const twin = '7c0e5b2a-0000-4000-8000-000000000001';
  store.transact(OPERATOR, (transaction) => transaction.put('instance-ip', twin, { ...address!.value, uuid: twin }));
  expect(numbersHeldWrong(store)).toEqual([
    expect.stringMatching(/^The address 10\.47\.255\.\d+ of \S+ is held by \S+ and \S+\.$/),
  ]);
  store.transact(OPERATOR, (transaction) => transaction.delete('virtual-machine-interface', port!.key));
  expect(leftOver(store).join(' ')).toMatch(
    /The address 10\.47\.255\.\d+ \(\S+\) is left over.*The VRF number \S+\/\S+ is left over/,
  );
});
