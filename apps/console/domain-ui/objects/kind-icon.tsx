import { Blocks, Boxes, FileText, FolderClosed, Globe, Network, Plug, ScrollText } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  ControlNodeIcon,
  FloatingIpIcon,
  NamespaceIcon,
  PodIcon,
  PortIcon,
  VirtualNetworkIcon,
  VrfIcon,
} from './icons.tsx';

/** The icon of a store kind (`virtual-network`, `kube/Pod`). */
export function kindIcon(kind: string): ReactNode {
  switch (kind) {
    case 'virtual-network':
      return <VirtualNetworkIcon className="s" />;
    case 'floating-ip':
      return <FloatingIpIcon className="s" />;
    case 'floating-ip-pool':
      return <Boxes className="s" />;
    case 'virtual-machine-interface':
      return <PortIcon className="s" />;
    case 'routing-instance':
      return <VrfIcon className="s" />;
    case 'bgp-router':
      return <ControlNodeIcon className="s" />;
    case 'project':
      return <FolderClosed className="s" />;
    case 'instance-ip':
      return <Globe className="s" />;
    case 'network-ipam':
      return <Network className="s" />;
    case 'network-policy':
      return <ScrollText className="s" />;
    case 'kube/Pod':
      return <PodIcon className="s" />;
    case 'kube/Namespace':
      return <NamespaceIcon className="s" />;
    case 'kube/NetworkAttachmentDefinition':
      return <Plug className="s" />;
    case 'kube/Deployment':
    case 'kube/ReplicaSet':
      return <Blocks className="s" />;
    default:
      return <FileText className="s" />;
  }
}
