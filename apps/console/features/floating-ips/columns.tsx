import { Plus } from 'lucide-react';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { PodName } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { labelOf } from './use-association.ts';

export const directionWords = { both: 'Both', ingress: 'Ingress', egress: 'Egress' } as const;

/** The pod or port of an address, and the number of others. */
export function AssociatedWith({ row, onAssociate }: { row: FloatingIpRow; onAssociate?: () => void }) {
  const [first, ...more] = row.ports;
  if (!first)
    return onAssociate ? (
      <button
        type="button"
        className="linkish row tight"
        aria-label={`Associate port with ${labelOf(row)}`}
        onClick={onAssociate}
      >
        <Plus className="tiny" />
        Associate port
      </button>
    ) : null;
  const to = first.pod && pathToObject({ kind: 'kube/Pod', key: first.pod.key, label: first.pod.name });
  return (
    <span className="row tight">
      {to === undefined ? (
        <span className="ellipsis" title={first.name}>
          {portName(first)}
        </span>
      ) : (
        <AppLink className="ellipsis" title={`${first.pod!.namespace ?? ''}/${first.pod!.name}`} to={to}>
          <PodName name={first.pod!.name} full={first.pod!.name.length <= 27} titled={false} />
        </AppLink>
      )}
      {more.length > 0 && (
        <span className="tag line" title={more.map(portName).join('\n')}>
          +{more.length}
        </span>
      )}
    </span>
  );
}

/** Columns of Floating IP > All Floating IPs. */
export const addressColumns = (associate: (row: FloatingIpRow) => void): readonly TableColumn<FloatingIpRow>[] => [
  {
    id: 'address',
    header: 'Floating IP',
    width: 130,
    sortable: true,
    text: labelOf,
    cell: (row) => (
      <span className="name">
        <AppLink className="id wire" to={pathTo('floatingIp', { address: labelOf(row) })}>
          {labelOf(row)}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'pod',
    header: 'Associated with',
    width: 212,
    sortable: true,
    text: (row) => row.ports.map((port) => port.pod?.key ?? port.name).join(' '),
    cell: (row) => <AssociatedWith row={row} onAssociate={() => associate(row)} />,
  },
  {
    id: 'fixedIp',
    header: 'Fixed IP',
    width: 136,
    sortable: true,
    text: (row) => row.fixedIp ?? '',
    cell: (row) => <span className="wire">{row.ports.length === 0 ? '' : row.fixedIp}</span>,
  },
  {
    id: 'node',
    header: 'Compute node',
    width: 120,
    sortable: true,
    priority: 3,
    text: (row) => row.node ?? '',
    cell: (row) => (
      <span className="secondary">
        {row.ports.length > 1 ? `${new Set(row.ports.map((port) => port.node)).size} nodes` : row.node}
      </span>
    ),
  },
  {
    id: 'label',
    header: 'Label',
    width: 70,
    numeric: true,
    sortable: true,
    priority: 3,
    text: (row) => (row.label === undefined ? '' : String(row.label)),
    cell: (row) => row.label,
  },
  {
    id: 'direction',
    header: 'Direction',
    width: 92,
    sortable: true,
    priority: 3,
    hidden: true,
    text: (row) => directionWords[row.direction],
    cell: (row) => directionWords[row.direction],
  },
  {
    id: 'pool',
    header: 'Pool',
    width: 118,
    sortable: true,
    text: (row) => row.pool?.name ?? '',
    cell: (row) =>
      row.pool && (
        <AppLink
          className="ellipsis"
          title={row.pool.fqName}
          to={pathTo('floatingIpPool', { fqName: row.pool.fqName })}
        >
          {row.pool.name}
        </AppLink>
      ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 146,
    sortable: true,
    priority: 3,
    text: (row) => row.project?.name ?? '',
    cell: (row) => <span className="secondary">{row.project?.name}</span>,
  },
  {
    id: 'state',
    header: 'State',
    sortable: true,
    text: (row) => `${row.state.word}${row.state.reason === undefined ? '' : `: ${row.state.reason}`}`,
    cell: (row) => (
      <span className="row g2 min-w-0" title={row.state.word}>
        <StateBadge state={row.state} />
        {row.state.reason !== undefined && (
          <span className="muted type-12 ellipsis" aria-hidden="true" title={row.state.reason}>
            {row.state.reason.replace(/^Floating IP \S+: /, '')}
          </span>
        )}
      </span>
    ),
  },
];
