import { useCallback, useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { projectsQuery } from '../../data/summary.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { byPointer, useSave } from '../../data/use-save.ts';
import { newUuid } from '../../data/writes.ts';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { faultsOf, problemFields, type SystemNumbers } from './form-checks.ts';
import { blank, type NetworkForm } from './form-model.ts';
import { newPools, toCreate } from './form-request.ts';
import { NetworkFormView } from './network-form.tsx';
import { changedFields, SAID_AT_ONCE, networkControl } from './use-network-form.ts';

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
  const validate = useCallback((form: NetworkForm) => faultsOf(form, numbers, false), [numbers]);
  const state = useFormState(blank(project), validate, { changes: changedFields, atOnce: SAID_AT_ONCE });
  const [uuid] = useState(newUuid);
  const { form } = state;
  const writes = form.project === '' || form.name.trim() === '' ? [] : toCreate(form, uuid);
  const save = useSave(state, {
    writes,
    place: byPointer(problemFields),
    onDone: () => {
      const fqName = `${form.project}:${form.name.trim()}`;
      const pools = newPools(form);
      const such = pools.length === 1 ? `pool ${pools[0]}` : `${pools.length} pools`;
      tellDone(`${form.name.trim()} created${pools.length === 0 ? '' : ` with ${such}`}`);
      go(pathTo('virtualNetwork', { fqName }), { leaving: true });
    },
  });
  return (
    <NetworkFormView
      control={networkControl(state, numbers, false)}
      save={save}
      writes={writes}
      back={pathTo('virtualNetworks')}
      title="Create virtual network"
    />
  );
}
