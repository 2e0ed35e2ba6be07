import './session/session.css';
import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { sessionsQuery } from '../../data/bgp.ts';
import { together } from '../../data/reading.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useListState } from '../../data/use-list.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, knownHostsQuery, routersQuery } from './api.ts';
import { routerColumns, type LiveRouterRow } from './columns.tsx';
import { sessionsOf } from './session/sessions-of.ts';
import { SessionsBelow } from './session/sessions-table.tsx';

const noun = ['router', 'routers'] as const;
const filters = [
  {
    id: 'type',
    label: 'Router type',
    options: [
      { value: 'router', label: 'router' },
      { value: 'control-node', label: 'control-node' },
    ],
  },
  {
    id: 'state',
    label: 'State',
    options: [
      'Established',
      'OpenConfirm',
      'OpenSent',
      'Active',
      'Connect',
      'Idle',
      'Mismatch',
      'Admin down',
      'No peers',
    ].map((word) => ({ value: word, label: word })),
  },
];

/** Infrastructure > Cluster > Advanced > BGP Routers. */
export function BgpRoutersPage() {
  const list = useListState('bgp-routers', { sort: 'name', everywhere: true });
  const query = useQuery(
    together(
      { page: routersQuery(list.search), hosts: knownHostsQuery, live: sessionsQuery, all: allRoutersQuery },
      { keep: true },
    ),
  ); // rows, sessions and known hosts of one moment
  const { hosts, live, all } = query.data ?? {};
  const withSessions = useMemo(
    () =>
      (row: BgpRouterRow): LiveRouterRow => ({
        ...row,
        live: sessionsOf(row.id, live?.rows ?? []),
        clock: live?.clock,
      }),
    [live],
  );
  const page = useMemo(
    () => query.data && { ...query.data.page, rows: query.data.page.rows.map(withSessions) },
    [query.data, withSessions],
  );
  const go = useGo();
  const deletion = useDeletion('bgp-router', noun);
  const edit = (row: BgpRouterRow) => go(pathTo('editBgpRouter', { name: row.name }));
  const waiting = (hosts ?? []).filter(
    (host) => host.routerUuid === undefined && !(all ?? []).some((router) => router.address === host.address),
  );
  return (
    <ListPage
      title="BGP Routers"
      create={pathTo('createBgpRouter')}
      above={waiting.map((host) => (
        <Note
          key={host.address}
          tone="info"
          className="mx-6 mb-3"
          actions={<ButtonLink to={pathTo('createBgpRouter', {}, { host: host.name })}>Add {host.name}</ButtonLink>}
        >
          <b>
            {host.name} <span className="wire">{host.address}</span>
          </b>{' '}
          is a known host, not a BGP router yet.{host.note === undefined ? '' : ` ${host.note}`}
        </Note>
      ))}
      list={{
        ...list,
        query: { ...query, data: page },
        fetchAll: async () => (await list.fetchAll()).map(withSessions),
      }}
      deletion={deletion}
      label="BGP routers"
      nouns={noun}
      columns={routerColumns}
      filters={filters}
      filterPlaceholder="Filter by name, address, AS"
      onOpen={(row) => go(pathTo('bgpRouter', { name: row.name }))}
      verbs={(row) => [
        { id: 'edit', label: 'Edit', icon: <Pencil className="small" />, hotkey: 'e', run: () => edit(row) },
      ]}
      bulkVerbs={(rows) => (
        <Button
          icon={<Pencil className="small" />}
          blocked={rows.length === 1 ? undefined : 'Choose one router to edit.'}
          onClick={() => {
            if (rows[0]) edit(rows[0]);
          }}
        >
          Edit
        </Button>
      )}
      footNote={
        live &&
        `${live.rows.length} ${live.rows.length === 1 ? 'session' : 'sessions'}, ${live.established} Established`
      }
      below={
        <SessionsBelow
          answer={live}
          failure={live === undefined ? query.error : null}
          onRetry={() => void query.refetch()}
          routers={all ?? []}
        />
      }
      none={{
        what: 'BGP routers',
        actions: (
          <ButtonLink kind="primary" size="lg" to={pathTo('createBgpRouter')}>
            Create router
          </ButtonLink>
        ),
        text:
          'A BGP router is a speaker that the cluster knows: its own control nodes, and the gateways to which they ' +
          'advertise routes.',
      }}
    />
  );
}
