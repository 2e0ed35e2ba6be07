import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { RouteTargetsCell } from '../../domain-ui/routes/route-target-chip.tsx';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

/** The projects that a pool is shared with, in words. */
export const sharedText = (row: FloatingIpPoolRow): string =>
  row.sharedWithAll ? 'all projects' : row.sharedWith.map((project) => project.name).join(', ');

/** Columns of Floating IP > Pools. */
export const poolColumns: readonly TableColumn<FloatingIpPoolRow>[] = [
  {
    id: 'name',
    header: 'Pool',
    width: 164,
    sortable: true,
    text: (row) => row.name,
    cell: (row) => (
      <span className="name">
        <AppLink className="id ellipsis" title={row.fqName} to={pathTo('floatingIpPool', { fqName: row.fqName })}>
          {row.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'network',
    header: 'Network',
    width: 238,
    sortable: true,
    text: (row) => row.network.name,
    cell: (row) =>
      row.network.uuid === undefined ? (
        row.network.name
      ) : (
        <AppLink
          className="ellipsis"
          title={row.network.fqName}
          to={pathTo('virtualNetwork', { fqName: row.network.fqName ?? row.network.uuid })}
        >
          {row.network.name}
        </AppLink>
      ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 122,
    sortable: true,
    priority: 3,
    text: (row) => row.project,
    cell: (row) => <span className="secondary">{row.project}</span>,
  },
  {
    id: 'subnets',
    header: 'Subnet',
    width: 142,
    text: (row) => row.subnets.map((subnet) => subnet.cidr).join(' '),
    cell: (row) => (
      <span className="row tight">
        {row.subnets[0] && <PrefixText value={row.subnets[0].cidr} />}
        {row.subnets.length > 1 && (
          <span className="tag line" title={row.subnets.map((subnet) => subnet.cidr).join('\n')}>
            +{row.subnets.length - 1}
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'routeTargets',
    header: 'Route targets',
    width: 136,
    priority: 3,
    text: (row) => row.routeTargets.join(' '),
    cell: (row) => <RouteTargetsCell both={[]} imports={[]} exports={row.routeTargets} />,
  },
  {
    id: 'used',
    header: 'Used',
    width: 96,
    numeric: true,
    sortable: true,
    text: (row) => String(row.used),
    cell: (row) => (
      <span className={row.used === 0 ? 'zero' : undefined}>
        {row.used} <span className="muted">of {row.capacity}</span>
      </span>
    ),
  },
  {
    id: 'sharedWith',
    header: 'Shared with',
    width: 146,
    text: sharedText,
    cell: (row) => (
      <span className="secondary ellipsis" title={sharedText(row)}>
        {sharedText(row)}
      </span>
    ),
  },
  {
    id: 'wantedBy',
    header: 'Wanted by',
    width: 120,
    hidden: true,
    priority: 3,
    text: (row) => row.wantedBy.join(' '),
    cell: (row) => (
      <span className="secondary ellipsis" title={row.wantedBy.join(', ')}>
        {row.wantedBy.join(', ')}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    sortable: true,
    text: (row) => row.state.word,
    cell: (row) => <StateBadge state={row.state} />,
  },
];
