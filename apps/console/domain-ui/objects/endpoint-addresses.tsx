import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { pathToObject } from '../kinds/faces.tsx';
import { AddressText } from '../routes/wire.tsx';
import { StateBadge } from './state-badge.tsx';

type Subset = NonNullable<KubeObjectOf<'Endpoints'>['subsets']>[number];
type Line = {
  readonly address: NonNullable<Subset['addresses']>[number];
  readonly ready: boolean;
  readonly ports: string;
};

/** Addresses that are listed. */
const MOST = 200;

/** Addresses of Endpoints, ready or not, with the pods that have them. */
export function EndpointAddresses({
  label,
  namespace,
  subsets,
  empty,
}: {
  label: string;
  namespace: string;
  /** Undefined while they are read. */
  subsets: readonly Subset[] | undefined;
  empty: string;
}) {
  const lines = subsets?.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }): Line[] => {
    const shown = ports.map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`).join(', ');
    return [
      ...addresses.map((address) => ({ address, ready: true, ports: shown })),
      ...notReadyAddresses.map((address) => ({ address, ready: false, ports: shown })),
    ];
  });
  const columns: readonly PlainColumn<Line>[] = [
    {
      id: 'address',
      header: 'Address',
      width: 170,
      cell: ({ address: { ip } }) => <AddressText value={ip} />,
    },
    {
      id: 'pod',
      header: 'Pod',
      cell: ({ address: { targetRef: { kind, name, namespace: of = namespace } = {}, hostname } }) => {
        const to =
          name === undefined ? undefined : pathToObject({ kind: `kube/${kind}`, key: `${of}/${name}`, label: name });
        return to === undefined ? (
          <span className="muted">{name ?? hostname ?? 'not a pod'}</span>
        ) : (
          <AppLink className="ellipsis" to={to}>
            {name}
          </AppLink>
        );
      },
    },
    { id: 'ports', header: 'Ports', width: 170, cell: ({ ports }) => <span className="wire small">{ports}</span> },
    {
      id: 'node',
      header: 'Node',
      width: 120,
      priority: 2,
      cell: ({ address: { nodeName } }) => <span className="secondary">{nodeName}</span>,
    },
    {
      id: 'state',
      header: 'State',
      width: 120,
      cell: ({ ready }) => (
        <StateBadge state={ready ? { tone: 'ok', word: 'Ready' } : { tone: 'busy', word: 'Not ready' }} />
      ),
    },
  ];
  return (
    <>
      <PlainTable
        label={label}
        columns={columns}
        rows={lines?.slice(0, MOST)}
        rowKey={({ address: { ip }, ports }) => `${ip} ${ports}`}
        rowName={({ address: { ip } }) => ip}
        empty={empty}
        least={560}
      />
      {lines !== undefined && lines.length > MOST && (
        <p className="p-3 muted">
          The first {MOST} of {lines.length}.
        </p>
      )}
    </>
  );
}
