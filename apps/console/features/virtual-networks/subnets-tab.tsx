import { useQuery } from '@tanstack/react-query';
import type { SubnetCell } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { useText } from '../../domain-ui/addresses/address-cells.ts';
import { AddressMapView } from '../../domain-ui/addresses/address-map.tsx';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { addressMapQuery, networkRowQuery } from './api.ts';
import type { StoredNetwork } from './form-model.ts';

/** The network's subnets, each with its address map and who has which address. */
export function SubnetsTab({ network }: { network: StoredNetwork }) {
  const row = useQuery(networkRowQuery(network)).data;
  if (!row) return null;
  if (row.subnets.length === 0) {
    return (
      <EmptyState
        title="No subnets"
        actions={
          <ButtonLink kind="primary" size="lg" to={pathTo('editVirtualNetwork', { fqName: row.fqName }, {}, 'subnets')}>
            Add subnet
          </ButtonLink>
        }
      >
        Without a subnet the network gives no addresses to pods or floating IPs.
      </EmptyState>
    );
  }
  return (
    <div className="p-6 grid gap-4 max-w-[1100px]">
      {row.subnets.map((subnet) => (
        <SubnetCard key={subnet.uuid} network={network.uuid} subnet={subnet} />
      ))}
    </div>
  );
}

function SubnetCard({ network, subnet }: { network: string; subnet: SubnetCell }) {
  const map = useQuery(addressMapQuery(network, subnet.uuid));
  const taken = (map.data?.addresses ?? []).filter((used) => used.name !== undefined);
  return (
    <section className="box" aria-label={`Subnet ${subnet.cidr}`}>
      <div className="box-h">
        <h2>
          <PrefixText value={subnet.cidr} />
        </h2>
        {subnet.ipam !== undefined && <span className="muted">from flat IPAM {subnet.ipam}</span>}
      </div>
      {map.error && (
        <ErrorBanner className="m-4" title="Could not read the addresses." onRetry={() => void map.refetch()}>
          {map.error.message}
        </ErrorBanner>
      )}
      {map.data && (
        <div className="grid gap-x-10 gap-y-4 p-4 lg:grid-cols-[minmax(0,1fr)_360px]">
          <div className="grid gap-4 content-start">
            <Facts
              facts={[
                { label: 'Gateway', value: <span className="wire">{map.data.gateway}</span> },
                {
                  label: 'Service address',
                  value: map.data.serviceAddress && <span className="wire">{map.data.serviceAddress}</span>,
                },
                { label: 'Allocates from', value: map.data.allocateFrom },
                {
                  label: 'Allocation pools',
                  value:
                    map.data.pools.length === 0
                      ? 'the whole prefix'
                      : map.data.pools.map((pool) => `${pool.start}-${pool.end}`).join(', '),
                },
                { label: 'Used', value: `${map.data.used} of ${map.data.usable}` },
                map.data.nextFree !== undefined && {
                  label: 'Next',
                  value: <span className="wire">{map.data.nextFree}</span>,
                },
              ]}
            />
            {taken.length > 0 && (
              <ul aria-label={`Addresses used of ${subnet.cidr}`} className="max-h-[260px] overflow-auto" tabIndex={0}>
                {taken.map((used) => (
                  <li key={used.address} className="row h-7 border-b border-line">
                    <span className="wire w-[150px]">{used.address}</span>
                    <span className="secondary ellipsis">{useText(used)}</span>
                  </li>
                ))}
                {map.data.more !== undefined && (
                  <li className="muted type-12 h-7 leading-7">and {map.data.more} more</li>
                )}
              </ul>
            )}
          </div>
          <AddressMapView map={map.data} counts={map.data} />
        </div>
      )}
    </section>
  );
}
