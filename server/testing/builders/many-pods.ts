/** A cluster of many pods, each Running with its interface and address: for lists, search and topology at any size. */

import type { Transaction } from '../../store/store.ts';
import { networkId, putNetwork, putNode, putPod, replicaSetUid } from './cluster.ts';
import { idOf, meta, put, record } from './records.ts';

export interface ManyPods {
  readonly pods: number;
  readonly namespaces: number;
  readonly nodes: number;
}

const namespaceOf = (n: number): string => `ns-${n}`;
export const networkOf = (n: number): string => `default-domain:k8s-ns-${n}:vn-${n}`;

/**
 * Pod n is in namespace n mod `namespaces`, on node `cent<n mod nodes>`, with address 10.32.0.0 + n, MAC
 * 02:00:00:00:00:00 + n, label app=web-<n mod 50>, and belongs to the Deployment of its namespace. Names are not in the
 * order of n. Every other pod is in the network of namespace 0, the others in that of their own.
 */
export function putManyPods(transaction: Transaction, { pods, namespaces, nodes }: ManyPods): void {
  put(
    transaction,
    record('global-system-config', ['default-global-system-config'], { props: { autonomous_system: 60_100 } }),
  );
  for (let n = 0; n < nodes; n++) putNode(transaction, `cent${n}`, `10.169.${25 + (n >> 8)}.${n & 255}`);
  for (let n = 0; n < namespaces; n++) {
    const namespace = namespaceOf(n);
    put(transaction, record('project', ['default-domain', `k8s-${namespace}`]));
    putNetwork(transaction, networkOf(n), { number: n + 1 });
    transaction.put('kube/Namespace', namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: meta(namespace) });
    const uid = replicaSetUid(namespace, 'web-rs');
    transaction.put('kube/ReplicaSet', `${namespace}/web-rs`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta('web-rs', namespace, {
        uid,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: `web-${n}`,
            uid: idOf('deployment', namespace),
            controller: true,
          },
        ],
      }),
    });
    for (let node = 0; node < nodes; node++)
      transaction.put(
        'vrf-id',
        `${idOf('virtual-router', `default-global-system-config:cent${node}`)}/${networkId(networkOf(n))}`,
        { id: n + 1 },
      );
  }
  for (let n = 0; n < pods; n++) putNth(transaction, n, { pods, namespaces, nodes });
}

/** Key of the n-th pod. */
export function podKey(n: number, { pods, namespaces }: ManyPods): string {
  return `${namespaceOf(n % namespaces)}/webserver-${(n * 7_919) % pods}`;
}

/** Puts pod n again; `more` replaces parts of the pod. */
export function putNth(
  transaction: Transaction,
  n: number,
  many: ManyPods,
  more: { readonly node?: string } = {},
): void {
  const key = podKey(n, many);
  const namespace = namespaceOf(n % many.namespaces);
  putPod(transaction, {
    namespace,
    name: key.slice(namespace.length + 1),
    network: networkOf(n % 2 === 0 ? 0 : n % many.namespaces),
    address: `10.${32 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`,
    node: `cent${n % many.nodes}`,
    label: 16 + Math.floor(n / many.nodes),
    replicaSet: 'web-rs',
    running: true,
    labels: { app: `web-${n % 50}` },
    mac: macOf(n),
    ...more,
  });
}

function macOf(n: number): string {
  return `02:00:00:${[n >> 16, (n >> 8) & 255, n & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
}
