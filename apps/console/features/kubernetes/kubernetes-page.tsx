import { useQuery } from '@tanstack/react-query';
import { Lock, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { KubeManagerAnswer } from '../../../../server/contract/views/pools.ts';
import type { VirtualRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { historyQuery } from '../../data/object-views.ts';
import { poolFactsQuery } from '../../data/pool-facts.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText, FqNameText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Status } from '../../ui/status.tsx';
import { computeNodesQuery, kubeManagerQuery } from './api.ts';
import { EditGlobalPool } from './edit-pool.tsx';

/** Infrastructure > Cluster > Kubernetes: kube-manager's configuration, the global pool, the compute nodes. */
export const KubernetesPage = page('kubernetes', {
  needs: () => ({ manager: kubeManagerQuery }),
  what: "kube-manager's configuration",
  Page: ({ manager, search }) => <KubeManager manager={manager.data} tab={search['tab']} />,
});

function KubeManager({ manager, tab }: { manager: KubeManagerAnswer; tab: string | undefined }) {
  const facts = useQuery(poolFactsQuery);
  const [editing, setEditing] = useState(false);
  const stored = useQuery(kubeObjectQuery('ConfigMap', manager.configMap.namespace, manager.configMap.name));
  if (editing && facts.data && stored.data)
    return <EditGlobalPool read={stored.data} facts={facts.data} onClose={() => setEditing(false)} />;
  return (
    <DetailPage
      noun="cluster"
      name="Kubernetes"
      sub={<span className="wire">{manager.file}</span>}
      actions={
        <Button
          kind="primary"
          icon={<Pencil className="small" />}
          blocked={facts.data && stored.data ? undefined : 'The pools are still being read.'}
          onClick={() => setEditing(true)}
        >
          Edit global pool
        </Button>
      }
      tab={tab}
      to={(search) => pathTo('kubernetes', {}, search)}
      tabs={[
        {
          id: 'configuration',
          label: 'kube-manager',
          content: <Configuration manager={manager} onEdit={() => setEditing(true)} />,
        },
        { id: 'nodes', label: 'Compute nodes', content: <Nodes /> },
      ]}
      history={historyQuery('kube/ConfigMap', kubeKey(manager.configMap.namespace, manager.configMap.name))}
    />
  );
}

function Configuration({ manager, onEdit }: { manager: KubeManagerAnswer; onEdit: () => void }) {
  const sections = [...new Set(manager.lines.map((line) => line.section))];
  const file = sections
    .map(
      (section) =>
        `[${section}]\n${manager.lines
          .filter((line) => line.section === section)
          .map((line) => `${line.key}=${line.value}`)
          .join('\n')}`,
    )
    .join('\n\n');
  const { globalPool: pool } = manager;
  return (
    <>
      <PlainTable
        label="kube-manager configuration"
        columns={[
          {
            id: 'line',
            header: 'Line',
            width: 330,
            cell: (line) => (
              <span className="wire block ellipsis" title={`[${line.section}] ${line.key}=${line.value}`}>
                <i>{line.key}=</i>
                <b>{line.value}</b>
              </span>
            ),
          },
          {
            id: 'meaning',
            header: 'Meaning',
            cell: (line) => (
              <span className="secondary block ellipsis" title={line.meaning}>
                {line.meaning}
              </span>
            ),
          },
          {
            id: 'source',
            header: 'Source',
            width: 110,
            cell: (line) => (
              <span className="secondary">
                {line.source === 'default' ? 'Default' : line.source === 'option' ? 'Start option' : 'ConfigMap'}
              </span>
            ),
          },
          {
            id: 'change',
            header: 'Change',
            width: 150,
            cell: (line) =>
              line.editable ? (
                <button type="button" className="linkish" onClick={onEdit}>
                  Edit
                </button>
              ) : (
                <span className="row tight muted" title={line.locked}>
                  <Lock className="tiny" />
                  Read-only<span className="sr-only">: {line.locked}</span>
                </span>
              ),
          },
        ]}
        rows={manager.lines}
        rowKey={({ key }) => key}
        rowName={({ key }) => key}
        empty="No settings."
        least={760}
      />
      <div className="p-6 grid gap-5 lg:grid-cols-2 items-start max-w-[1180px]">
        <Box title="Global floating IP pool" note="the last scope that is looked at">
          <div className="p-4 grid grid-cols-1 gap-2">
            {pool === undefined ? (
              <p className="muted">None. Services whose namespace names no pool get no floating IP.</p>
            ) : (
              <>
                <div className="row">
                  {pool.pool?.fqName !== undefined && pool.problem === undefined ? (
                    <AppLink className="min-w-0" to={pathTo('floatingIpPool', { fqName: pool.pool.fqName })}>
                      <FqNameText value={pool.pool.fqName} />
                    </AppLink>
                  ) : (
                    <span className="min-w-0">
                      <FqNameText value={pool.wanted} />
                    </span>
                  )}
                  <span className="fill" />
                  {pool.problem === undefined ? (
                    <Status shape="disc" tone="ok">
                      Resolved
                    </Status>
                  ) : (
                    <Status shape="triangle" tone="warn">
                      Does not exist
                    </Status>
                  )}
                </div>
                {pool.problem !== undefined && <p className="secondary">{pool.problem}</p>}
              </>
            )}
          </div>
        </Box>
        <Box title="Configuration file" note={manager.file}>
          <div className="p-4">
            <CodeBox label="configuration file" text={file} />
          </div>
        </Box>
      </div>
    </>
  );
}

function Nodes() {
  const nodes = useQuery(computeNodesQuery);
  return (
    <ReadPart query={nodes} what="the compute nodes">
      {({ rows }) => <NodeTable nodes={rows} />}
    </ReadPart>
  );
}

const NODES: readonly PlainColumn<VirtualRouterRow>[] = [
  { id: 'name', header: 'Node', width: 240, cell: ({ name }) => <span className="medium">{name}</span> },
  {
    id: 'address',
    header: 'Address',
    width: 180,
    cell: ({ address }) => address !== undefined && <AddressText value={address} />,
  },
  {
    id: 'pods',
    header: 'Pods',
    width: 80,
    numeric: true,
    cell: ({ name, pods }) => (
      <AppLink to={pathTo('pods', {}, { filter: `node:${name}` })} aria-label={`Pods on ${name}: ${pods}`}>
        {pods}
      </AppLink>
    ),
  },
  { id: 'vrfs', header: 'VRFs', width: 80, numeric: true, cell: ({ vrfs }) => vrfs },
  { id: 'ready', header: 'State', cell: ({ ready }) => <StateBadge state={ready} /> },
];

function NodeTable({ nodes }: { nodes: readonly VirtualRouterRow[] }) {
  if (nodes.length === 0)
    return (
      <EmptyState
        title="No compute nodes"
        actions={
          <ButtonLink kind="primary" size="lg" to={pathTo('manifests')}>
            Apply a manifest
          </ButtonLink>
        }
      >
        Pods stay Pending until there is one. It takes two objects of one address or name: a manifest of kind Node whose
        condition Ready is True, and a virtual router, created with <code>POST /config/virtual-routers</code>.
      </EmptyState>
    );
  return (
    <PlainTable
      label="Compute nodes"
      columns={NODES}
      rows={nodes}
      rowKey={({ id }) => id}
      rowName={({ name }) => name}
      empty="No compute nodes."
      least={560}
    />
  );
}
