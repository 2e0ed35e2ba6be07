import { Pencil } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { policyColumns } from './columns.tsx';

const noun = ['network policy', 'network policies'] as const;
const DIRECTIONS = ['Ingress', 'Egress'].map((value) => ({ value, label: value }));

/** Security > Kubernetes Network Policies. */
export function KubernetesNetworkPoliciesPage() {
  const list = useList('kubernetes-network-policies', { sort: 'name' });
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useDeletion('kube/NetworkPolicy', noun);
  return (
    <ListPage
      title="Kubernetes Network Policies"
      create={pathTo('createKubernetesNetworkPolicy')}
      list={list}
      deletion={deletion}
      label="Network policies"
      nouns={noun}
      columns={policyColumns}
      filters={[
        { id: 'namespace', label: 'Namespace', options },
        { id: 'isolates', label: 'Isolates', options: DIRECTIONS },
      ]}
      filterPlaceholder="Filter by name, namespace, label"
      onOpen={({ namespace, name }) => go(pathTo('kubernetesNetworkPolicy', { namespace, name }))}
      verbs={({ namespace, name }) => [
        {
          id: 'edit',
          label: 'Edit',
          icon: <Pencil className="small" />,
          hotkey: 'e',
          run: () => go(pathTo('editKubernetesNetworkPolicy', { namespace, name })),
        },
      ]}
      none={{
        what: 'network policies',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createKubernetesNetworkPolicy')}>
            Create network policy
          </ButtonLink>
        ),
        text:
          'Without a network policy every pod may be reached by all that has a route to it. A policy isolates the ' +
          'pods that it selects: then only what a rule lets pass reaches them, or leaves them.',
      }}
    />
  );
}
