/** Gateway routers: what the lab's gateway really learned, or what an external one was really sent. */

import { answers } from '../endpoint.ts';
import type { GatewayDetail, GatewayRoutesPage, GatewaysAnswer, ShowAnswer } from '../views/gateways.ts';

const dependsOn = ['view/bgp', 'view/gateway', 'bgp-router'];

export const GATEWAYS = {
  gateways: answers<GatewaysAnswer>()({ path: '/views/gateways', summary: 'All gateways.', dependsOn }),
  gateway: answers<GatewayDetail>()({
    path: '/views/gateways/:id',
    summary: 'A gateway with peers, VRFs and tunnels, by name or uuid.',
    dependsOn,
  }),
  gatewayRoutes: answers<GatewayRoutesPage>()({
    path: '/views/gateways/:id/vrfs/:vrf/routes',
    summary: "Routes of a gateway's VRF.",
    query: {
      prefix: 'An address: the routes that contain it. A prefix: those within it.',
      after: 'The `next` of the page before.',
      limit: 'Routes of a page, 1 to 1000; 100 unless given.',
    },
    dependsOn,
  }),
  gatewayShow: answers<ShowAnswer>()({
    path: '/views/gateways/:id/show',
    summary: "A command's output in the router's own words.",
    query: { command: 'One of the `commands` of the gateway.' },
    dependsOn,
  }),
};
