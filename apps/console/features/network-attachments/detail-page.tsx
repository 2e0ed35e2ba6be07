import { Plug } from 'lucide-react';
import type { NetworkAttachmentRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey, parseKubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { FqNameText, PrefixText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
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
  Page: ({ row, search }) => <NetworkAttachmentDetail row={row.data} tab={search['tab']} />,
});

function NetworkAttachmentDetail({ row, tab }: { row: NetworkAttachmentRow; tab: string | undefined }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/NetworkAttachmentDefinition', ['network attachment', 'network attachments'], () =>
    go(pathTo('networkAttachments')),
  );
  return (
    <DetailPage
      noun="network attachment"
      name={name}
      lead={<Plug />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      deletion={{ of: deletion, id: kubeKey(namespace, name) }}
      tab={tab}
      to={(search) => pathTo('networkAttachment', { namespace, name }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} /> }]}
      events={eventsQuery('kube/NetworkAttachmentDefinition', kubeKey(namespace, name))}
      history={historyQuery('kube/NetworkAttachmentDefinition', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('NetworkAttachmentDefinition', namespace, name) }}
    />
  );
}

function Overview({ row }: { row: NetworkAttachmentRow }) {
  return (
    <div className="p-6 grid gap-5 max-w-[900px]">
      <ConditionsList conditions={row.conditions} />
      <Box title="Resulting network">
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
                  <span className="min-w-0 whitespace-normal">
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
      </Box>
      <Box title="Definition">
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
      </Box>
    </div>
  );
}
