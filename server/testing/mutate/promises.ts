/** What an answer promises, in the words of `httpPromisesBroken`: the client's own record of what was acknowledged. */

import { kubeKindOf } from '../../model/kube/resources.ts';
import { kubeKey, type KubeKind } from '../../model/kube/types.ts';
import { sayObject } from '../http-crash-watchers.ts';
import type { Answer } from './connection.ts';
import { isRemoved, type ServedKube } from './inventory.ts';
import type { Step } from './step.ts';

/** Lines for the record; none for reads and rehearsals. */
export function promisesOf(requestId: string, { promises }: Step, { status, headers, text }: Answer): string[] {
  if (promises.kind === 'nothing') return [];
  if (status >= 400 || (promises.kind === 'kube' && promises.rehearses === true))
    return [`refused ${requestId} ${status}`];
  // Short-lived objects are not in the journal: a kill may lose them (decision 0096).
  if (promises.kind === 'kube' && kubeKindOf(promises.of as KubeKind).apart === true) return [];
  const lines: string[] = [];
  const revision = Number(headers['x-revision']);
  // A write that changes nothing is not in the journal, so only those that must have changed something are looked for.
  if (promises.changes === true) lines.push(`ack ${revision} ${requestId}`);
  const tag = /^"(\d+)"$/.exec(headers.etag ?? '')?.[1];
  if (promises.kind === 'config' && tag !== undefined && promises.type !== undefined) {
    const uuid =
      promises.uuid ??
      (JSON.parse(text) as { readonly [type: string]: { readonly uuid: string } | undefined })[promises.type]?.uuid;
    if (uuid !== undefined) lines.push(`read ${revision} ${tag} ${promises.type} ${uuid}`);
  }
  if (promises.kind === 'kube' && promises.single) {
    const { metadata } = JSON.parse(text) as ServedKube;
    // The journal has the object as it was before; that its last finalizer was removed is in the answer alone.
    if (isRemoved(metadata))
      lines.push(
        `read ${metadata.resourceVersion} ${metadata.resourceVersion} kube/${promises.of} ` +
          `${kubeKey(metadata.namespace, metadata.name)}`,
      );
    else sayObject((line) => lines.push(line), promises.of as KubeKind, text);
  }
  return lines;
}
