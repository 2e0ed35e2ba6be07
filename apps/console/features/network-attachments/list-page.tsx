import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { attachmentColumns } from './columns.tsx';

const noun = ['network attachment', 'network attachments'] as const;

/** Workloads > Network Attachments. */
export function NetworkAttachmentsPage() {
  const list = useList('network-attachments', { sort: 'name' });
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useDeletion('kube/NetworkAttachmentDefinition', noun);
  return (
    <ListPage
      title="Network Attachments"
      create={pathTo('createNetworkAttachment')}
      list={list}
      deletion={deletion}
      label="Network attachments"
      nouns={noun}
      columns={attachmentColumns}
      filters={[{ id: 'namespace', label: 'Namespace', options }]}
      filterPlaceholder="Filter by name, CIDR, network"
      onOpen={(row) => go(pathTo('networkAttachment', { namespace: row.namespace, name: row.name }))}
      none={{
        what: 'network attachments',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createNetworkAttachment')}>
            Create network attachment
          </ButtonLink>
        ),
        text:
          'With a network attachment Kubernetes asks for a virtual network: by a CIDR for a new one, or by the name ' +
          'of one that exists. Pods are attached to it by an annotation.',
      }}
    />
  );
}
