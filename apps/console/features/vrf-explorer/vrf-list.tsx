import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { VrfRow } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { allRowsOf, tableOf } from '../../data/tables.ts';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useGo } from '../../ui/use-go.ts';
import { borderOf } from './tree-lines.ts';

function Targets({ row, way }: { row: VrfRow; way: 'import' | 'export' }) {
  const all = way === 'import' ? row.imports : row.exports;
  const [first = all[0]] = all.filter((target) => target !== row.auto);
  if (first === undefined) return null;
  return (
    <span className="row tight">
      <RouteTargetChip bare value={first} direction={first === row.auto ? 'auto' : way} />
      {all.length > 1 && (
        <span className="tag line" title={all.filter((target) => target !== first).join('\n')}>
          +{all.length - 1}
        </span>
      )}
    </span>
  );
}

const zero = (value: number) => <span className={value === 0 ? 'zero' : ''}>{value}</span>;

const columns: readonly TableColumn<VrfRow>[] = [
  {
    id: 'name',
    header: 'VRF',
    width: 296,
    sortable: true,
    text: (row) => row.fqName,
    cell: (row) => (
      <span className="name">
        <VrfTag fqName={row.fqName} border={borderOf(row)} />
        <AppLink className="ellipsis" to={pathTo('vrf', { fqName: row.fqName })}>
          {row.name}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 160,
    sortable: true,
    text: (row) => row.project,
    cell: (row) => <span className="secondary">{row.project}</span>,
  },
  {
    id: 'routes',
    header: 'Routes',
    width: 72,
    numeric: true,
    sortable: true,
    text: (row) => String(row.routes),
    cell: (row) => zero(row.routes),
  },
  {
    id: 'imports',
    header: 'Imports',
    width: 176,
    sortable: true,
    text: (row) => row.imports.join(' '),
    cell: (row) => <Targets row={row} way="import" />,
  },
  {
    id: 'exports',
    header: 'Exports',
    priority: 2,
    text: (row) => row.exports.join(' '),
    cell: (row) => <Targets row={row} way="export" />,
  },
  {
    id: 'leaks',
    header: 'Leaks in',
    width: 76,
    numeric: true,
    sortable: true,
    priority: 3,
    text: (row) => String(row.leaksIn),
    cell: (row) => zero(row.leaksIn),
  },
  {
    id: 'leaksOut',
    header: 'Leaks out',
    width: 96,
    numeric: true,
    priority: 3,
    text: (row) => String(row.leaksOut),
    cell: (row) => zero(row.leaksOut),
  },
];

/** All VRFs with what they import and export. */
export function VrfList() {
  const table = useTableState({ defaultSort: { id: 'project', desc: false } });
  const go = useGo();
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(tableOf('vrfs', search));
  return (
    <DataTable
      id="vrfs"
      label="VRFs"
      nouns={['VRF', 'VRFs']}
      columns={columns}
      query={query}
      table={table}
      onOpen={(row) => go(pathTo('vrf', { fqName: row.fqName }))}
      fetchAll={() => allRowsOf('vrfs', search)}
      empty={
        <EmptyState title="No VRFs">
          Each virtual network has one. Networks come with namespaces and network attachments, or are created under
          Overlay &gt; Virtual Networks.
        </EmptyState>
      }
    />
  );
}
