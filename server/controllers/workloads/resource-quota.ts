/** Keeps the status of the quotas of a namespace: how much of each limit is used. */

import type { Draft } from '../../kube/draft.ts';
import { updateStatus } from '../../kube/operations.ts';
import { quotaStatus } from '../../kube/quota/quotas.ts';
import type { Kind } from '../../model/kinds.ts';
import { NAMESPACED_KINDS } from '../../model/kube/resources.ts';
import { parseKubeKey, type AnyKubeObject } from '../../model/kube/types.ts';
import { byNamespace } from '../../store/indexes.ts';
import type { Change } from '../../store/store.ts';
import type { Controller } from '../runtime/controller.ts';

export const resourceQuotaController: Controller = {
  name: 'resource-quota',
  owner: 'resource-quota',
  gathers: true,
  hears: new Set<Kind>(NAMESPACED_KINDS.map((kind): Kind => `kube/${kind}`)),
  *wokenBy(change, read, own) {
    if (own || !uses(change)) return;
    const { namespace } = parseKubeKey(change.key);
    if (namespace !== undefined && read.countIn(byNamespace('kube/ResourceQuota'), namespace) > 0) yield namespace;
  },
  *keys(read) {
    const seen = new Set<string>();
    for (const { key } of read.scan('kube/ResourceQuota')) {
      const { namespace = '' } = parseKubeKey(key);
      if (seen.has(namespace)) continue;
      seen.add(namespace);
      yield namespace;
    }
  },
  about: (namespace) => [{ kind: 'kube/Namespace', key: namespace }],
  reconcile(context, namespace) {
    for (const { key, value } of [...context.transaction.lookup(byNamespace('kube/ResourceQuota'), namespace)])
      updateStatus(
        context,
        'ResourceQuota',
        key,
        quotaStatus(context.transaction, namespace, (value.spec ?? {}) as Draft),
      );
  },
};

/** Whether the change can change how much is used: not one of a status alone, but for the phase of a pod. */
function uses({ old, new: next }: Change): boolean {
  if (old === undefined || next === undefined) return true;
  const [before, after] = [old.value, next.value] as AnyKubeObject[];
  return before!.spec !== after!.spec || phaseOf(before) !== phaseOf(after);
}

function phaseOf(object: AnyKubeObject | undefined): unknown {
  return (object?.status as { readonly phase?: unknown } | undefined)?.phase;
}
