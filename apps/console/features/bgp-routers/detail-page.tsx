import './session/session.css';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { FileText, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { SessionsAnswer } from '../../../../server/contract/views/bgp.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { gatewayQuery, sessionQuery, sessionsQuery } from '../../data/bgp.ts';
import { historyQuery } from '../../data/object-views.ts';
import type { Told } from '../../data/reading.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import type { Search } from '../../ui/search.ts';
import { Status } from '../../ui/status.tsx';
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
  const tab = search['tab'];
  const { peer } = search;
  const { uuid } = object;
  const type = object.bgp_router_parameters?.router_type ?? 'control-node';
  const all = useQuery(allRoutersQuery);
  const comparison = useQuery(comparisonQuery(uuid));
  const gateway = useQuery(gatewayQuery(type === 'router' ? uuid : undefined));
  const listed = sessionsOf(uuid, live.data?.rows ?? []);
  const chosen = listed.find((row) => otherEnd(uuid, row).name === peer) ?? listed[0];
  const detail = useQuery(sessionQuery(chosen?.local.uuid, chosen?.peer.uuid));
  const [writing, setWriting] = useState(false);
  const go = useGo();
  const deletion = useDeletion('bgp-router', ['router', 'routers'], () => go(pathTo('bgpRouters')));
  const shown = object.fq_name.at(-1) ?? name;
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
  return (
    <>
      <DetailPage
        noun="router"
        name={shown}
        lead={<RouterIcon type={type} />}
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
          </>
        }
        deletion={{ of: deletion, id: uuid }}
        tab={tab}
        to={(place) => pathTo('bgpRouter', { name }, { ...place, ...(peer === undefined ? {} : { peer }) })}
        tabs={[
          session
            ? {
                id: 'session',
                label: 'Session',
                still: true,
                content: (
                  <SessionTab key={session.session.key} row={session} detail={detail} routers={all.data ?? []} />
                ),
              }
            : {
                id: 'session',
                label: 'Peers',
                still: true,
                content: (
                  <PeersTab
                    router={object}
                    name={shown}
                    type={type}
                    all={all.data ?? []}
                    beyond={live.data?.beyond ?? []}
                  />
                ),
              },
          ...(session
            ? (['received', 'sent'] as const).map((direction) => ({
                id: direction,
                label: direction === 'received' ? 'Received' : 'Sent',
                count: counts?.[direction],
                still: true,
                content: <RoutesTab key={`${direction} ${session.session.key}`} row={session} direction={direction} />,
              }))
            : []),
          gateway.data && {
            id: 'tunnels',
            label: 'Tunnels',
            count: gateway.data.tunnels.length,
            still: true,
            content: <TunnelsTab uuid={uuid} name={shown} />,
          },
          { id: 'parameters', label: 'Parameters', content: <ParametersTab router={object} /> },
        ]}
        history={historyQuery('bgp-router', uuid)}
        source={{ as: 'JSON', object: withoutKeys({ 'bgp-router': object }) }}
        end={
          sessions.length > 1 &&
          session &&
          ['session', 'received', 'sent'].includes(tab ?? 'session') && (
            <Segments
              label="Session with"
              value={otherEnd(uuid, session).name}
              choices={sessions.map((row) => ({
                value: otherEnd(uuid, row).name,
                label: otherEnd(uuid, row).name,
              }))}
              onChange={(chosenPeer) =>
                go(pathTo('bgpRouter', { name }, { ...(tab === undefined ? {} : { tab }), peer: chosenPeer }))
              }
            />
          )
        }
        above={
          live.error &&
          !live.data && (
            <ErrorBanner className="t-banner" title="Could not read the sessions." onRetry={() => void live.refetch()}>
              {live.error.message}
            </ErrorBanner>
          )
        }
      />
      <ConfigurationDrawer
        open={writing}
        onClose={() => setWriting(false)}
        form={fromRecord(object)}
        routers={all.data ?? []}
      />
    </>
  );
}
