import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { readForms } from '../../data/commands.ts';
import { historyQuery } from '../../data/object-views.ts';
import { tableOf } from '../../data/tables.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { objectFacts } from '../../domain-ui/objects/object-facts.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useGo } from '../../ui/use-go.ts';
import { poolQuery, poolRowQuery, poolObject } from './api.ts';
import { sharedText } from './columns.tsx';
import type { StoredPool } from './form-model.ts';
import { SubnetMap } from './pool-side.tsx';

/** Overlay > Floating IP > a pool. */
export const FloatingIpPoolPage = page('floatingIpPool', {
  needs: ({ fqName }) => ({ pool: poolQuery(fqName) }),
  object: { is: 'pool', ...poolObject },
  Page: ({ pool, search }) => <PoolDetail pool={pool.data.object} tab={search['tab']} />,
});

function PoolDetail({ pool, tab }: { pool: StoredPool; tab: string | undefined }) {
  const go = useGo();
  const fqName = pool.fq_name.join(':');
  const row = useQuery(poolRowQuery(pool)).data ?? undefined;
  const deletion = useDeletion('floating-ip-pool', ['pool', 'pools'], () =>
    go(pathTo('floatingIps', {}, { tab: 'pools' }), { leaving: true }),
  );
  return (
    <DetailPage
      noun="pool"
      name={pool.fq_name.at(-1) ?? ''}
      state={row && <StateBadge state={row.state} />}
      sub={<FqNameText value={fqName} />}
      actions={
        <>
          <RestButton forms={readForms('floating-ip-pool', pool.uuid)} note="Reads this pool." />
          <ButtonLink
            icon={<Plus className="small" />}
            to={pathTo('createFloatingIp', {}, { kind: 'address', pool: fqName })}
          >
            Take an address
          </ButtonLink>
          <ButtonLink kind="primary" icon={<Pencil className="small" />} to={pathTo('editFloatingIpPool', { fqName })}>
            Edit
          </ButtonLink>
        </>
      }
      deletion={{ of: deletion, id: pool.uuid }}
      tab={tab}
      to={(search) => pathTo('floatingIpPool', { fqName }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview pool={pool} row={row} /> }]}
      history={historyQuery('floating-ip-pool', pool.uuid)}
      source={{ as: 'JSON', object: { 'floating-ip-pool': pool } }}
    />
  );
}

function Overview({ pool, row }: { pool: StoredPool; row: FloatingIpPoolRow | undefined }) {
  return (
    <div className="p-6 grid gap-4 max-w-[1440px]">
      <ConditionsList conditions={row?.conditions ?? []} />
      <div className="grid gap-4 min-[1181px]:grid-cols-2 items-start">
        <Card title="What does it give?">
          {row?.subnets.length === 0 && <p className="muted">Its network has no subnet.</p>}
          {row?.network.uuid !== undefined &&
            row.subnets.map((subnet) => (
              <SubnetMap key={subnet.uuid} network={row.network.uuid!} subnet={subnet.uuid} />
            ))}
        </Card>
        <div className="grid gap-4 min-w-0">
          <Card title="Who may take addresses?">
            <Facts
              facts={[
                { label: 'Owner', value: pool.fq_name[1] },
                {
                  label: 'Shared with',
                  value: row && (sharedText(row) || <span className="muted">no other project</span>),
                },
                {
                  label: 'Wanted by',
                  value:
                    row &&
                    (row.wantedBy.length === 0 ? (
                      <span className="muted">no namespace</span>
                    ) : (
                      row.wantedBy
                        .map((namespace) =>
                          namespace === 'global' ? "the cluster's global pool" : `namespace ${namespace}`,
                        )
                        .join(', ')
                    )),
                },
                {
                  label: 'Network',
                  value: row && (
                    <AppLink
                      className="ellipsis"
                      to={pathTo('virtualNetwork', { fqName: row.network.fqName ?? row.network.name })}
                    >
                      {row.network.name}
                    </AppLink>
                  ),
                },
                {
                  label: 'Exported with',
                  value:
                    row &&
                    (row.routeTargets.length === 0 ? (
                      <span className="muted">automatic target only</span>
                    ) : (
                      row.routeTargets.map((target) => (
                        <RouteTargetChip key={target} bare value={target} direction="export" />
                      ))
                    )),
                },
                { label: 'Description', value: pool.id_perms?.description },
                ...objectFacts(pool),
              ]}
            />
          </Card>
          <Addresses pool={pool} />
        </div>
      </div>
    </div>
  );
}

function Addresses({ pool }: { pool: StoredPool }) {
  const list = useQuery(tableOf('floating-ips', new URLSearchParams({ filter: `pool:${pool.uuid}`, limit: '50' })));
  return (
    <Card
      title="Which addresses are taken?"
      end={
        <AppLink to={pathTo('floatingIps', {}, { filter: `pool:${pool.fq_name.at(-1) ?? ''}` })}>
          All floating IPs
        </AppLink>
      }
    >
      {list.error && <p className="muted">Could not read the addresses: {list.error.message}</p>}
      {list.data?.rows.length === 0 && <p className="muted">None yet.</p>}
      <ul className="grid grid-cols-1">
        {list.data?.rows.map((fip) => (
          <li key={fip.id} className="row h-7 border-b border-line last:border-b-0">
            <AppLink className="wire medium w-[130px]" to={pathTo('floatingIp', { address: fip.address ?? fip.id })}>
              {fip.address}
            </AppLink>
            <span className="secondary ellipsis flex-1">
              <CutText text={fip.ports[0] ? portName(fip.ports[0]) : ''} />
            </span>
            <span className="muted ellipsis max-w-[150px]">
              <CutText text={fip.project?.name ?? ''} />
            </span>
            <StateBadge state={fip.state} />
          </li>
        ))}
      </ul>
      {list.data && list.data.matched > list.data.rows.length && (
        <span className="muted type-12">and {list.data.matched - list.data.rows.length} more</span>
      )}
    </Card>
  );
}

function Card({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <Box title={title} end={end}>
      <div className="p-3.5 grid grid-cols-1 gap-3">{children}</div>
    </Box>
  );
}
