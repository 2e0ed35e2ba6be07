/** Keeps a ServiceAccount `default` in every namespace that is not being deleted. */

import { createKubeObject } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, parseKubeKey } from '../../model/kube/types.ts';
import type { Controller } from '../runtime/controller.ts';

const NAME = 'default';

export const serviceAccountController: Controller = {
  name: 'service-account',
  owner: 'service-account',
  hears: new Set<Kind>(['kube/Namespace', 'kube/ServiceAccount']),
  *wokenBy({ kind, key, new: next }) {
    if (kind === 'kube/Namespace' && next !== undefined) yield key;
    if (kind !== 'kube/ServiceAccount' || next !== undefined) return;
    const { namespace, name } = parseKubeKey(key);
    if (name === NAME && namespace !== undefined) yield namespace;
  },
  *keys(read) {
    for (const { key } of read.scan('kube/Namespace')) yield key;
  },
  about: (key) => [{ kind: 'kube/Namespace', key }],
  reconcile(context, namespace) {
    const found = context.transaction.get('kube/Namespace', namespace)?.value;
    if (found === undefined || found.metadata.deletionTimestamp !== undefined) return;
    if (found.status?.phase === 'Terminating') return;
    if (context.transaction.get('kube/ServiceAccount', kubeKey(namespace, NAME)) !== undefined) return;
    createKubeObject(context, 'ServiceAccount', { metadata: { namespace, name: NAME } });
  },
};
