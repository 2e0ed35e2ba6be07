import { useQuery } from '@tanstack/react-query';
import { Blocks, Pencil, Scaling } from 'lucide-react';
import { useState } from 'react';
import type { DeploymentRow, PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { KubeConditions } from '../../domain-ui/objects/kube-conditions.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText, PodName } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { deploymentRowQuery, podsOfQuery, deploymentObject } from './api.ts';
import { ScaleDialog, type ScaleTarget } from './scale-dialog.tsx';

/** Workloads > Deployments > a deployment, with its pods. */
export const DeploymentPage = page('deployment', {
  needs: ({ namespace, name }) => ({ row: deploymentRowQuery(namespace, name) }),
  object: { is: 'row', ...deploymentObject },
  Page: ({ row, search }) => <DeploymentDetail row={row.data} tab={search['tab']} />,
});

function DeploymentDetail({ row, tab }: { row: DeploymentRow; tab: string | undefined }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Deployment', ['deployment', 'deployments'], () => go(pathTo('deployments')));
  const [scaling, setScaling] = useState<ScaleTarget | undefined>(undefined);
  return (
    <>
      <DetailPage
        noun="deployment"
        name={name}
        lead={<Blocks />}
        state={<StateBadge state={row.state} />}
        sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
        actions={
          <>
            <Button icon={<Scaling className="small" />} onClick={() => setScaling(row)}>
              Scale
            </Button>
            <ButtonLink icon={<Pencil className="small" />} to={pathTo('editDeployment', { namespace, name })}>
              Edit
            </ButtonLink>
          </>
        }
        deletion={{ of: deletion, id: kubeKey(namespace, name) }}
        tab={tab}
        to={(search) => pathTo('deployment', { namespace, name }, search)}
        tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} /> }]}
        events={eventsQuery('kube/Deployment', kubeKey(namespace, name))}
        history={historyQuery('kube/Deployment', kubeKey(namespace, name))}
        source={{ as: 'YAML', query: kubeObjectQuery('Deployment', namespace, name) }}
      />
      <ScaleDialog target={scaling} onClose={() => setScaling(undefined)} />
    </>
  );
}

const PODS: readonly PlainColumn<PodRow>[] = [
  {
    id: 'name',
    header: 'Pod',
    cell: ({ namespace, name }) => (
      <span className="name">
        <AppLink to={pathTo('pod', { namespace, name })}>
          <PodName name={name} full />
        </AppLink>
      </span>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    width: 150,
    cell: ({ addresses: [first] }) => first && <AddressText value={first.ip} />,
  },
  { id: 'node', header: 'Node', width: 110, cell: ({ node }) => <span className="secondary">{node}</span> },
  {
    id: 'floatingIp',
    header: 'Floating IP',
    width: 130,
    cell: ({ addresses }) => {
      const fip = addresses.flatMap((each) => each.floatingIps)[0];
      return (
        fip && (
          <AppLink to={pathTo('floatingIp', { address: fip.address })}>
            <AddressText value={fip.address} />
          </AppLink>
        )
      );
    },
  },
  { id: 'state', header: 'State', width: 150, cell: ({ state }) => <StateBadge state={state} /> },
];

function Overview({ row }: { row: DeploymentRow }) {
  const pods = useQuery(podsOfQuery(row.namespace, row.name));
  const object = useQuery(kubeObjectQuery('Deployment', row.namespace, row.name));
  return (
    <div className="p-6 grid gap-5 max-w-[1180px]">
      <Box title="Deployment">
        <div className="p-4">
          <Facts
            facts={[
              { label: 'Ready', value: `${row.ready} of ${row.replicas}` },
              { label: 'Up to date', value: row.updated },
              { label: 'Images', value: <span className="wire">{row.images.join(', ')}</span> },
              { label: 'Age', value: <Age of={row.created} /> },
              {
                label: 'Selector',
                value: (
                  <span className="flex flex-wrap gap-1">
                    {Object.entries(object.data?.spec?.selector.matchLabels ?? {}).map(([key, value]) => (
                      <Tag key={key} wraps>
                        {key}={value}
                      </Tag>
                    ))}
                    {(object.data?.spec?.selector.matchExpressions ?? []).map((each) => (
                      <Tag key={each.key}>
                        {each.key} {each.operator} {(each.values ?? []).join(', ')}
                      </Tag>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        </div>
      </Box>
      <Box title="Pods" note={pods.data && `${pods.data.matched}`}>
        <PlainTable
          label={`Pods of ${row.name}`}
          columns={PODS}
          rows={pods.data?.rows}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          failure={pods.error}
          onRetry={() => void pods.refetch()}
          empty={row.replicas === 0 ? 'Scaled to 0: no pods are wanted.' : 'No pods yet.'}
          least={640}
        />
        {pods.data?.next !== undefined && (
          <p className="p-3 muted">
            The first {pods.data.rows.length} of {pods.data.matched}.{' '}
            <AppLink
              className="underline"
              to={pathTo('pods', {}, { q: row.name, filter: `namespace:${row.namespace}` })}
            >
              Show all
            </AppLink>
          </p>
        )}
      </Box>
      <KubeConditions of={row.name} conditions={object.data?.status?.conditions ?? []} />
    </div>
  );
}
