/**
 * Readers of a system that will be killed: watches of the Kubernetes API and the live stream of the browser. They say
 * what they were shown, `saw <revision> <kind> <key> <digest>` and `told <after> <revision> <kind> <key>`, and go on
 * from where their last life ended, as real clients do: a restart must not send them back.
 */

import { createHash } from 'node:crypto';
import type { KubeKind } from '../model/kube/types.ts';
import { kubeKey } from '../model/kube/types.ts';
import type { WireClient } from './wire-client.ts';

type Say = (line: string) => void;

/** What a reader was shown of an object, in short. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text.trim()).digest('base64url').slice(0, 16);
}

const WATCHED: { readonly [path: string]: KubeKind } = {
  '/kube/api/v1/pods': 'Pod',
  '/kube/api/v1/namespaces': 'Namespace',
  '/kube/apis/k8s.cni.cncf.io/v1/network-attachment-definitions': 'NetworkAttachmentDefinition',
};

interface KubeEvent {
  readonly type: string;
  readonly object: {
    readonly code?: number;
    readonly message?: string;
    readonly metadata?: { readonly name: string; readonly namespace?: string; readonly resourceVersion: string };
  };
}

/** Says `saw` for one object as it was shown. */
export function sayObject(say: Say, kind: KubeKind, text: string): void {
  const { metadata } = JSON.parse(text) as KubeEvent['object'];
  if (metadata !== undefined)
    say(
      `saw ${metadata.resourceVersion} kube/${kind} ${kubeKey(metadata.namespace, metadata.name)} ${textDigest(text)}`,
    );
}

export async function watchKubernetes(client: WireClient, before: readonly string[], say: Say): Promise<void> {
  const opened = Object.entries(WATCHED).map(async ([path, kind]) => {
    const from = lastRevision(before, `kube/${kind}`);
    await client.lines(`${path}?watch=true&resourceVersion=${from}`, (line) => {
      const { type, object } = JSON.parse(line) as KubeEvent;
      if (type === 'ERROR')
        return say(`fault A watch of ${kind} from revision ${from} was ended: ${object.code} ${object.message}`);
      if (type !== 'BOOKMARK') sayObject(say, kind, line.slice(line.indexOf('"object":') + '"object":'.length, -1));
    });
  });
  await Promise.all(opened);
}

function lastRevision(lines: readonly string[], kind: string): number {
  return lines.reduce((last, line) => {
    const [word, revision, of] = line.split(' ');
    return word === 'saw' && of === kind ? Math.max(last, Number(revision)) : last;
  }, 0);
}

export async function watchLive(client: WireClient, before: readonly string[], say: Say): Promise<void> {
  let position = before.reduce(
    (last, line) => (line.startsWith('live ') ? Math.max(last, Number(line.split(' ')[1])) : last),
    0,
  );
  /** Events up to the head of the greeting may repeat what was waiting to be sent to others. */
  let greeted = 0;
  let after = 0;
  let event = '';
  let id: number | undefined;
  let data = '';
  const dispatch = (): void => {
    if (event === 'hello') greeted = (JSON.parse(data) as { readonly revision: number }).revision;
    if (event === 'resync') say(`fault The live stream told a reader of revision ${position} to resync: ${data}`);
    if (event === 'change') {
      const { changes } = JSON.parse(data) as {
        readonly changes: readonly { readonly kind: string; readonly key: string }[];
      };
      for (const { kind, key } of changes) if (!kind.startsWith('view/')) say(`told ${after} ${id} ${kind} ${key}`);
      if (id !== undefined && id > greeted) after = id;
    }
    if (id !== undefined) {
      position = id;
      say(`live ${id}`);
    }
    event = '';
    id = undefined;
    data = '';
  };
  await client.lines(
    '/live',
    (line) => {
      if (line === '') return dispatch();
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === 'event') event = value!;
      else if (field === 'id') id = Number(value);
      else if (field === 'data') data = value!;
    },
    position === 0 ? {} : { 'last-event-id': String(position) },
  );
}
