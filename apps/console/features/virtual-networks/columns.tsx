import { Lock } from 'lucide-react';
import type { NetworkScope, VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { RouteTargetsCell } from '../../domain-ui/routes/route-target-chip.tsx';
import { VrfTag, type VrfBorder } from '../../domain-ui/routes/vrf-tag.tsx';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

export const scopeWords: Readonly<Record<NetworkScope, string>> = {
  shared: 'Shared',
  isolated: 'Isolated',
  external: 'External',
  system: 'System',
};

/** Solid: an ordinary network; dashed: shared by others; double: of an isolated namespace. */
export const borderOf = (scopes: readonly NetworkScope[]): VrfBorder =>
  scopes.includes('isolated') ? 'isolated' : scopes.includes('shared') ? 'shared' : 'own';

const Subnets = ({ row }: { row: VirtualNetworkRow }) => {
  const [first, ...more] = row.subnets;
  if (!first) return null;
  return (
    <span className="row tight">
      <PrefixText value={first.cidr} />
      {more.length > 0 && (
        <span className="tag line" title={more.map((subnet) => subnet.cidr).join('\n')}>
          +{more.length}
        </span>
      )}
    </span>
  );
};

const Pools = ({ row }: { row: VirtualNetworkRow }) => {
  const [first, ...more] = row.pools;
  if (!first) return null;
  return (
    <span className="row tight">
      <AppLink className="ellipsis" to={pathTo('floatingIpPool', { fqName: first.fqName })}>
        {first.name}
      </AppLink>
      {more.length > 0 && (
        <span className="tag line" title={more.map((pool) => pool.name).join('\n')}>
          +{more.length}
        </span>
      )}
    </span>
  );
};

/** Columns of Overlay > Virtual Networks. */
export const networkColumns: readonly TableColumn<VirtualNetworkRow>[] = [
  {
    id: 'name',
    header: 'Network',
    width: 278,
    sortable: true,
    text: (row) => row.name,
    cell: (row) => (
      <span className="name">
        <VrfTag fqName={row.fqName} border={borderOf(row.scopes)} />
        <AppLink className="ellipsis" title={row.fqName} to={pathTo('virtualNetwork', { fqName: row.fqName })}>
          {row.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 150,
    sortable: true,
    text: (row) => row.project,
    cell: (row) => (
      <span className="secondary" title={row.project}>
        {row.project}
      </span>
    ),
  },
  {
    id: 'subnets',
    header: 'Subnet',
    width: 144,
    sortable: true,
    text: (row) => row.subnets.map((subnet) => subnet.cidr).join(' '),
    cell: (row) => <Subnets row={row} />,
  },
  {
    id: 'routeTargets',
    header: 'Route targets',
    width: 160,
    sortable: true,
    text: (row) =>
      [
        ...row.routeTargets.both,
        ...row.routeTargets.import,
        ...row.routeTargets.export,
        ...(row.routeTargets.auto === undefined ? [] : [row.routeTargets.auto]),
      ].join(' '),
    cell: (row) => (
      <RouteTargetsCell
        auto={row.routeTargets.auto}
        both={row.routeTargets.both}
        imports={row.routeTargets.import}
        exports={row.routeTargets.export}
      />
    ),
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 68,
    numeric: true,
    sortable: true,
    priority: 2,
    text: (row) => String(row.ports),
    cell: (row) => <span className={row.ports === 0 ? 'zero' : undefined}>{row.ports}</span>,
  },
  {
    id: 'pools',
    header: 'Floating IP pool',
    width: 140,
    sortable: true,
    priority: 3,
    text: (row) => row.pools.map((pool) => pool.name).join(' '),
    cell: (row) => <Pools row={row} />,
  },
  {
    id: 'scopes',
    header: 'Scope',
    width: 92,
    sortable: true,
    priority: 3,
    text: (row) => row.scopes.map((scope) => scopeWords[scope]).join(' '),
    cell: (row) => (
      <span className="row tight secondary">
        {row.scopes.includes('isolated') && <Lock className="tiny" aria-hidden="true" />}
        {row.scopes.map((scope) => scopeWords[scope]).join(', ')}
      </span>
    ),
  },
  {
    id: 'policies',
    header: 'Network policies',
    width: 180,
    priority: 3,
    hidden: true,
    text: (row) => row.policies.map((policy) => policy.name).join(' '),
    cell: (row) => (
      <span className="secondary ellipsis" title={row.policies.map((policy) => policy.name).join('\n')}>
        {row.policies.map((policy) => policy.name).join(', ')}
      </span>
    ),
  },
  {
    id: 'lastModified',
    header: 'Last modified',
    width: 150,
    sortable: true,
    priority: 3,
    hidden: true,
    text: (row) => row.lastModified,
    cell: (row) => <span className="wire small secondary">{row.lastModified.slice(0, 19).replace('T', ' ')}</span>,
  },
  {
    id: 'state',
    header: 'State',
    sortable: true,
    text: (row) => row.state.word,
    cell: (row) => <StateBadge state={row.state} />,
  },
];
