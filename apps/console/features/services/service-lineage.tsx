import type { ReactNode } from 'react';
import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { Lineage as LineageAnswer } from '../../../../server/contract/views/vrfs.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { pathTo } from '../../app/paths.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { CutReason, Lineage } from '../../domain-ui/routes/lineage.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { cellsOf, cutOf, type Cell } from './lineage-cells.ts';

/** From the service to the gateway's VRF, and where it is cut, with the fix. */
export function ServiceLineage({
  row,
  service,
  lineage,
}: {
  row: ServiceRow;
  service: KubeObjectOf<'Service'> | undefined;
  /** Of its first floating IP. */
  lineage: LineageAnswer | undefined;
}) {
  const cells = cellsOf(row, service, lineage?.steps);
  const cut = cutOf(lineage);
  const gateway = lineage?.gateways.find(({ id }) => id === lineage.nearest)?.name;
  return (
    <div className="grid grid-cols-1 gap-3">
      <Lineage
        label={`From service to gateway: ${row.name}`}
        steps={cells.map((cell) => ({
          id: cell.id,
          caption: cell.caption,
          value: valueOf(cell, row, gateway),
          note: <span title={cell.note}>{cell.note}</span>,
          whole: cell.id === 'cluster-ip' || cell.id === 'floating-ip' || cell.id === 'route-target',
          ...(cell.joint === undefined ? {} : { joint: cell.joint }),
        }))}
      />
      <Waiting row={row} service={service} />
      {cut?.reason !== undefined && row.backends.ready > 0 && <CutReason reason={cut.reason} fix={cut.fix} />}
    </div>
  );
}

function valueOf({ id, value, step, joint }: Cell, row: ServiceRow, gateway: string | undefined): ReactNode {
  const to =
    id === 'endpoints' && row.backends.ready + row.backends.notReady > 0
      ? pathTo('endpoints', { namespace: row.namespace, name: row.name })
      : id === 'floating-ip' && row.external.length > 0
        ? pathTo('floatingIp', { address: value })
        : id === 'gateway' && gateway !== undefined
          ? pathTo('gateway', { name: gateway }, { tab: 'vrfs' })
          : step?.link && pathToObject({ kind: step.link.kind, key: step.link.key, label: step.title });
  const address = (id === 'cluster-ip' && value === row.clusterIp && value !== 'None') || row.external.includes(value);
  const shown = address ? <AddressText value={value} /> : value;
  if (to === undefined || joint === 'off')
    return (
      <span className="block ellipsis" title={value}>
        {shown}
      </span>
    );
  return (
    <AppLink className="block ellipsis" title={value} to={to}>
      {shown}
    </AppLink>
  );
}

/** By the reason that kube-manager gives: what is so in a sentence, and where it is cured. */
const POOLS = pathTo('floatingIps', {}, { tab: 'pools' });
const CREATE_POOL = { label: 'Create a pool', to: pathTo('createFloatingIp', {}, { kind: 'pool' }) };
const IN_USE = { label: 'Floating IPs in use', to: pathTo('floatingIps') };
const WAITS: ReadonlyMap<string, { readonly head: string; readonly text?: string; readonly cure?: typeof IN_USE }> =
  new Map([
    [
      'NoPool',
      {
        head: 'No level names a pool.',
        text: 'Create one and name it in the annotation of the service or its namespace, or as global pool.',
        cure: CREATE_POOL,
      },
    ],
    [
      'PoolNotFound',
      { head: 'No level names a pool that exists.', text: 'Create it, or name another one.', cure: CREATE_POOL },
    ],
    [
      'PoolAnnotationMalformed',
      { head: 'The name of the pool cannot be read.', text: 'Correct the annotation: the levels below tell why.' },
    ],
    ['PoolExhausted', { head: 'The pool has no free address.', cure: IN_USE }],
    ['AddressInUse', { head: 'The address is in use.', cure: IN_USE }],
    ['AddressNotInPool', { head: 'The address is not of this pool.', cure: { label: 'Pools', to: POOLS } }],
    ['QuotaExceeded', { head: 'The quota of the project is used up.', cure: IN_USE }],
  ]);

/** Why it is not as asked, in kube-manager's words, and what would help. */
function Waiting({ row, service }: { row: ServiceRow; service: KubeObjectOf<'Service'> | undefined }) {
  if (row.state.reason === undefined || row.state.tone === 'ok') return null;
  const conditions = (service?.status?.['conditions'] ?? []) as unknown as readonly {
    readonly type?: string;
    readonly status?: string;
    readonly reason?: string;
  }[];
  const pending = conditions.find(({ type, status }) => type === 'FloatingIPAllocated' && status === 'False');
  const told = WAITS.get(pending?.reason ?? '');
  const cure = told?.cure;
  const endpoints = pending === undefined && Object.keys(row.selector).length === 0;
  return (
    <Note
      tone="warn"
      actions={
        cure !== undefined ? (
          <ButtonLink to={cure.to}>{cure.label}</ButtonLink>
        ) : (
          endpoints &&
          row.backends.notReady === 0 && (
            <ButtonLink to={pathTo('createEndpoints', {}, { namespace: row.namespace, name: row.name })}>
              Write endpoints
            </ButtonLink>
          )
        )
      }
    >
      {told && <b>{told.head} </b>}
      {told?.text ?? row.state.reason}
    </Note>
  );
}
