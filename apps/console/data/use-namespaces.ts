import { useQuery } from '@tanstack/react-query';
import { DEFAULT_CLUSTER_NAMES, namespaceOfProject } from '../../../server/engine/naming/kube-names.ts';
import { compareNames } from '../../../server/model/natural-order.ts';
import { useSearchText, type Search } from '../ui/search.ts';
import { kubeListQuery, type ReadKube } from './kube-objects.ts';
import { summaryQuery } from './summary.ts';

/** The data for a choice of namespaces. */
export const namespaceNeeds = { summary: summaryQuery, list: kubeListQuery('Namespace') };

/**
 * The selectable namespaces, and the one that the address selects: `?namespace=`, else the namespace of the selected
 * project, else `default`.
 */
export function namespaceChoice(
  { cluster }: { readonly cluster: { readonly name: string } },
  list: readonly ReadKube<'Namespace'>[],
  search: Search,
) {
  const names = list
    .filter((namespace) => namespace.metadata.deletionTimestamp === undefined)
    .map((namespace) => namespace.metadata.name)
    .toSorted(compareNames);
  const project = search['project'];
  const meant =
    search['namespace'] ??
    (project === undefined
      ? undefined
      : namespaceOfProject({ ...DEFAULT_CLUSTER_NAMES, clusterName: cluster.name }, [
          DEFAULT_CLUSTER_NAMES.domain,
          project,
        ]));
  return {
    names,
    options: names.map((name) => ({ value: name, label: name })),
    clusterName: cluster.name,
    chosen: meant !== undefined && names.includes(meant) ? meant : 'default',
  };
}

/** The same for a page that is rendered before they are loaded. */
export function useNamespaces() {
  const search = useSearchText();
  const summary = useQuery(namespaceNeeds.summary).data;
  const list = useQuery(namespaceNeeds.list).data;
  return namespaceChoice(summary ?? { cluster: { name: 'k8s' } }, list ?? [], search);
}
