import type { ReactNode } from 'react';
import { PageHeader } from '../ui/page-header.tsx';
import { Tabs } from '../ui/tabs.tsx';
import type { FloatingIpCounts } from './floating-ip-counts.ts';
import { pathTo } from './paths.ts';

/** Header and tabs of Overlay > Floating IP, for its lists and for Create. */
export function FloatingIpsFrame({
  current,
  counts,
  actions,
  children,
}: {
  current: 'addresses' | 'pools';
  counts: FloatingIpCounts;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <PageHeader title="Floating IPs" actions={actions} />
      <Tabs
        label="Floating IPs"
        current={current}
        tabs={[
          { id: 'addresses', label: 'All Floating IPs', to: pathTo('floatingIps'), count: counts.addresses },
          {
            id: 'pools',
            label: 'Floating IP Pools',
            to: pathTo('floatingIps', {}, { tab: 'pools' }),
            count: counts.pools,
          },
        ]}
      />
      {children}
    </>
  );
}
