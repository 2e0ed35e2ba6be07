/** VRFs, their routes, and the way of a floating IP. */

import { answers } from '../endpoint.ts';
import type { Lineage, VpnRoutesPage, VrfDetail, VrfRoutesPage, VrfTree } from '../views/vrfs.ts';

const routes = {
  prefix: 'An address: its longest match. A prefix: the routes within it.',
  family: '`inet` or `inet6`.',
  source: '`pod`, `floating-ip`, `service`, `leaked`, `own` or `bgp`.',
  after: 'The `next` of the page before.',
  limit: 'Routes of a page, 1 to 1000; 100 unless given.',
};

export const VRFS = {
  vrfTree: answers<VrfTree>()({
    path: '/views/vrfs',
    summary: 'All VRFs by project.',
    query: { project: 'Only this project.', system: '`true` includes what is hidden by default.' },
    dependsOn: ['view/vrf', 'virtual-network', 'network-policy'],
  }),
  vrf: answers<VrfDetail>()({
    path: '/views/vrfs/:id',
    summary: 'A VRF with what it imports and exports, each with its reason, by full name or uuid.',
    dependsOn: [
      'view/vrf',
      'virtual-network',
      'routing-instance',
      'network-policy',
      'virtual-router',
      'view/conditions',
    ],
  }),
  vrfRoutes: answers<VrfRoutesPage>()({
    path: '/views/vrfs/:id/routes',
    summary: 'Own, leaked and learned routes of a VRF, each with why it is there.',
    query: routes,
    dependsOn: ['view/vrf'],
  }),
  vpnRoutes: answers<VpnRoutesPage>()({
    path: '/views/vrfs/:id/vpn-routes',
    summary: 'What a VRF advertises as VPN routes, and what it withholds.',
    query: routes,
    dependsOn: ['view/vrf'],
  }),
  lineage: answers<Lineage>()({
    path: '/views/floating-ips/:uuid/lineage',
    summary: 'The way of a floating IP from its pod to the gateway, and where it is cut.',
    dependsOn: [
      'floating-ip',
      'floating-ip-pool',
      'virtual-network',
      'virtual-machine-interface',
      'virtual-router',
      'instance-ip',
      'bgp-router',
      'view/vrf',
      'view/conditions',
      'view/bgp',
      'view/gateway',
    ],
  }),
};
