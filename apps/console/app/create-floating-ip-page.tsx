import { useNavigate } from '@tanstack/react-router';
import { CreatePool } from '../features/floating-ip-pools/create-pool.tsx';
import { AllocateAddress } from '../features/floating-ips/allocate.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { useSearchText } from '../ui/search.ts';
import { useFloatingIpCounts } from './floating-ip-counts.ts';
import { FloatingIpsFrame } from './floating-ips-frame.tsx';

/** Overlay > Floating IP > Create: a pool, or addresses from one. */
export function CreateFloatingIpPage() {
  const search = useSearchText();
  const navigate = useNavigate();
  const kind = search['kind'] === 'address' ? 'address' : 'pool';
  const choose = (next: 'pool' | 'address') =>
    void navigate({
      to: '.',
      replace: true,
      search: (now: Record<string, unknown>) => ({ ...now, kind: next }),
    } as Parameters<typeof navigate>[0]);
  const counts = useFloatingIpCounts();
  const lead = (
    <div className="border-b border-line pb-4 grid gap-3">
      <h2 className="text-[16px] leading-6 font-semibold">{kind === 'pool' ? 'Create pool' : 'Create floating IP'}</h2>
      <RadioGroup
        label="What to create"
        value={kind}
        onChange={choose}
        choices={[
          { value: 'pool', label: 'Pool', hint: 'A range to draw addresses from.' },
          { value: 'address', label: 'Address', hint: 'One or more floating IPs from a pool.' },
        ]}
      />
    </div>
  );
  return (
    <FloatingIpsFrame current={kind === 'pool' ? 'pools' : 'addresses'} counts={counts}>
      {kind === 'pool' ? (
        <CreatePool network={search['network'] ?? ''} lead={lead} />
      ) : (
        <AllocateAddress project={search['project'] ?? ''} pool={search['pool'] ?? ''} lead={lead} />
      )}
    </FloatingIpsFrame>
  );
}
