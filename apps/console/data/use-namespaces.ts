import { useQuery } from '@tanstack/react-query';
import { DEFAULT_CLUSTER_NAMES, namespaceOfProject } from '../../../server/engine/naming/kube-names.ts';
import { compareNames } from '../../../server/model/natural-order.ts';
import { useSearchText } from '../ui/search.ts';
import { kubeListQuery } from './kube-objects.ts';
import { summaryQuery } from './summary.ts';

/**
 * The namespaces for a choice, and which one the address means: `?namespace=`, the namespace of the chosen project,
 * else `default`. `ready` is false until both are known.
 */
export function useNamespaces() {
  const search = useSearchText();
  const cluster = useQuery(summaryQuery).data?.cluster.name;
  const list = useQuery(kubeListQuery('Namespace'));
  const names = (list.data ?? [])
    .filter((namespace) => namespace.metadata.deletionTimestamp === undefined)
    .map((namespace) => namespace.metadata.name)
    .toSorted(compareNames);
  const project = search['project'];
  const ofProject =
    cluster === undefined || project === undefined
      ? undefined
      : namespaceOfProject({ ...DEFAULT_CLUSTER_NAMES, clusterName: cluster }, [DEFAULT_CLUSTER_NAMES.domain, project]);
  const meant = search['namespace'] ?? ofProject;
  return {
    ready: list.data !== undefined && cluster !== undefined,
    error: list.error,
    names,
    options: names.map((name) => ({ value: name, label: name })),
    clusterName: cluster ?? 'k8s',
    chosen: meant !== undefined && names.includes(meant) ? meant : 'default',
  };
}
