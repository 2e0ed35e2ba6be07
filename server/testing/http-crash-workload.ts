/**
 * The whole system, killed while it is used over HTTP: `http-crash-driver.ts` uses it, this checks what the restart
 * has.
 *
 * The journal is the witness: every acknowledged write stands at its revision under its request id, no refused one is
 * there, and everything that a reader was shown is there word for word. What the journal says gives the state; replayed
 * step by step it gives the derived tables of the oracle; and no number or address is held twice or by nobody.
 */

import { objectText, type KubeRecord } from '../kube-api/encode.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import type { Change, ChangeSet } from '../store/store.ts';
import { readJournal, type CrashWorkload } from './crash-workload.ts';
import { healedProblems, numbersHeldWrong, replayProblems } from './http-crash-checks.ts';
import { drive } from './http-crash-driver.ts';
import { textDigest } from './http-crash-watchers.ts';
import { MAIN } from './real-process.ts';

export const httpWorkload: CrashWorkload = {
  name: 'http',
  longestLife: 500,
  mostAwaited: 30,
  command: (directory) => ({ file: MAIN, args: ['--port', '0', '--no-console', '--data-dir', directory] }),
  drive,
  verify: async (directory, lines) => {
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
      return [
        ...httpPromisesBroken(journal, lines),
        ...targetsTaken(journal),
        ...replayProblems(store, journal),
        ...numbersHeldWrong(store),
        ...healedProblems(store),
      ];
    } finally {
      await close();
    }
  },
};

/** Acknowledged or shown, and not there; refused, and there. */
export function httpPromisesBroken(journal: readonly ChangeSet[], lines: readonly string[]): string[] {
  const byRequest = new Map(
    journal.flatMap(({ origin, revision }) =>
      origin.requestId === undefined ? [] : [[origin.requestId, revision] as const],
    ),
  );
  const head = journal.at(-1)?.revision ?? 0;
  const byRevision = new Map(journal.map((changeSet) => [changeSet.revision, changeSet]));
  const changeAt = (revision: number, kind: string, key: string): Change | undefined =>
    byRevision.get(revision)?.changes.find((change) => change.kind === kind && change.key === key);
  return lines.flatMap((line): readonly string[] => {
    const [word, first = '', second = '', kind = '', key = ''] = line.split(' ');
    switch (word) {
      case 'fault':
        return [line.slice('fault '.length)];
      case 'ack': {
        const found = byRequest.get(second);
        return found === Number(first)
          ? []
          : [
              `Request ${second} was acknowledged as revision ${first}; after the restart it is ` +
                `${found ?? 'gone'} (head ${head}).`,
            ];
      }
      case 'refused':
        return byRequest.has(first) ? [`Request ${first} was refused and is revision ${byRequest.get(first)}.`] : [];
      case 'saw': {
        const [, , shownKind = '', shownKey = '', said] = line.split(' ');
        const change = changeAt(Number(first), shownKind, shownKey);
        const record = change?.new ?? change?.old;
        const stands =
          record === undefined ? 'gone' : textDigest(objectText({ ...record, revision: Number(first) } as KubeRecord));
        return stands === said
          ? []
          : [
              `${shownKind} ${shownKey} was shown at revision ${first} as ${said}; after the restart that is ` +
                `${stands} (head ${head}).`,
            ];
      }
      case 'read':
        if (Number(first) > head)
          return [`A reader was shown revision ${first}; after the restart the head is ${head}.`];
        return changeAt(Number(second), kind, key) === undefined
          ? [`${kind} ${key} was read as of revision ${second}, which did not change it.`]
          : [];
      case 'live':
        return Number(first) > head
          ? [`The live stream told of revision ${first}; after the restart the head is ${head}.`]
          : [];
      case 'told': {
        for (const { revision } of journal)
          if (revision > Number(first) && revision <= Number(second) && changeAt(revision, kind, key) !== undefined)
            return [];
        return [
          `The live stream told of a change of ${kind} ${key} between revisions ${first} and ${second} that is ` +
            `not there (head ${head}).`,
        ];
      }
      default:
        return [];
    }
  });
}

/** A controller has taken away a route target that an operator put. */
function targetsTaken(journal: readonly ChangeSet[]): string[] {
  return journal.flatMap(({ origin, revision, changes }) =>
    origin.source === 'config'
      ? []
      : changes.flatMap((change) => {
          if (change.kind !== 'virtual-network' || change.old === undefined || change.new === undefined) return [];
          const targets = (side: NonNullable<typeof change.old>): readonly string[] =>
            (
              side.value as {
                readonly props: { readonly route_target_list?: { readonly route_target: readonly string[] } };
              }
            ).props.route_target_list?.route_target ?? [];
          const kept = new Set(targets(change.new));
          return targets(change.old)
            .filter((target) => !kept.has(target))
            .map((target) => `Revision ${revision} of ${origin.source} took ${target} from the network ${change.key}.`);
        }),
  );
}
