/** Events as lines of a file: one for the revision, and one for each event. */

import type { KubeObjectOf } from '../model/kube/types.ts';
import type { ValidateRecord } from '../store/store.ts';
import type { SavedEvent, SavedEvents } from './event-store.ts';

const FORMAT = 1;

interface Head {
  readonly format: number;
  readonly revision: number;
}

interface Line extends Pick<SavedEvent, 'at' | 'client'> {
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly value: KubeObjectOf<'Event'>;
}

export function* savedLines({ revision, events }: SavedEvents): Generator<string, void, undefined> {
  yield JSON.stringify({ format: FORMAT, revision } satisfies Head);
  for (const { record, at, client } of events) {
    const { key, created, value } = record;
    const line: Line = {
      key,
      created,
      revision: record.revision,
      at,
      ...(client === undefined ? {} : { client }),
      value,
    };
    yield JSON.stringify(line);
  }
}

/** Undefined for another format; events that are not valid (any more) are left out. */
export function parseSavedLines(lines: readonly string[], validate: ValidateRecord): SavedEvents | undefined {
  const [first = '', ...others] = lines;
  try {
    const head = JSON.parse(first) as Head;
    if (head.format !== FORMAT || !Number.isSafeInteger(head.revision)) return undefined;
    return { revision: head.revision, events: others.flatMap((line) => savedEvent(line, validate)) };
  } catch {
    return undefined;
  }
}

function savedEvent(text: string, validate: ValidateRecord): readonly SavedEvent[] {
  const { key, created, revision, at, client, value } = JSON.parse(text) as Line;
  try {
    validate('kube/Event', key, value, undefined);
  } catch {
    return [];
  }
  const record = { kind: 'kube/Event', key, value, created, revision } as const;
  return [{ record, at, ...(client === undefined ? {} : { client }) }];
}
