import { Link2, Plus } from 'lucide-react';
import { useState } from 'react';
import { FloatingIpPoolsTab } from '../features/floating-ip-pools/pools-tab.tsx';
import { FloatingIpAddressesTab } from '../features/floating-ips/addresses-tab.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { useSearchText } from '../ui/search.ts';
import { useFloatingIpCounts } from './floating-ip-counts.ts';
import { FloatingIpsFrame } from './floating-ips-frame.tsx';
import { pathTo } from './paths.ts';

/** Overlay > Floating IP: addresses and pools, two features on one page. */
export function FloatingIpsPage() {
  const tab = useSearchText()['tab'] === 'pools' ? 'pools' : 'addresses';
  const counts = useFloatingIpCounts();
  const [associating, setAssociating] = useState(false);
  const pools = counts.pools ?? 0;
  return (
    <FloatingIpsFrame
      current={tab}
      counts={counts}
      actions={
        <>
          {tab === 'addresses' && (counts.addresses ?? 0) > 0 && (
            <Button icon={<Link2 className="small" />} onClick={() => setAssociating(true)}>
              Associate
            </Button>
          )}
          <ButtonLink
            kind="primary"
            icon={<Plus className="small" />}
            to={pathTo('createFloatingIp', {}, { kind: tab === 'pools' || pools === 0 ? 'pool' : 'address' })}
          >
            Create
          </ButtonLink>
        </>
      }
    >
      {tab === 'pools' ? (
        <FloatingIpPoolsTab key="pools" />
      ) : (
        <FloatingIpAddressesTab key="addresses" associating={associating} onAssociated={() => setAssociating(false)} />
      )}
    </FloatingIpsFrame>
  );
}
