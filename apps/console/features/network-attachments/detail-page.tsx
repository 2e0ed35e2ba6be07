import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import type { NetworkAttachmentRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey, parseKubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { deleteEntry } from '../../domain-ui/objects/delete-entry.tsx';
import { HistoryList } from '../../domain-ui/objects/history-list.tsx';
import { ObjectSource } from '../../domain-ui/objects/object-source.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { FqNameText, PrefixText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useGo } from '../../ui/use-go.ts';
import { attachmentRowQuery } from './api.ts';
import { Network } from './columns.tsx';

/** Workloads > Network Attachments > a definition, and the virtual network that it creates or names. */
export const NetworkAttachmentPage = page('networkAttachment', {
  needs: ({ namespace, name }) => ({ row: attachmentRowQuery(namespace, name) }),
  object: {
    is: 'row',
    kind: 'kube/NetworkAttachmentDefinition',
    noun: 'network attachment',
    name: ({ namespace, name }) => `${namespace}/${name}`,
    all: { to: pathTo('networkAttachments'), label: 'Network Attachments' },
  },
  Page: ({ row, search }) => <NetworkAttachmentDetail row={row.data} tab={search['tab'] ?? 'overview'} />,
});

function NetworkAttachmentDetail({ row, tab }: { row: NetworkAttachmentRow; tab: string }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/NetworkAttachmentDefinition', ['network attachment', 'network attachments'], () =>
    go(pathTo('networkAttachments')),
  );
  useObjectName(name);
  const place = (id: string) => pathTo('networkAttachment', { namespace, name }, id === 'overview' ? {} : { tab: id });
  return (
    <>
      <PageHeader
        lead={<Plug />}
        title={name}
        state={<StateBadge state={row.state} />}
        sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
        actions={
          <MoreMenu of={name} entries={[deleteEntry(() => deletion.start([{ id: kubeKey(namespace, name), name }]))]} />
        }
      />
      <Tabs
        label="Parts of the network attachment"
        current={tab}
        tabs={[
          { id: 'overview', label: 'Overview', to: place('overview') },
          { id: 'history', label: 'History', to: place('history') },
          { id: 'source', label: 'YAML', to: place('source') },
        ]}
      />
      {tab === 'history' ? (
        <AttachmentHistory namespace={namespace} name={name} />
      ) : tab === 'source' ? (
        <Source namespace={namespace} name={name} />
      ) : (
        <Overview row={row} />
      )}
      <DeleteDialog {...deletion.props} />
    </>
  );
}

function Overview({ row }: { row: NetworkAttachmentRow }) {
  return (
    <div className="scroll">
      <div className="p-6 grid gap-5 max-w-[900px]">
        <ConditionsList conditions={row.conditions} />
        <section className="box" aria-label="Resulting network">
          <div className="box-h">
            <h2>Resulting network</h2>
          </div>
          <div className="p-4">
            <Facts
              facts={[
                { label: 'Network', value: row.network ? <Network network={row.network} /> : 'None' },
                {
                  label: 'Full name',
                  value: row.network?.fqName !== undefined && <FqNameText value={row.network.fqName} />,
                },
                { label: 'CIDR', value: row.cidr !== undefined && <PrefixText value={row.cidr} /> },
                { label: 'Ports', value: row.pods },
                {
                  label: 'State',
                  value: (
                    <span className="min-w-0" style={{ whiteSpace: 'normal' }}>
                      <StateBadge state={row.state} />
                      {row.state.reason !== undefined && (
                        <span className="secondary type-12 block" aria-hidden="true">
                          {row.state.reason}
                        </span>
                      )}
                    </span>
                  ),
                },
                {
                  label: 'Routes',
                  value: row.network?.uuid !== undefined && row.network.fqName !== undefined && (
                    <AppLink to={pathTo('vrf', { fqName: row.network.fqName })}>VRF Explorer</AppLink>
                  ),
                },
              ]}
            />
          </div>
        </section>
        <section className="box" aria-label="Definition">
          <div className="box-h">
            <h2>Definition</h2>
          </div>
          <div className="p-4 grid gap-4">
            <Facts
              facts={[
                {
                  label: 'Namespace',
                  value: <AppLink to={pathTo('namespace', { name: row.namespace })}>{row.namespace}</AppLink>,
                },
                { label: 'Age', value: <Age of={row.created} /> },
                ...Object.entries(row.annotations).map(([key, value]) => ({
                  label: parseKubeKey(key).name,
                  value: (
                    <span className="wire ellipsis" title={`${key}: ${value}`}>
                      {value}
                    </span>
                  ),
                })),
              ]}
            />
            <div className="grid gap-1.5">
              <span className="muted">A pod is attached to it with</span>
              <CodeBox
                label="pod annotation"
                text={`metadata:\n  annotations:\n    k8s.v1.cni.cncf.io/networks: ${row.namespace}/${row.name}`}
              />
            </div>
          </div>
        </section>
      </div>
    </div>
  );
}

function AttachmentHistory({ namespace, name }: { namespace: string; name: string }) {
  const query = useInfiniteQuery(historyQuery('kube/NetworkAttachmentDefinition', `${namespace}/${name}`));
  return (
    <div className="scroll">
      <HistoryList of={name} query={query} />
    </div>
  );
}

function Source({ namespace, name }: { namespace: string; name: string }) {
  const object = useQuery(kubeObjectQuery('NetworkAttachmentDefinition', namespace, name));
  return (
    <ReadPart query={object} what={`network attachment ${name}`}>
      {(read) => <ObjectSource name={name} object={read} />}
    </ReadPart>
  );
}
