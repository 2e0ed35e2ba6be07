import type { PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { PodIcon } from '../../domain-ui/objects/icons.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText, PodName } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

/** The workload that owns the pod, as a link if it has a page. */
export function Owner({ owner }: { owner: NonNullable<PodRow['owner']> }) {
  const { kind, namespace, name } = owner;
  const to = pathToObject({ kind: `kube/${kind}`, key: `${namespace ?? ''}/${name}`, label: name });
  return to === undefined || namespace === undefined ? (
    <span className="secondary">{name}</span>
  ) : (
    <AppLink to={to}>{name}</AppLink>
  );
}

export const podColumns: readonly TableColumn<PodRow>[] = [
  {
    id: 'name',
    header: 'Pod',
    width: 234,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <PodIcon />
        <AppLink className="ellipsis" title={r.name} to={pathTo('pod', { namespace: r.namespace, name: r.name })}>
          <PodName name={r.name} full titled={false} />
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(128),
  {
    id: 'address',
    header: 'Address',
    width: 132,
    sortable: true,
    text: (r) => r.addresses.map((each) => each.ip).join(' '),
    cell: (r) => r.addresses[0] && <AddressText value={r.addresses[0].ip} />,
  },
  {
    id: 'network',
    header: 'Network',
    width: 196,
    priority: 2,
    text: (r) => r.addresses.map((each) => each.network.name).join(' '),
    cell: (r) => {
      const network = r.addresses[0]?.network;
      return (
        network?.fqName !== undefined && (
          <AppLink to={pathTo('virtualNetwork', { fqName: network.fqName })} title={network.fqName}>
            {network.name}
          </AppLink>
        )
      );
    },
  },
  {
    id: 'interfaces',
    header: 'Interfaces',
    width: 84,
    numeric: true,
    priority: 3,
    text: (r) => String(r.addresses.length),
    cell: (r) => (
      <span
        className={r.addresses.length === 0 ? 'zero' : ''}
        title={r.addresses.map((each) => `${each.interface ?? ''} ${each.ip}`).join('\n')}
      >
        {r.addresses.length}
      </span>
    ),
  },
  {
    id: 'floatingIps',
    header: 'Floating IP',
    width: 152,
    priority: 3,
    text: (r) => r.addresses.flatMap((each) => each.floatingIps.map((fip) => fip.address)).join(' '),
    cell: (r) => {
      const fips = r.addresses.flatMap((each) => each.floatingIps);
      return (
        fips[0] && (
          <span className="row tight" title={fips.map(({ address }) => address).join('\n')}>
            <AppLink to={pathTo('floatingIp', { address: fips[0].address })}>
              <AddressText value={fips[0].address} />
            </AppLink>
            {fips.length > 1 && <span className="muted">+{fips.length - 1}</span>}
          </span>
        )
      );
    },
  },
  {
    id: 'node',
    header: 'Node',
    width: 92,
    sortable: true,
    text: (r) => r.node ?? '',
    cell: (r) => <span className="secondary">{r.node}</span>,
  },
  {
    id: 'owner',
    header: 'Workload',
    width: 128,
    hidden: true,
    sortable: true,
    priority: 3,
    text: (r) => r.owner?.name ?? '',
    cell: (r) => r.owner && <Owner owner={r.owner} />,
  },
  ageColumn(58),
  {
    id: 'phase',
    header: 'State',
    sortable: true,
    text: (r) => r.state.word,
    cell: (r) => <StateBadge state={r.state} />,
  },
];
