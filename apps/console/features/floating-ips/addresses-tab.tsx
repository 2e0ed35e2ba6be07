import { useInfiniteQuery } from '@tanstack/react-query';
import { Link2, Link2Off, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useList } from '../../data/use-list.ts';
import { whoText } from '../../domain-ui/objects/history-list.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { Moment } from '../../ui/moment.tsx';
import { useGo } from '../../ui/use-go.ts';
import { AddressLineage } from './address-lineage.tsx';
import { AssociateDialog } from './associate-dialog.tsx';
import { addressColumns } from './columns.tsx';
import { EmptyAddresses } from './empty-addresses.tsx';
import { verbOf } from './form-model.ts';
import { useRelease } from './release-dialog.tsx';
import { labelOf, useDisassociate } from './use-association.ts';

const filters = [
  {
    id: 'state',
    label: 'State',
    options: [
      { value: 'No gateway', label: 'No gateway' },
      { value: 'No gateway imports', label: 'No gateway imports' },
      { value: 'Not associated', label: 'Not associated' },
      { value: 'Not shared', label: 'Not shared' },
      { value: 'Not exported', label: 'Not exported' },
      { value: 'Dangling', label: 'Dangling' },
    ],
  },
  {
    id: 'direction',
    label: 'Direction',
    options: [
      { value: 'both', label: 'Both' },
      { value: 'ingress', label: 'Ingress' },
      { value: 'egress', label: 'Egress' },
    ],
  },
];

/** Overlay > Floating IP > All Floating IPs. `associating` opens the dialog without an address chosen. */
export function FloatingIpAddressesTab({
  associating,
  onAssociated,
}: {
  associating: boolean;
  onAssociated: () => void;
}) {
  const { id, table, project, query, fetchAll } = useList('floating-ips');
  const go = useGo();
  const [target, setTarget] = useState<FloatingIpRow | undefined>(undefined);
  const disassociate = useDisassociate();
  const release = useRelease();
  const columns = useMemo(() => addressColumns(setTarget), []);
  const free = (query.data?.rows ?? []).filter((row) => row.ports.length === 0).length;
  return (
    <>
      <DataTable
        id={id}
        label="Floating IPs"
        nouns={['address', 'addresses']}
        columns={columns}
        query={query}
        table={table}
        filters={filters}
        filterPlaceholder="Filter by address, pod, pool"
        rowName={labelOf}
        onOpen={(row) => go(pathTo('floatingIp', { address: labelOf(row) }))}
        expand={(row) => <Expanded row={row} />}
        actions={(row) => [
          {
            id: 'associate',
            label: row.ports.length === 0 ? 'Associate' : 'Associate elsewhere',
            icon: <Link2 className="small" />,
            hotkey: 'a',
            run: () => setTarget(row),
          },
          {
            id: 'disassociate',
            label: 'Disassociate',
            icon: <Link2Off className="small" />,
            blocked: row.ports.length === 0 ? 'It is not associated.' : undefined,
            run: () => disassociate.mutate([row]),
          },
          {
            id: 'release',
            label: 'Release',
            icon: <Trash2 className="small" />,
            danger: true,
            run: () => release.start([row]),
          },
        ]}
        bulk={(rows) => {
          const used = rows.filter((row) => row.ports.length > 0);
          const [only] = rows;
          return (
            <>
              <Button
                icon={<Link2 className="small" />}
                blocked={rows.length === 1 ? undefined : 'Choose one address to associate.'}
                onClick={() => setTarget(only)}
              >
                Associate
              </Button>
              <Button
                icon={<Link2Off className="small" />}
                blocked={used.length > 0 ? undefined : 'None of them is associated.'}
                onClick={() => disassociate.mutate(used)}
              >
                Disassociate
              </Button>
              <Button className="text-bad" icon={<Trash2 className="small" />} onClick={() => release.start(rows)}>
                Release
              </Button>
            </>
          );
        }}
        footNote={free > 0 ? `${free} not associated` : undefined}
        fetchAll={fetchAll}
        empty={<EmptyAddresses project={project} />}
      />
      <AssociateDialog
        open={target !== undefined || associating}
        row={target}
        onClose={() => {
          setTarget(undefined);
          onAssociated();
        }}
      />
      {release.dialog}
    </>
  );
}

function Expanded({ row }: { row: FloatingIpRow }) {
  const history = useInfiniteQuery(historyQuery('floating-ip', row.id, 5));
  const entries = history.data?.pages[0]?.entries ?? [];
  return (
    <div className="grid gap-4">
      {row.conditions.map((condition) => (
        <p key={condition.id} className="secondary">
          {condition.message}
        </p>
      ))}
      <AddressLineage uuid={row.id} address={labelOf(row)} />
      <section className="grid gap-1" aria-label={`History of ${labelOf(row)}`}>
        <h2 className="h3">
          History of <span className="wire">{labelOf(row)}</span>
          <AppLink className="ml-auto type-12" to={pathTo('floatingIp', { address: labelOf(row) }, { tab: 'history' })}>
            All changes
          </AppLink>
        </h2>
        <ul>
          {entries.map((entry) => (
            <li key={entry.revision} className="row loose h-7 border-b border-line">
              <Moment className="wire secondary nowrap" of={entry.time} short />
              <span className="medium nowrap w-[164px]">{verbOf(entry)}</span>
              <span className="secondary ellipsis">by {whoText(entry)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
