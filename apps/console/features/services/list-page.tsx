import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { serviceColumns } from './columns.tsx';

const noun = ['service', 'services'] as const;

/** Workloads > Services. */
export function ServicesPage() {
  const list = useList('services', { sort: 'name' });
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useDeletion('kube/Service', noun);
  return (
    <ListPage
      title="Services"
      create={pathTo('manifests')}
      list={list}
      deletion={deletion}
      label="Services"
      nouns={noun}
      columns={serviceColumns}
      filters={[{ id: 'namespace', label: 'Namespace', options }]}
      onOpen={(row) => go(pathTo('service', { namespace: row.namespace, name: row.name }))}
      none={{
        what: 'services',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('manifests')}>
            Apply a manifest
          </ButtonLink>
        ),
        text: 'A service is one address for many pods; of type LoadBalancer, it also gets a floating IP.',
      }}
    />
  );
}
