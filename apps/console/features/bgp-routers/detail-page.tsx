import './session/session.css';
import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { FileText, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { SessionsAnswer } from '../../../../server/contract/views/bgp.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { gatewayQuery, sessionQuery, sessionsQuery } from '../../data/bgp.ts';
import { historyQuery } from '../../data/object-views.ts';
import type { Told } from '../../data/reading.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { deleteEntry } from '../../domain-ui/objects/delete-entry.tsx';
import { HistoryList } from '../../domain-ui/objects/history-list.tsx';
import { ObjectSource } from '../../domain-ui/objects/object-source.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import type { Search } from '../../ui/search.ts';
import { Status } from '../../ui/status.tsx';
import { Tabs, type Tab } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, comparisonQuery, routerQuery, routerObject } from './api.ts';
import { RouterIcon } from './columns.tsx';
import { ConfigurationDrawer } from './form/configuration-drawer.tsx';
import { fromRecord, type StoredRouter } from './form/form-model.ts';
import { withoutKeys } from './form/form-request.ts';
import { ParametersTab } from './parameters-tab.tsx';
import { PeersTab } from './peers-tab.tsx';
import { RoutesTab } from './routes-tab.tsx';
import { routeCounts } from './session/families.ts';
import { SessionTab } from './session/session-tab.tsx';
import { otherEnd, sessionsOf, sessionsState } from './session/sessions-of.ts';
import { TunnelsTab } from './tunnels-tab.tsx';

/** Infrastructure > Cluster > Advanced > BGP Routers > a router. */
export const BgpRouterPage = page('bgpRouter', {
  needs: ({ name }) => ({ router: routerQuery(name) }),
  wants: () => ({ live: sessionsQuery }),
  object: { is: 'router', ...routerObject },
  Page: ({ params, search, router, live }) => (
    <RouterDetail name={params.name} search={search} object={router.data.object} live={live} />
  ),
});

