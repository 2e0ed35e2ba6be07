import { useNavigate, useSearch } from '@tanstack/react-router';
import { CreatePool } from '../features/floating-ip-pools/create-pool.tsx';
import { AllocateAddress } from '../features/floating-ips/allocate.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';

/** Overlay > Floating IP > Create: a pool, or addresses from one. */
export function CreateFloatingIpPage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const kind = search['kind'] === 'address' ? 'address' : 'pool';
  const choose = (next: 'pool' | 'address') => void navigate({ to: '.', replace: true, search: (now: Record<string, unknown>) => ({ ...now, kind: next }) } as Parameters<typeof navigate>[0]);
  const lead = (
    <div className="border-b border-line pb-4 grid gap-3">
      <RadioGroup
        label="What to create" value={kind} onChange={choose}
        choices={[{ value: 'pool', label: 'Pool', hint: 'A range to draw addresses from.' }, { value: 'address', label: 'Address', hint: 'One or more floating IPs from a pool.' }]}
      />
    </div>
  );
  return (
    <>
      <PageHeader title={kind === 'pool' ? 'Create floating IP pool' : 'Create floating IP'} />
      {kind === 'pool' ? <CreatePool network={search['network'] ?? ''} lead={lead} /> : <AllocateAddress project={search['project'] ?? ''} pool={search['pool'] ?? ''} lead={lead} />}
    </>
  );
}
