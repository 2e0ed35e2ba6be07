import './session/session.css';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { sessionsQuery } from '../../data/bgp.ts';
import { together } from '../../data/reading.ts';
import { allRowsOf } from '../../data/tables.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
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
  const table = useTableState({ defaultSort: { id: 'name', desc: false } });
  const search = useMemo(() => tableQuery(table.state), [table.state]);
  const query = useQuery(
    together(
      { page: routersQuery(search), hosts: knownHostsQuery, live: sessionsQuery, all: allRoutersQuery },
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
  const start = (rows: readonly BgpRouterRow[]) => deletion.start(rows.map((row) => ({ key: row.id, name: row.name })));
  const edit = (row: BgpRouterRow) => go(pathTo('editBgpRouter', { name: row.name }));
  const waiting = (hosts ?? []).filter(
    (host) => host.routerUuid === undefined && !(all ?? []).some((router) => router.address === host.address),
  );
  return (
    <>
      <PageHeader
        title="BGP Routers"
        actions={
          <>
            <RestButton
              forms={[
                { id: 'curl', label: 'curl', text: `curl '${location.origin}/config/bgp-routers?detail=true'` },
                {
                  id: 'view',
                  label: 'This list',
                  text: `curl '${location.origin}/views/tables/bgp-routers?${search}'`,
                },
              ]}
              note="The routers as the config API has them, and what this list reads."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createBgpRouter')}>
              Create
            </ButtonLink>
          </>
        }
      />
      {waiting.map((host) => (
        <Note
          key={host.address}
          tone="info"
          className="mx-6 mb-3"
          actions={<ButtonLink to={pathTo('createBgpRouter', {}, { host: host.name })}>Add {host.name}</ButtonLink>}
        >
          <b>
            {host.name} <span className="w">{host.address}</span>
          </b>{' '}
          is a known host, not a BGP router yet.{host.note === undefined ? '' : ` ${host.note}`}
        </Note>
      ))}
      <DataTable
        id="bgp-routers"
        label="BGP routers"
        nouns={noun}
        columns={routerColumns}
        query={{ ...query, data: page }}
        table={table}
        filters={filters}
        filterPlaceholder="Filter by name, address, AS"
        onOpen={(row) => go(pathTo('bgpRouter', { name: row.name }))}
        actions={(row) => [
          { id: 'edit', label: 'Edit', icon: <Pencil className="s" />, hotkey: 'e', run: () => edit(row) },
          { id: 'delete', label: 'Delete', icon: <Trash2 className="s" />, danger: true, run: () => start([row]) },
        ]}
        bulk={(rows) => {
          const [only] = rows;
          return (
            <>
              <Button
                icon={<Pencil className="s" />}
                blocked={rows.length === 1 ? undefined : 'Choose one router to edit.'}
                onClick={() => {
                  if (only) edit(only);
                }}
              >
                Edit
              </Button>
              <Button className="text-bad" icon={<Trash2 className="s" />} onClick={() => start(rows)}>
                Delete
              </Button>
            </>
          );
        }}
        fetchAll={async () => (await allRowsOf('bgp-routers', search)).map(withSessions)}
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
        empty={
          <EmptyState
            title="No BGP routers"
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('createBgpRouter')}>
                Create router
              </ButtonLink>
            }
          >
            A BGP router is a speaker that the cluster knows: its own control nodes, and the gateways to which they
            advertise routes.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