function RouterDetail({
  name,
  search,
  object,
  live,
}: {
  name: string;
  search: Search;
  object: StoredRouter;
  live: UseQueryResult<Told<SessionsAnswer>>;
}) {
  const tab = search['tab'] ?? 'session';
  const { uuid } = object;
  const type = object.bgp_router_parameters?.router_type ?? 'control-node';
  const all = useQuery(allRoutersQuery);
  const comparison = useQuery(comparisonQuery(uuid));
  const gateway = useQuery(gatewayQuery(type === 'router' ? uuid : undefined));
  const listed = sessionsOf(uuid, live.data?.rows ?? []);
  const chosen = listed.find((row) => otherEnd(uuid, row).name === search['peer']) ?? listed[0];
  const detail = useQuery(sessionQuery(chosen?.local.uuid, chosen?.peer.uuid));
  const [writing, setWriting] = useState(false);
  const go = useGo();
  const deletion = useDeletion('bgp-router', ['router', 'routers'], () => go(pathTo('bgpRouters')));
  const shown = object.fq_name.at(-1) ?? name;
  useObjectName(shown);
  const mismatches = (comparison.data?.peerings ?? []).reduce((sum, peering) => sum + peering.mismatches, 0);
  // All parts of the page show a session from one response: the newer of the list's and its own.
  const newer =
    detail.data && (live.data === undefined || detail.data.clock.now >= live.data.clock.now)
      ? detail.data.row
      : undefined;
  const sessions = listed.map((row) =>
    row === chosen && newer !== undefined && newer.session.key === row.session.key ? newer : row,
  );
  const session = chosen && sessions[listed.indexOf(chosen)];
  const state = sessionsState(sessions);
  const counts = session && routeCounts(session.session);
  const place = (id: string) =>
    pathTo(
      'bgpRouter',
      { name },
      { ...(id === 'session' ? {} : { tab: id }), ...(search['peer'] === undefined ? {} : { peer: search['peer'] }) },
    );
  const tabs: (Tab | false | undefined)[] = [
    { id: 'session', label: session ? 'Session' : 'Peers', to: place('session') },
    session && { id: 'received', label: 'Received', count: counts?.received, to: place('received') },
    session && { id: 'sent', label: 'Sent', count: counts?.sent, to: place('sent') },
    gateway.data && { id: 'tunnels', label: 'Tunnels', count: gateway.data.tunnels.length, to: place('tunnels') },
    { id: 'parameters', label: 'Parameters', to: place('parameters') },
    { id: 'history', label: 'History', to: place('history') },
    { id: 'source', label: 'YAML', to: place('source') },
  ];
  return (
    <>
      <PageHeader
        lead={<RouterIcon type={type} />}
        title={shown}
        sub={<FqNameText value={object.fq_name.join(':')} />}
        state={
          <>
            {object.bgp_router_parameters?.admin_down === true ? (
              <Status shape="pause" tone="idle">
                Admin down
              </Status>
            ) : (
              state && <StateBadge state={state} strong />
            )}
            <Tag outlined>{type}</Tag>
            {mismatches > 0 && <Tag tone="warn">{mismatches === 1 ? '1 mismatch' : `${mismatches} mismatches`}</Tag>}
          </>
        }
        actions={
          <>
            {type === 'router' && (
              <Button
                icon={<FileText className="small" />}
                aria-expanded={writing}
                onClick={() => setWriting(!writing)}
              >
                Gateway configuration
              </Button>
            )}
            <ButtonLink icon={<Pencil className="small" />} to={pathTo('editBgpRouter', { name: shown })}>
              Edit
            </ButtonLink>
            <MoreMenu of={shown} entries={[deleteEntry(() => deletion.start([{ id: object.uuid, name: shown }]))]} />
          </>
        }
      />
      <Tabs
        label="Parts of the router"
        current={tab}
        tabs={tabs.filter((one): one is Tab => Boolean(one))}
        end={
          sessions.length > 1 &&
          session &&
          ['session', 'received', 'sent'].includes(tab) && (
            <Segments
              label="Session with"
              value={otherEnd(object.uuid, session).name}
              choices={sessions.map((row) => ({
                value: otherEnd(object.uuid, row).name,
                label: otherEnd(object.uuid, row).name,
              }))}
              onChange={(peer) => go(pathTo('bgpRouter', { name }, { ...(tab === 'session' ? {} : { tab }), peer }))}
            />
          )
        }
      />
      {live.error && !live.data && (
        <ErrorBanner className="t-banner" title="Could not read the sessions." onRetry={() => void live.refetch()}>
          {live.error.message}
        </ErrorBanner>
      )}
      {tab === 'history' ? (
        <RouterHistory uuid={object.uuid} name={shown} />
      ) : tab === 'source' ? (
        <ObjectSource name={shown} object={withoutKeys({ 'bgp-router': object })} />
      ) : tab === 'parameters' ? (
        <ParametersTab router={object} />
      ) : tab === 'tunnels' ? (
        <TunnelsTab uuid={object.uuid} name={shown} />
      ) : session === undefined ? (
        <PeersTab router={object} name={shown} type={type} all={all.data ?? []} beyond={live.data?.beyond ?? []} />
      ) : tab === 'received' || tab === 'sent' ? (
        <RoutesTab key={`${tab} ${session.session.key}`} row={session} direction={tab} />
      ) : (
        <SessionTab key={session.session.key} row={session} detail={detail} routers={all.data ?? []} />
      )}
      <DeleteDialog {...deletion.props} />
      <ConfigurationDrawer
        open={writing}
        onClose={() => setWriting(false)}
        form={fromRecord(object)}
        routers={all.data ?? []}
      />
    </>
  );
}

function RouterHistory({ uuid, name }: { uuid: string; name: string }) {
  const query = useInfiniteQuery(historyQuery('bgp-router', uuid));
  return (
    <div className="scroll">
      <HistoryList of={name} query={query} />
    </div>
  );
}
