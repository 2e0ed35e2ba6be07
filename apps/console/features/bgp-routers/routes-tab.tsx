import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SessionRow } from '../../../../server/contract/views/bgp.ts';
import { ROUTED_FAMILIES } from '../../../../server/model/bgp/nlri.ts';
import { sessionRoutesQuery } from '../../data/bgp.ts';
import { networkIdsQuery } from '../../data/network-ids.ts';
import { destinationsOf, pageOf } from '../../domain-ui/routes/bgp-destinations.ts';
import { bgpRouteColumns, PathsDetail } from '../../domain-ui/routes/bgp-routes.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

const COLUMNS = { received: bgpRouteColumns('received'), sent: bgpRouteColumns('sent') };
const FILTERS = [
  { id: 'family', label: 'Family', options: ROUTED_FAMILIES.map((family) => ({ value: family, label: family })) },
];

/** The routes received from the session's peer, or actually advertised to it. */
export function RoutesTab({ row, direction }: { row: SessionRow; direction: 'received' | 'sent' }) {
  const table = useTableState();
  const networks = useQuery(networkIdsQuery);
  const { state } = table;
  const search = useMemo(() => {
    const query = new URLSearchParams({ limit: '100' });
    if (state.q.trim() !== '') query.set('prefix', state.q.trim());
    if (state.filters['family'] !== undefined) query.set('family', state.filters['family']);
    if (state.after !== undefined) query.set('after', state.after);
    return query;
  }, [state]);
  const query = useQuery(sessionRoutesQuery(row.local.uuid ?? '', row.peer.uuid ?? '', direction, search));
  const { data } = query;
  const page = useMemo(() => data && pageOf(data, destinationsOf(data.rows)), [data]);
  const up = row.session.state === 'Established';
  return (
    <DataTable
      key={direction}
      id={`bgp-${direction}`}
      label={direction === 'received' ? `Routes received from ${row.peer.name}` : `Routes sent to ${row.peer.name}`}
      nouns={['route', 'routes']}
      columns={COLUMNS[direction]}
      query={{ ...query, data: page }}
      table={table}
      filters={FILTERS}
      filterPlaceholder="Prefix or address"
      expand={(path) => <PathsDetail destination={path} clock={data?.clock} networks={networks.data} />}
      empty={
        <EmptyState
          title={direction === 'received' ? `No routes from ${row.peer.name}` : `No routes sent to ${row.peer.name}`}
        >
          {!up
            ? `The session is ${row.state.word}. Routes are exchanged once it is Established.`
            : direction === 'received'
              ? `${row.peer.name} has sent none. What it advertises is decided there.`
              : `Nothing of the cluster is to be advertised yet, or ${row.peer.name} asks for none of its route ` +
                'targets. Associate a floating IP of a network whose route target it imports.'}
        </EmptyState>
      }
    />
  );
}
