import { Milestone } from 'lucide-react';
import type { RouteTableRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

type Route = RouteTableRow['routes'][number];

/** `10.1.0.0/16 to 10.0.0.9`. */
const routeText = ({ prefix, nextHop }: Route): string => (nextHop === '' ? prefix : `${prefix} to ${nextHop}`);

export function NetworkLink({ network }: { network: RouteTableRow['networks'][number] }) {
  return (
    <AppLink
      className="ellipsis"
      title={network.fqName}
      to={pathTo('virtualNetwork', { fqName: network.fqName ?? network.uuid })}
    >
      {network.name}
    </AppLink>
  );
}

export const routeTableColumns: readonly TableColumn<RouteTableRow>[] = [
  {
    id: 'name',
    header: 'Route table',
    width: 230,
    sortable: true,
    text: (row) => row.name,
    cell: (row) => (
      <span className="name">
        <Milestone />
        <AppLink className="ellipsis" title={row.fqName} to={pathTo('routeTable', { fqName: row.fqName })}>
          {row.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 170,
    sortable: true,
    priority: 3,
    text: (row) => row.project,
    cell: (row) => <span className="secondary ellipsis">{row.project}</span>,
  },
  {
    id: 'routes',
    header: 'Routes',
    width: 400,
    sortable: true,
    text: (row) => row.routes.map(routeText).join('\n'),
    cell: ({ routes: [first, ...others] }) =>
      first === undefined ? (
        <span className="muted">none</span>
      ) : (
        <span className="row tight">
          <PrefixText value={first.prefix} />
          {first.nextHop !== '' && (
            <span className="ellipsis" title={first.nextHop}>
              <span className="muted">to</span> <span className="wire">{first.nextHop}</span>
            </span>
          )}
          {others.length > 0 && (
            <span className="tag line" title={[first, ...others].map(routeText).join('\n')}>
              +{others.length}
            </span>
          )}
        </span>
      ),
  },
  {
    id: 'networks',
    header: 'Networks',
    sortable: true,
    text: (row) => row.networks.map(({ name }) => name).join(' '),
    cell: ({ networks: [first, ...others] }) =>
      first === undefined ? (
        <span className="muted">none</span>
      ) : (
        <span className="row tight">
          <NetworkLink network={first} />
          {others.length > 0 && (
            <span className="tag line" title={[first, ...others].map(({ name }) => name).join('\n')}>
              +{others.length}
            </span>
          )}
        </span>
      ),
  },
];
