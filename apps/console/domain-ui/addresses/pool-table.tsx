import type { PoolResolution, PoolTrailStep } from '../../../../server/contract/views/pools.ts';
import { FIP_POOL } from '../../../../server/engine/annotations/annotation-keys.ts';
import { pathTo } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { Status } from '../../ui/status.tsx';
import { VrfTag } from '../routes/vrf-tag.tsx';

type Numbered = PoolTrailStep & { readonly place: number };

const SCOPES = { object: 'Object', namespace: 'Namespace', global: 'Global' } as const;
const lastOf = (fqName: string): string => fqName.slice(fqName.lastIndexOf(':') + 1);
/** The full name of the network of a pool. */
const networkOf = (pool: string): string => pool.slice(0, pool.lastIndexOf(':'));

/**
 * The three scopes in which a service's pool is looked for, in order: the winner marked, what the others name struck
 * through with the reason. `use`: of the pool that applies, `3 of 252`.
 */
export function PoolTable({
  resolution: { trail, namespace, service },
  asks,
  use,
}: {
  resolution: PoolResolution;
  /** Whether the object asks for an address at all. */
  asks: boolean;
  use?: string | undefined;
}) {
  const winner = trail.find(({ outcome }) => outcome === 'chosen');
  const rows = trail.map((step, index): Numbered => ({ ...step, place: index + 1 }));
  const explained = trail.filter(({ outcome, wanted, pool }) =>
    outcome === 'chosen' ? wanted !== pool?.fqName : outcome === 'dangling' || outcome === 'malformed',
  );
  const columns: readonly PlainColumn<Numbered>[] = [
    { id: 'place', header: '#', width: 48, numeric: true, cell: ({ place }) => place },
    {
      id: 'scope',
      header: 'Level',
      width: 104,
      cell: ({ scope, outcome }) => (
        <span className={outcome === 'chosen' ? 'bold' : 'medium'}>
          {SCOPES[scope]}
          {outcome === 'chosen' && <span className="sr-only"> (chosen)</span>}
        </span>
      ),
    },
    {
      id: 'by',
      header: 'Named by',
      width: 270,
      cell: ({ scope }) =>
        scope === 'global' ? (
          <span className="secondary ellipsis block" title="kube-manager's option KUBERNETES_PUBLIC_FIP_POOL">
            <span className="wire small">KUBERNETES_PUBLIC_FIP_POOL</span>
          </span>
        ) : (
          <span className="secondary ellipsis block" title={`annotation ${FIP_POOL}`}>
            {scope === 'namespace' ? namespace : (service ?? '')} <span className="wire small">{FIP_POOL}</span>
          </span>
        ),
    },
    {
      id: 'pool',
      header: 'Pool',
      width: 180,
      cell: ({ wanted, pool, outcome }) => {
        const name = wanted ?? pool?.fqName;
        if (name === undefined) return null;
        if (outcome !== 'chosen')
          return (
            <s className="wire ellipsis block" title={name}>
              {lastOf(name)}
            </s>
          );
        return (
          <AppLink
            className="wire bold ellipsis block"
            title={pool?.fqName ?? name}
            to={pathTo('floatingIpPool', { fqName: pool?.fqName ?? name })}
          >
            {lastOf(name)}
          </AppLink>
        );
      },
    },
    {
      id: 'network',
      header: 'Resolves to',
      width: 250,
      priority: 3,
      cell: ({ pool, outcome }) => {
        if (outcome !== 'chosen' || pool?.fqName === undefined) return null;
        const network = networkOf(pool.fqName);
        return (
          <span className="name">
            <VrfTag fqName={network} />
            <AppLink className="wire small ellipsis" title={network} to={pathTo('virtualNetwork', { fqName: network })}>
              {lastOf(network)}
            </AppLink>
          </span>
        );
      },
    },
    { id: 'verdict', header: 'Verdict', cell: (step) => <Verdict step={step} {...{ winner, asks, use }} /> },
  ];
  return (
    <>
      <PlainTable
        label="Pool resolution"
        columns={columns}
        rows={rows}
        rowKey={({ scope }) => scope}
        rowName={({ scope }) => SCOPES[scope]}
        rowTone={({ outcome }) => (outcome === 'chosen' && asks ? 'ok' : undefined)}
        empty="No scope was looked at."
        least={700}
      />
      {explained.map(({ scope, reason }) => (
        <p key={scope} className="px-4 py-2.5 muted type-12 break-words">
          {reason}
        </p>
      ))}
    </>
  );
}

function Verdict({
  step: { outcome },
  winner,
  asks,
  use,
}: {
  step: PoolTrailStep;
  winner: PoolTrailStep | undefined;
  asks: boolean;
  use: string | undefined;
}) {
  switch (outcome) {
    case 'chosen':
      return (
        <span className="row tight">
          <Status shape="disc" tone={asks ? 'ok' : 'idle'} strong={asks}>
            {asks ? 'Wins' : 'Would win'}
          </Status>
          {use !== undefined && <span className="muted type-12">{use}</span>}
        </span>
      );
    case 'dangling':
      return (
        <Status shape="triangle" tone="warn">
          No such pool
        </Status>
      );
    case 'malformed':
      return (
        <Status shape="slashed" tone="bad">
          Cannot be read
        </Status>
      );
    case 'absent':
      return <span className="muted">Names none</span>;
    case 'not-reached':
      return (
        <span className="muted">{winner === undefined ? 'Not asked' : `Not asked, ${winner.scope} comes first`}</span>
      );
    default:
      return outcome satisfies never;
  }
}
