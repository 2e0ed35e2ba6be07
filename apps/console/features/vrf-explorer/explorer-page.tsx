import './vrf-explorer.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Share2 } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { useFate } from '../../data/use-fate.ts';
import { VirtualNetworkIcon } from '../../domain-ui/objects/icons.tsx';
import { NotRead } from '../../domain-ui/objects/not-read.tsx';
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

/** One VRF: its tree, facts, routes. */
export function VrfPage() {
  const { fqName = '' } = useParams({ strict: false }) as { fqName?: string };
  const { state, change } = useExplorerState();
  const tree = useQuery(vrfTreeQuery(state.project, state.system));
  const vrf = useQuery(vrfQuery(fqName));
  useObjectName(vrf.data?.name);
  const fate = useFate('virtual-network', fqName, vrf);
  return (
    <div className="split">
      {tree.data !== undefined ? (
        <VrfTree
          tree={tree.data}
          current={vrf.data?.fqName ?? fqName}
          filter={state.tree}
          onFilter={(text) => change({ tree: text }, true)}
          system={state.system}
          onSystem={(system) => change({ system })}
        />
      ) : (
        <nav className="vx-tree" aria-label="VRFs" aria-busy="true" />
      )}
      <div className="vx-main">
        {vrf.data === undefined || fate.missing ? (
          <NotRead
            what="VRF"
            name={fqName}
            query={vrf}
            fate={fate}
            all={{ to: pathTo('vrfExplorer'), label: 'All VRFs' }}
          />
        ) : (
          <>
            <PageHeader
              lead={<VrfTag fqName={vrf.data.fqName} border={borderOf(vrf.data)} />}
              title={vrf.data.name}
              actions={
                <>
                  <ButtonLink
                    kind="ghost"
                    icon={<VirtualNetworkIcon className="s" />}
                    to={pathTo('virtualNetwork', { fqName: vrf.data.fqName })}
                  >
                    Virtual network
                  </ButtonLink>
                  <ButtonLink
                    icon={<Share2 className="s" />}
                    to={pathTo('topology', {}, { select: `vrf:${vrf.data.fqName}` })}
                  >
                    Topology
                  </ButtonLink>
                </>
              }
            />
            <VrfFacts key={vrf.data.id} vrf={vrf.data} />
            <RoutesPane key={`routes ${vrf.data.id}`} vrf={vrf.data} state={state} change={change} />
          </>
        )}
      </div>
    </div>
  );
}
