/** Pages about drawn objects. */

import type { PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { pathTo } from '../../app/paths.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';

export interface NodeLink {
  readonly label: string;
  readonly to: string;
}

const fqNameOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/** Links of a node, most specific page first. */
export function linksOf(node: PictureNode): readonly NodeLink[] {
  switch (node.kind) {
    case 'vrf':
      return [
        { label: 'Open VRF', to: pathTo('vrf', { fqName: fqNameOf(node.id) }) },
        { label: 'Open virtual network', to: pathTo('virtualNetwork', { fqName: fqNameOf(node.id) }) },
      ];
    case 'known-host':
      return [{ label: 'Add as BGP router', to: pathTo('createBgpRouter', {}, { host: node.label }) }];
    case 'gateway':
      return [
        { label: 'Open gateway', to: pathTo('gateway', { name: node.label }) },
        { label: 'Open BGP router', to: pathTo('bgpRouter', { name: node.label }) },
      ];
    case 'control-node':
      return [
        { label: 'Open control node', to: pathTo('controlNode', { name: node.label }) },
        { label: 'Open BGP router', to: pathTo('bgpRouter', { name: node.label }) },
      ];
    case 'project':
      return node.namespace === undefined
        ? []
        : [
            { label: 'Open namespace', to: pathTo('namespace', { name: node.namespace }) },
            { label: 'Virtual networks', to: pathTo('virtualNetworks', {}, { project: node.label }) },
          ];
    case 'pod':
    case 'workload': {
      const to = node.object === undefined ? undefined : pathToObject({ ...node.object, label: node.label });
      return to === undefined ? [] : [{ label: node.kind === 'pod' ? 'Open pod' : 'Open deployment', to }];
    }
    case 'compute-node':
      return [{ label: 'Pods on this node', to: pathTo('pods', {}, { filter: `node:${node.label}` }) }];
    case 'more':
      return [];
    default:
      return node.kind satisfies never;
  }
}
