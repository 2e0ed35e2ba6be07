import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ROUTED_FAMILIES } from '../../../../server/model/bgp/nlri.ts';
import { controlNodeRoutesQuery } from '../../data/bgp.ts';
import { networkIdsQuery } from '../../data/network-ids.ts';
import { destinationsOf, pageOf, shortTable } from '../../domain-ui/routes/bgp-destinations.ts';
import { bgpRouteColumns, PathsDetail } from '../../domain-ui/routes/bgp-routes.tsx';
import { countText } from '../../domain-ui/times/duration-text.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { routesSearch } from './routes-search.ts';

const COLUMNS = bgpRouteColumns('table');

/** All routes of the control node, with the reason why each path won or lost. */
export function RoutesTab({ id, name }: { id: string; name: string }) {
  const table = useTableState();
  const networks = useQuery(networkIdsQuery);
  const search = useMemo(() => routesSearch(table.state), [table.state]);
  const query = useQuery(controlNodeRoutesQuery(id, search));
  const { data } = query;
  const page = useMemo(() => data && pageOf(data, destinationsOf(data.rows)), [data]);
  const filters = useMemo(
    () => [
      {
        id: 'table',
        label: 'Table',
        options: (data?.tables ?? []).map((each) => ({
          value: each.name,
          label: `${shortTable(each.name)}, ${countText(each.destinations)}`,
        })),
      },
      {
        id: 'family',
        label: 'Family',
        options: ROUTED_FAMILIES.map((family) => ({ value: family as string, label: family as string })),
      },
      {
        id: 'protocol',
        label: 'Protocol',
        options: ['BGP', 'XMPP', 'Local'].map((protocol) => ({ value: protocol, label: protocol })),
      },
      { id: 'peer', label: 'Peer', options: (data?.peers ?? []).map((peer) => ({ value: peer, label: peer })) },
    ],
    [data],
  );
  return (
    <DataTable
      id="control-node-routes"
      label={`Routes of ${name}`}
      nouns={['route', 'routes']}
      columns={COLUMNS}
      query={{ ...query, data: page }}
      table={table}
      filters={filters}
      filterPlaceholder="Prefix or address"
      expand={(destination) => <PathsDetail destination={destination} clock={data?.clock} networks={networks.data} />}
      footNote={
        data &&
        `${countText(data.total)} destinations in ${data.tables.length} ` +
          `${data.tables.length === 1 ? 'table' : 'tables'}`
      }
      empty={
        <EmptyState title={`No routes on ${name}`}>
          A route appears when a pod or a floating IP has an address, or when a peer sends one.
        </EmptyState>
      }
    />
  );
}
