import { useQuery } from '@tanstack/react-query';
import { Link2, Link2Off, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { readForms } from '../../data/commands.ts';
import { historyQuery } from '../../data/object-views.ts';
import { picked, readingObject } from '../../data/reading.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { objectFacts } from '../../domain-ui/objects/object-facts.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useGo } from '../../ui/use-go.ts';
import { AddressLineage } from './address-lineage.tsx';
import { addressQuery } from './api.ts';
import { AssociateDialog } from './associate-dialog.tsx';
import { AssociatedWith, directionWords } from './columns.tsx';
import { useRelease } from './release-dialog.tsx';
import { labelOf, useDisassociate } from './use-association.ts';

/** Overlay > Floating IP > an address. */
export const FloatingIpPage = page('floatingIp', {
  needs: ({ address }) => ({ row: addressQuery(address) }),
  object: {
    is: 'row',
    kind: 'floating-ip',
    noun: 'floating IP',
    name: ({ address }) => address,
    all: { to: pathTo('floatingIps'), label: 'Floating IPs' },
  },
  Page: ({ row, search }) => <AddressDetail row={row.data} tab={search['tab']} />,
});

function AddressDetail({ row, tab }: { row: FloatingIpRow; tab: string | undefined }) {
  const go = useGo();
  const label = labelOf(row);
  const disassociate = useDisassociate();
  const release = useRelease(() => go(pathTo('floatingIps'), { leaving: true }));
  const [associating, setAssociating] = useState(false);
  const used = row.ports.length > 0;
  return (
    <>
      <DetailPage
        noun="address"
        name={label}
        title={<span className="wire !text-[19px]">{label}</span>}
        lead={<FloatingIpIcon />}
        state={<StateBadge state={row.state} />}
        actions={
          <>
            <RestButton forms={readForms('floating-ip', row.id)} note="Reads this address." />
            {used && (
              <Button
                icon={<Link2Off className="small" />}
                disabled={disassociate.isPending}
                onClick={() => disassociate.mutate([row])}
              >
                Disassociate
              </Button>
            )}
            <Button
              kind={used ? 'secondary' : 'primary'}
              icon={<Link2 className="small" />}
              onClick={() => setAssociating(true)}
            >
              {used ? 'Associate elsewhere' : 'Associate'}
            </Button>
          </>
        }
        menu={[
          {
            id: 'release',
            label: 'Release',
            icon: <Trash2 className="small" />,
            danger: true,
            run: () => release.start([row]),
          },
        ]}
        tab={tab}
        to={(search) => pathTo('floatingIp', { address: label }, search)}
        tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} label={label} /> }]}
        history={historyQuery('floating-ip', row.id)}
        source={{
          as: 'JSON',
          query: picked(readingObject('floating-ip', row.id), ({ object }) => ({ 'floating-ip': object })),
        }}
      />
      <AssociateDialog open={associating} row={row} onClose={() => setAssociating(false)} />
      {release.dialog}
    </>
  );
}

function Overview({ row, label }: { row: FloatingIpRow; label: string }) {
  const stored = useQuery(readingObject('floating-ip', row.id));
  const used = row.ports.length > 0;
  return (
    <div className="p-6 grid gap-5 max-w-[1440px]">
      <ConditionsList conditions={row.conditions} />
      <AddressLineage uuid={row.id} address={label} />
      <Box title="Facts" className="max-w-[720px]">
        <div className="p-3.5">
          <Facts
            facts={[
              {
                label: 'State',
                value: (
                  <>
                    <StateBadge state={row.state} />
                    {row.state.reason !== undefined && (
                      <span className="muted ellipsis" title={row.state.reason}>
                        {row.state.reason}
                      </span>
                    )}
                  </>
                ),
              },
              {
                label: 'Associated with',
                value: used ? <AssociatedWith row={row} /> : <span className="muted">no port</span>,
              },
              used && { label: 'Fixed IP', value: <span className="wire">{row.fixedIp}</span> },
              { label: 'Compute node', value: row.node },
              {
                label: 'Label',
                value: row.label === undefined ? undefined : <span className="wire">{row.label}</span>,
              },
              { label: 'Direction', value: directionWords[row.direction] },
              row.portMappings.length > 0 && {
                label: 'Port mappings',
                value: row.portMappings.map((one) => `${one.protocol} ${one.srcPort} to ${one.dstPort}`).join(', '),
              },
              {
                label: 'Pool',
                value: row.pool && (
                  <AppLink to={pathTo('floatingIpPool', { fqName: row.pool.fqName })}>{row.pool.name}</AppLink>
                ),
              },
              {
                label: 'Network',
                value: row.network && (
                  <AppLink to={pathTo('virtualNetwork', { fqName: row.network.fqName })}>{row.network.name}</AppLink>
                ),
              },
              { label: 'Project', value: row.project?.name },
              ...(stored.data ? objectFacts(stored.data.object) : []),
            ]}
          />
        </div>
      </Box>
    </div>
  );
}
