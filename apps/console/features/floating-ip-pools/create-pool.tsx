import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { pathTo } from '../../app/paths.ts';
import { Problem, toFieldErrors } from '../../data/problem.ts';
import { newUuid, sendWrites } from '../../data/writes.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useGo } from '../../ui/use-go.ts';
import { poolsQuery } from './api.ts';
import { blank, changesOf, faultsOf, problemFields, toCreate, type PoolField } from './form-model.ts';
import { PoolFormView } from './pool-form.tsx';

/** The form of Floating IP > Create for a pool. `lead` is the choice between pool and address. */
export function CreatePool({ network, lead }: { network: string; lead: ReactNode }) {
  const go = useGo();
  const [form, setForm] = useState(() => blank(network));
  const [uuid] = useState(newUuid);
  const [left, setLeft] = useState<ReadonlySet<PoolField>>(new Set());
  const [asked, setAsked] = useState(false);
  const siblings = useQuery({
    ...poolsQuery(new URLSearchParams({ filter: `network:${form.network.split(':').at(-1) ?? ''}`, limit: '1000' })),
    enabled: form.network !== '',
  });
  const taken = (siblings.data?.rows ?? [])
    .filter((row) => row.fqName.startsWith(`${form.network}:`))
    .map((row) => row.name);
  const faults = faultsOf(form, taken, false);
  const writes = form.network === '' || form.name.trim() === '' ? [] : toCreate(form, uuid);
  const save = useMutation({
    mutationFn: () => sendWrites(writes),
    onSuccess: () => {
      const fqName = `${form.network}:${form.name.trim()}`;
      tellDone(`${form.name.trim()} created`, {
        link: <AppLink to={pathTo('createFloatingIp', {}, { kind: 'address', pool: fqName })}>Take an address</AppLink>,
      });
      go(pathTo('floatingIps', {}, { tab: 'pools' }), { leaving: true });
    },
  });
  const refused =
    save.error instanceof Problem
      ? toFieldErrors(save.error, problemFields)
      : save.error
        ? { fields: {}, rest: [save.error.message] }
        : undefined;
  const shown: Partial<Record<PoolField, string>> = { ...refused?.fields };
  for (const [field, fault] of Object.entries(faults) as [PoolField, { message: string }][])
    if (asked || left.has(field)) shown[field] = fault.message;
  return (
    <PoolFormView
      form={form}
      faults={faults}
      shown={shown}
      editing={false}
      writes={writes}
      changed={changesOf(form, blank(network)).length}
      note="Next: take an address and associate it with a port"
      saving={save.isPending}
      failure={refused && refused.rest.length > 0 ? refused.rest.join(' ') : undefined}
      lead={lead}
      set={(patch) => {
        setForm((now) => ({ ...now, ...patch }));
        save.reset();
      }}
      leave={(field) => setLeft((now) => new Set([...now, field]))}
      onCancel={() => go(pathTo('floatingIps', {}, { tab: 'pools' }))}
      onSave={() => {
        setAsked(true);
        if (Object.keys(faults).length === 0) save.mutate();
      }}
    />
  );
}
