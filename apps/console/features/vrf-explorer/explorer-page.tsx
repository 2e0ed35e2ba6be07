import './vrf-explorer.css';
import { useQuery } from '@tanstack/react-query';
import { Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { VrfDetail } from '../../../../server/contract/views/vrfs.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { VirtualNetworkIcon } from '../../domain-ui/objects/icons.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { vrfQuery, vrfTreeQuery } from './api.ts';
import { RoutesPane } from './routes-pane.tsx';
import { borderOf } from './tree-lines.ts';
import { useExplorerState } from './use-explorer-state.ts';
import { VrfFacts } from './vrf-facts.tsx';
import { VrfList } from './vrf-list.tsx';
import { VrfTree } from './vrf-tree.tsx';

/** Overlay > VRF Explorer: all VRFs as a list; beside the tree once one is open. */
export function VrfExplorerPage() {
  return (
    <>
      <PageHeader title="VRF Explorer" />
      <VrfList />
    </>
  );
}

/** One VRF: facts and routes, beside the tree of all. */
export const VrfPage = page('vrf', {
  needs: ({ fqName }) => ({ vrf: vrfQuery(fqName) }),
  object: {
    is: 'vrf',
    kind: 'virtual-network',
    noun: 'VRF',
    name: ({ fqName }) => fqName,
    all: { to: pathTo('vrfExplorer'), label: 'All VRFs' },
  },
  Around: BesideTree,
  Page: ({ vrf }) => <Vrf vrf={vrf.data} />,
});

function BesideTree({ params: { fqName }, children }: { params: { fqName: string }; children: ReactNode }) {
  const { state, change } = useExplorerState();
  const tree = useQuery(vrfTreeQuery(state.project, state.system));
  const opened = useQuery(vrfQuery(fqName)).data;
  return (
    <div className="split">
      {tree.data !== undefined ? (
        <VrfTree
          tree={tree.data}
          current={opened?.fqName ?? fqName}
          filter={state.tree}
          onFilter={(text) => change({ tree: text }, true)}
          system={state.system}
          onSystem={(system) => change({ system })}
        />
      ) : (
        <nav className="vx-tree" aria-label="VRFs" aria-busy="true" />
      )}
      <div className="vx-main">{children}</div>
    </div>
  );
}

function Vrf({ vrf }: { vrf: VrfDetail }) {
  const { state, change } = useExplorerState();
  useObjectName(vrf.name);
  return (
    <>
      <PageHeader
        lead={<VrfTag fqName={vrf.fqName} border={borderOf(vrf)} />}
        title={vrf.name}
        actions={
          <>
            <ButtonLink
              kind="ghost"
              icon={<VirtualNetworkIcon className="small" />}
              to={pathTo('virtualNetwork', { fqName: vrf.fqName })}
            >
              Virtual network
            </ButtonLink>
            <ButtonLink
              icon={<Share2 className="small" />}
              to={pathTo('topology', {}, { select: `vrf:${vrf.fqName}` })}
            >
              Topology
            </ButtonLink>
          </>
        }
      />
      <VrfFacts key={vrf.id} vrf={vrf} />
      <RoutesPane key={`routes ${vrf.id}`} vrf={vrf} state={state} change={change} />
    </>
  );
}
