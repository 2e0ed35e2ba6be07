/** What the data directory must hold after a kill, and what a restart must serve. */

import { isDeepStrictEqual } from 'node:util';
import { objectText, type KubeRecord } from '../../kube-api/encode.ts';
import { stateFaults } from '../../kube/whole-state.ts';
import { kubeKindOf } from '../../model/kube/resources.ts';
import type { KubeKind } from '../../model/kube/types.ts';
import { openDataDirectory } from '../../persistence/open-data-directory.ts';
import { SCHEMA } from '../../store/schema.ts';
import type { Read } from '../../store/store.ts';
import { readJournal } from '../crash-workload.ts';
import { healingFaults, numbersHeldWrong, replayProblems } from '../http-crash-checks.ts';
import { httpPromisesBroken } from '../http-crash-workload.ts';
import type { HttpConnection } from './connection.ts';
import type { Inventory } from './inventory.ts';
import type { Surface } from './surface.ts';

export interface DirectoryCheck {
  /** Revision of the last change. */
  readonly head: number;
  readonly problems: readonly string[];
  /** So many pods are asked for that the run goes on in a new directory. */
  readonly tooManyPods: boolean;
  /** `<kind> <key>` → revision and, of Kubernetes objects, the text as it must be served. */
  readonly state: ReadonlyMap<string, { readonly revision: number; readonly text: string | undefined }>;
}

/**
 * Opens the directory of a killed process. `lines` are what its clients were promised, in the words of
 * `httpPromisesBroken`.
 */
export async function checkDirectory(directory: string, lines: readonly string[]): Promise<DirectoryCheck> {
  const { store, close } = openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    ringSize: 1_000_000,
    ringBytes: Infinity,
  });
  try {
    const journal = await readJournal(store);
    const state = new Map<string, { readonly revision: number; readonly text: string | undefined }>();
    for (const kind of SCHEMA.keys()) {
      for (const record of store.scan(kind))
        state.set(`${kind} ${record.key}`, {
          revision: record.revision,
          text: kind.startsWith('kube/') ? objectText(record as unknown as KubeRecord) : undefined,
        });
    }
    const tooManyPods = podsRequested(store) > MAX_PODS_TO_HEAL;
    return {
      head: store.revision,
      tooManyPods,
      problems: [
        ...httpPromisesBroken(journal, lines),
        ...replayProblems(store, journal),
        ...numbersHeldWrong(store),
        ...(tooManyPods ? [] : healingFaults(store)),
        ...stateFaults(store).map((fault) => `An import would refuse what stands: ${fault}`),
      ],
      state,
    };
  } finally {
    await close();
  }
}

/** With more, the check after each kill would take too long: controllers would create every pod. */
const MAX_PODS_TO_HEAL = 1000;

function podsRequested(read: Read): number {
  let sum = read.count('kube/Pod');
  for (const kind of ['kube/Deployment', 'kube/ReplicaSet'] as const)
    for (const { value } of read.scan(kind)) sum += value.spec?.replicas ?? 1;
  return sum;
}

/** Every list is served, and whatever has not changed since reads as before; the inventory learns what there is. */
export async function servedProblems(
  connection: HttpConnection,
  surface: Surface,
  inventory: Inventory,
  { state, head }: DirectoryCheck,
): Promise<string[]> {
  const problems: string[] = [];
  const listed = async <Of>(list: Promise<readonly Of[]>): Promise<readonly Of[] | undefined> => {
    try {
      return await list;
    } catch (error) {
      problems.push(`After the restart ${String(error)}`);
      return undefined;
    }
  };
  for (const { kind, apiVersion } of surface.resources) {
    // What is short-lived is not in the directory.
    if (kubeKindOf(kind as KubeKind).apart === true) continue;
    for (const item of (await listed(inventory.readKind(connection, kind))) ?? []) {
      const { name, namespace, resourceVersion } = item.metadata;
      const key = namespace === undefined ? name : `${namespace}/${name}`;
      const stood = state.get(`kube/${kind} ${key}`);
      // The start and the controllers may have made or changed it since.
      if (Number(resourceVersion) > head) continue;
      if (stood?.text === undefined || stood.revision !== Number(resourceVersion))
        problems.push(
          `After the restart ${kind} ${key} is served at revision ${resourceVersion}; in the directory it is ` +
            `${stood?.revision ?? 'gone'}.`,
        );
      else if (!isDeepStrictEqual(JSON.parse(stood.text), { kind, apiVersion, ...item }))
        problems.push(
          `After the restart ${kind} ${key} is served otherwise than it stands at revision ${resourceVersion}.`,
        );
    }
  }
  for (const { type } of surface.types) {
    const list = await listed(inventory.readType(connection, type));
    const served = new Set(list?.map(({ uuid }) => uuid));
    if (list === undefined) continue;
    for (const key of state.keys()) {
      if (!key.startsWith(`${type} `) || served.has(key.slice(type.length + 1))) continue;
      const { status } = await connection.send({
        method: 'GET',
        path: `/config/${type}/${key.slice(type.length + 1)}`,
        headers: {},
      });
      // A controller may have taken it away since.
      if (status !== 404) problems.push(`After the restart ${key} is not in its list and answers ${status}.`);
    }
  }
  return problems;
}
