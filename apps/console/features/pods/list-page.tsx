import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery } from '../../data/kube-objects.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { podColumns } from './columns.tsx';

const noun = ['pod', 'pods'] as const;
const phases = ['Pending', 'Running', 'Succeeded', 'Failed'].map((value) => ({ value, label: value }));

/** Workloads > Pods. */
export function PodsPage() {
  const list = useList('pods', { sort: 'name' });
  const { options } = useNamespaces();
  const nodes = useQuery(kubeListQuery('Node')).data;
  const filters = useMemo(
    () => [
      { id: 'namespace', label: 'Namespace', options },
      { id: 'phase', label: 'Phase', options: phases },
      {
        id: 'node',
        label: 'Node',
        options: (nodes ?? []).map((node) => ({ value: node.metadata.name, label: node.metadata.name })),
      },
    ],
    [options, nodes],
  );
  const go = useGo();
  const deletion = useDeletion('kube/Pod', noun);
  return (
    <ListPage
      title="Pods"
      create={pathTo('createPod')}
      list={list}
      deletion={deletion}
      label="Pods"
      nouns={noun}
      columns={podColumns}
      filters={filters}
      filterPlaceholder="Filter by name, address, label"
      onOpen={(row) => go(pathTo('pod', { namespace: row.namespace, name: row.name }))}
      none={{
        what: 'pods',
        actions: (
          <>
            <ButtonLink kind="primary" size="lg" to={pathTo('createDeployment')}>
              Create deployment
            </ButtonLink>
            <ButtonLink size="lg" to={pathTo('createPod')}>
              Create pod
            </ButtonLink>
          </>
        ),
        text:
          "A pod runs on a compute node and has an interface in its namespace's pod network, and one in each network " +
          'that it asks for.',
      }}
    />
  );
}
