import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { pathTo } from '../../app/paths.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { newUuid } from '../../data/writes.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useDraft, withFaults } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { poolsQuery } from './api.ts';
import { blank, changesOf, faultsOf, problemFields, toCreate } from './form-model.ts';
import { PoolFormView } from './pool-form.tsx';

/** The form of Floating IP > Create for a pool. `lead` is the choice between pool and address. */
export function CreatePool({ network, lead }: { network: string; lead: ReactNode }) {
  const go = useGo();
  const draft = useDraft(blank(network), { changes: changesOf });
  const { form } = draft;
  const [uuid] = useState(newUuid);
  const siblings = useQuery({
    ...poolsQuery(new URLSearchParams({ filter: `network:${form.network.split(':').at(-1) ?? ''}`, limit: '1000' })),
    enabled: form.network !== '',
  });
  const taken = (siblings.data?.rows ?? [])
    .filter((row) => row.fqName.startsWith(`${form.network}:`))
    .map((row) => row.name);
  const state = withFaults(draft, faultsOf(form, taken, false));
  const save = useSave(state, {
    writes: form.network === '' || form.name.trim() === '' ? [] : toCreate(form, uuid),
    place: byPointer(problemFields),
    onDone: () => {
      const fqName = `${form.network}:${form.name.trim()}`;
      tellDone(`${form.name.trim()} created`, {
        link: <AppLink to={pathTo('createFloatingIp', {}, { kind: 'address', pool: fqName })}>Take an address</AppLink>,
      });
      go(pathTo('floatingIps', {}, { tab: 'pools' }), { leaving: true });
    },
  });
  return (
    <PoolFormView
      state={state}
      save={save}
      note="Next: take an address and associate it with a port"
      lead={lead}
      back={pathTo('floatingIps', {}, { tab: 'pools' })}
    />
  );
}
