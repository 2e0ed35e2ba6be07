/**
 * The way back from a network's name to what may have asked for it.
 *
 * `k8s-X-pod-network` is the pod network of the isolated namespace X, or the network of an
 * attachment definition named X: the two collide when a definition is named like its own
 * namespace. Nothing is guessed here; all possible origins are returned, and a new definition
 * that would take a namespace network's name is refused by `attachmentCollision`.
 */

import { formatFqName, parentFqName, sameFqName, shortName, type FqName } from '../../model/naming/fq-name.ts';
import { attachmentNetworkFqName, namespaceOfProject, podNetworkFqName, type ClusterNames } from './kube-names.ts';

export type NetworkOrigin =
  | { readonly kind: 'pod-network'; readonly namespace: string }
  | { readonly kind: 'service-network'; readonly namespace: string }
  | { readonly kind: 'network-attachment-definition'; readonly namespace: string; readonly name: string };

/** What could have produced a virtual network of this name; empty if kube-manager names none so. */
export function possibleOrigins(names: ClusterNames, network: FqName): readonly NetworkOrigin[] {
  const project = parentFqName(network);
  const namespace = project && namespaceOfProject(names, project);
  if (namespace === undefined) return [];
  const origins: NetworkOrigin[] = [];
  const owner = middle(names, network, '-pod-network');
  if (owner === namespace) origins.push({ kind: 'pod-network', namespace });
  if (owner !== undefined) origins.push({ kind: 'network-attachment-definition', namespace, name: owner });
  if (middle(names, network, '-service-network') === namespace) origins.push({ kind: 'service-network', namespace });
  return origins;
}

/** The attachment definition whose network would have this name, `X` for `k8s-X-pod-network`. */
export function attachmentOfNetwork(names: ClusterNames, network: FqName): string | undefined {
  return middle(names, network, '-pod-network');
}

/**
 * The sentence that refuses an attachment definition because its network would have the name of
 * its namespace's own pod network; undefined if there is no collision.
 */
export function attachmentCollision(names: ClusterNames, namespace: string, attachment: string): string | undefined {
  const network = attachmentNetworkFqName(names, namespace, attachment);
  if (!sameFqName(network, podNetworkFqName(names, namespace))) return undefined;
  return (
    `Network attachment definition ${namespace}/${attachment}: its virtual network would be ` +
    `${formatFqName(network)}, ` +
    `the name of the pod network of namespace ${namespace}. Choose another metadata.name.`
  );
}

function middle(names: ClusterNames, network: FqName, end: string): string | undefined {
  const name = shortName(network);
  const start = `${names.clusterName}-`;
  if (!name.startsWith(start) || !name.endsWith(end) || name.length <= start.length + end.length) return undefined;
  return name.slice(start.length, name.length - end.length);
}
