import { Pencil, Scaling } from 'lucide-react';
import { useState } from 'react';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
import { deploymentColumns } from './columns.tsx';
import { ScaleDialog, type ScaleTarget } from './scale-dialog.tsx';

const noun = ['deployment', 'deployments'] as const;

/** Workloads > Deployments. */
export function DeploymentsPage() {
  const list = useList('deployments', { sort: 'name' });
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useDeletion('kube/Deployment', noun);
  const [scaling, setScaling] = useState<ScaleTarget | undefined>(undefined);
  return (
    <>
      <ListPage
        title="Deployments"
        create={pathTo('createDeployment')}
        list={list}
        deletion={deletion}
        label="Deployments"
        nouns={noun}
        columns={deploymentColumns}
        filters={[{ id: 'namespace', label: 'Namespace', options }]}
        onOpen={(row) => go(pathTo('deployment', { namespace: row.namespace, name: row.name }))}
        verbs={(row) => [
          { id: 'scale', label: 'Scale', icon: <Scaling className="small" />, hotkey: 's', run: () => setScaling(row) },
          {
            id: 'edit',
            label: 'Edit',
            icon: <Pencil className="small" />,
            hotkey: 'e',
            run: () => go(pathTo('editDeployment', { namespace: row.namespace, name: row.name })),
          },
        ]}
        none={{
          what: 'deployments',
          actions: (
            <>
              <ButtonLink kind="primary" size="lg" to={pathTo('createDeployment')}>
                Create deployment
              </ButtonLink>
              <ButtonLink size="lg" to={pathTo('manifests')}>
                Apply a manifest
              </ButtonLink>
            </>
          ),
          text: 'A deployment keeps a number of equal pods running, and replaces them when its template changes.',
        }}
      />
      <ScaleDialog target={scaling} onClose={() => setScaling(undefined)} />
    </>
  );
}
