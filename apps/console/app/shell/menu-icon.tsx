import {
  Activity,
  Blocks,
  Boxes,
  Braces,
  Cable,
  FileText,
  Milestone,
  Network,
  Plug,
  Settings2,
  Share2,
  ShieldCheck,
  Waypoints,
} from 'lucide-react';
import {
  ControlNodeIcon,
  FloatingIpIcon,
  GatewayIcon,
  NamespaceIcon,
  PodIcon,
  VirtualNetworkIcon,
  VrfIcon,
} from '../../domain-ui/objects/icons.tsx';
import type { MenuIconName } from '../menu.ts';

/** One icon, one meaning. */
export function MenuIcon({ name }: { name: MenuIconName }) {
  switch (name) {
    case 'topology':
      return <Share2 />;
    case 'cluster':
      return <Boxes />;
    case 'control-node':
      return <ControlNodeIcon />;
    case 'config':
      return <Settings2 />;
    case 'gateway':
      return <GatewayIcon />;
    case 'router':
      return <Waypoints />;
    case 'network':
      return <VirtualNetworkIcon />;
    case 'floating-ip':
      return <FloatingIpIcon />;
    case 'route-table':
      return <Milestone />;
    case 'vrf':
      return <VrfIcon />;
    case 'namespace':
      return <NamespaceIcon />;
    case 'pod':
      return <PodIcon />;
    case 'deployment':
      return <Blocks />;
    case 'service':
      return <Network />;
    case 'endpoints':
      return <Cable />;
    case 'network-policy':
      return <ShieldCheck />;
    case 'attachment':
      return <Plug />;
    case 'event':
      return <Activity />;
    case 'manifest':
      return <FileText />;
    case 'api':
      return <Braces />;
    default:
      return name satisfies never;
  }
}
