import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Pencil, Trash2 } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { ConditionsList } from '../../domain-ui/conditions-list.tsx';
import { DeleteDialog } from '../../domain-ui/delete-dialog.tsx';
import { HistoryList } from '../../domain-ui/history-list.tsx';
import { ObjectSource } from '../../domain-ui/object-source.tsx';
import { AddressText, FqNameText } from '../../domain-ui/wire.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, comparisonQuery, routerQuery } from './api.ts';
import { BothEnds } from './both-ends.tsx';
import { RouterIcon } from './columns.tsx';
import { dotted, type StoredRouter } from './form-model.ts';
import { withoutKeys } from './form-request.ts';

/** Infrastructure > Cluster > Advanced > BGP Routers > a router. */
export function BgpRouterPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string };
  const tab = (useSearch({ strict: false }) as Record<string, string>)['tab'] ?? 'peers';
  const router = useQuery(routerQuery(name));
  const all = useQuery(allRoutersQuery);
  const uuid = router.data?.object.uuid;
  const comparison = useQuery(comparisonQuery(uuid));
  const go = useGo();
  const deletion = useDeletion('bgp-router', ['router', 'routers'], () => go(pathTo('bgpRouters')));
  useObjectName(router.data?.object.fq_name.at(-1));
  if (router.error && !router.data) return <ErrorBanner className="m-6" title={`Could not read BGP router ${name}.`} onRetry={() => void router.refetch()}>{router.error.message}</ErrorBanner>;
  if (!router.data) return <PageSkeleton waitingFor={`BGP router ${name}`} />;
  const { object } = router.data;
  const shown = object.fq_name.at(-1) ?? name;
  const p = object.bgp_router_parameters ?? {};
  const type = p.router_type ?? 'control-node';
  const peerings = comparison.data?.peerings ?? [];
  const mismatches = peerings.reduce((sum, peering) => sum + peering.mismatches, 0);
  const row = all.data?.find((one) => one.id === object.uuid);
  const told = new Set(peerings.flatMap((peering) => peering.rows.map((one) => one.finding)));
  const conditions = (row?.conditions ?? []).filter((condition) => !told.has(condition.message)); // the table below says those
  const place = (id: string) => pathTo('bgpRouter', { name }, id === 'peers' ? {} : { tab: id });
  return (
    <>
      <PageHeader
        lead={<RouterIcon type={type} />} title={shown} sub={<FqNameText value={object.fq_name.join(':')} />}
        state={<>
          <Tag outlined>{type}</Tag>
          {p.admin_down === true && <Status shape="pause" tone="idle">Admin down</Status>}
          {mismatches > 0 && <Tag tone="warn">{mismatches === 1 ? '1 mismatch' : `${mismatches} mismatches`}</Tag>}
        </>}
        actions={<>
          <ButtonLink icon={<Pencil className="s" />} to={pathTo('editBgpRouter', { name: shown })}>Edit</ButtonLink>
          <MoreMenu of={shown} entries={[{ id: 'delete', label: 'Delete', icon: <Trash2 className="s" />, danger: true, run: () => deletion.start([{ key: object.uuid, name: shown }]) }]} />
        </>}
      />
      <Tabs label="Parts of the router" current={tab} tabs={[{ id: 'peers', label: 'Associated Peers', count: peerings.length, to: place('peers') }, { id: 'parameters', label: 'Parameters', to: place('parameters') }, { id: 'history', label: 'History', to: place('history') }, { id: 'source', label: 'YAML', to: place('source') }]} />
      {tab === 'history' ? <RouterHistory uuid={object.uuid} name={shown} />
        : tab === 'source' ? <ObjectSource name={shown} object={withoutKeys({ 'bgp-router': object })} />
        : tab === 'parameters' ? <Parameters router={object} />
        : (
          <div className="scroll"><div className="grid gap-6 py-5">
            {conditions.length > 0 && <div className="px-6"><ConditionsList conditions={conditions} /></div>}
            {comparison.error && !comparison.data && <ErrorBanner className="mx-6" title="Could not read the peerings." onRetry={() => void comparison.refetch()}>{comparison.error.message}</ErrorBanner>}
            {comparison.data && peerings.length === 0 && (
              <EmptyState title={`${shown} has no peers`} actions={<ButtonLink kind="primary" size="lg" to={pathTo('editBgpRouter', { name: shown }, {}, 'peers')}>Associate peers</ButtonLink>}>
                {type === 'router' ? 'Associate the control nodes that are to advertise routes to it.' : 'Routes leave the cluster only to routers that are associated with this control node.'}
              </EmptyState>
            )}
            {peerings.map((peering) => {
              const other = all.data?.find((one) => one.id === peering.peer.uuid);
              return (
                <section key={peering.peer.uuid ?? peering.peer.name} aria-label={`Peering with ${peering.peer.name}`}>
                  <div className="row px-6 pb-2">
                    <h2 className="text-section font-semibold">Both ends</h2>
                    <span className="mute t12">as configured on each side; the peering is stored on {peering.storedOn === 'local' ? shown : peering.storedOn === 'peer' ? peering.peer.name : 'both'}</span>
                  </div>
                  <BothEnds local={{ name: shown, type, address: p.address }} peer={{ name: peering.peer.name, type: other?.type ?? 'router', address: other?.address }} peering={peering} />
                </section>
              );
            })}
          </div></div>
        )}
      <DeleteDialog {...deletion.props} />
    </>
  );
}

function Parameters({ router }: { router: StoredRouter }) {
  const p = router.bgp_router_parameters ?? {};
  return (
    <div className="scroll"><div className="p-6 max-w-[720px]">
      <Facts facts={[
        { label: 'IP address', value: p.address !== undefined && <AddressText value={p.address} /> }, { label: 'Router ID', value: p.identifier !== undefined && <AddressText value={p.identifier} /> },
        { label: 'AS', value: <span className="w">{p.autonomous_system}{p.vendor === 'contrail' && <span className="mute"> global ASN</span>}</span> },
        { label: 'Local ASN', value: p.local_autonomous_system ?? undefined }, { label: 'Vendor', value: p.vendor },
        { label: 'BGP port', value: <span className="w">{p.port ?? 179}</span> }, { label: 'Hold time', value: <span className="w">{p.hold_time === undefined || p.hold_time === 0 ? '90 s default' : `${p.hold_time} s`}</span> },
        { label: 'Families', value: <span className="flex flex-wrap gap-1">{(p.address_families?.family ?? []).map((family) => <Tag key={family}>{family}</Tag>)}</span> },
        { label: 'Authentication', value: p.auth_data ? 'MD5, key set' : 'None' },
        p.cluster_id !== undefined && p.cluster_id !== null && { label: 'Cluster ID', value: <span className="w">{dotted(p.cluster_id)}</span> },
        { label: 'UUID', value: <span className="w">{router.uuid}</span> },
      ]} />
    </div></div>
  );
}

function RouterHistory({ uuid, name }: { uuid: string; name: string }) {
  const query = useInfiniteQuery(historyQuery('bgp-router', uuid));
  return <div className="scroll"><HistoryList of={name} query={query} /></div>;
}
