import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { projectsQuery } from '../../data/summary.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { newUuid, sendWrites } from '../../data/writes.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useGo } from '../../ui/use-go.ts';
import type { SystemNumbers } from './form-checks.ts';
import { blank } from './form-model.ts';
import { newPools, toCreate } from './form-request.ts';
import { NetworkFormView } from './network-form.tsx';
import { refusal } from './refusal.ts';
import { useNetworkForm } from './use-network-form.ts';

/** Overlay > Virtual Networks > Create. */
export const CreateVirtualNetworkPage = page('createVirtualNetwork', {
  needs: () => ({ numbers: systemConfigQuery }),
  wants: () => ({ projects: projectsQuery }),
  what: "the cluster's settings",
  Page: ({ numbers, projects, search }) => (
    <CreateForm
      numbers={numbers.data}
      project={projects.data?.rows.find((project) => project.name === search['project'])?.fqName ?? ''}
    />
  ),
});

function CreateForm({ numbers, project }: { numbers: SystemNumbers; project: string }) {
  const go = useGo();
  const control = useNetworkForm(blank(project), numbers, false);
  const [uuid] = useState(newUuid);
  const { form } = control;
  const writes = form.project === '' || form.name.trim() === '' ? [] : toCreate(form, uuid);
  const save = useMutation({
    mutationFn: () => sendWrites(writes),
    onSuccess: () => {
      const fqName = `${form.project}:${form.name.trim()}`;
      const pools = newPools(form);
      const such = pools.length === 1 ? `pool ${pools[0]}` : `${pools.length} pools`;
      tellDone(`${form.name.trim()} created${pools.length === 0 ? '' : ` with ${such}`}`);
      go(pathTo('virtualNetwork', { fqName }), { leaving: true });
    },
    onError: (problem) => control.refuse(refusal(problem).fields),
  });
  return (
    <>
      <PageHeader title="Create virtual network" />
      <NetworkFormView
        control={control}
        writes={writes}
        saving={save.isPending}
        failure={save.error ? refusal(save.error).rest : undefined}
        onCancel={() => go(pathTo('virtualNetworks'))}
        onSave={() => {
          control.ask();
          if (Object.keys(control.faults).length === 0) save.mutate();
        }}
      />
    </>
  );
}
