/** Live BGP: sessions and their routes, control nodes, both ends of a peering. */

import { answers } from '../endpoint.ts';
import type { BgpRoutesPage, ControlNodesAnswer, SessionDetail, SessionsAnswer } from '../views/bgp.ts';
import type { ComparisonAnswer } from '../views/comparison.ts';

const sessions = ['view/bgp', 'bgp-router', 'global-system-config'];
const routes = {
  table: 'A name of the `tables` in the answer.',
  prefix: 'An address: the routes that contain it. A prefix: those within it. Else a part of `<rd>:<prefix>`.',
  family: '`inet`, `inet6`, `inet-vpn`, `inet6-vpn` or `route-target`.',
  protocol: '`BGP`, `XMPP` or `Local`.',
  peer: 'Name of the peer or compute node.',
  after: 'The `next` of the page before.',
  limit: 'Destinations of a page, 1 to 1000; 100 unless given.',
};

export const BGP = {
  comparison: answers<ComparisonAnswer>()({
    path: '/views/bgp-routers/:uuid/comparison',
    summary: 'Both ends of each configured peering, side by side.',
    dependsOn: ['bgp-router', 'global-system-config'],
  }),
  sessions: answers<SessionsAnswer>()({
    path: '/views/bgp/sessions',
    summary: 'Live sessions of the control nodes that run here.',
    dependsOn: sessions,
  }),
  session: answers<SessionDetail>()({
    path: '/views/bgp/sessions/:local/:peer',
    summary: 'One session with its timeline, by the uuids or full names of both routers.',
    dependsOn: sessions,
  }),
  routesReceived: answers<BgpRoutesPage>()({
    path: '/views/bgp/sessions/:local/:peer/received',
    summary: 'What the peer sent.',
    query: routes,
    dependsOn: sessions,
  }),
  routesSent: answers<BgpRoutesPage>()({
    path: '/views/bgp/sessions/:local/:peer/sent',
    summary: 'What the peer was really sent.',
    query: routes,
    dependsOn: sessions,
  }),
  controlNodes: answers<ControlNodesAnswer>()({
    path: '/views/control-nodes',
    summary: 'Control nodes that run here.',
    dependsOn: [...sessions, 'virtual-router'],
  }),
  controlNodeRoutes: answers<BgpRoutesPage>()({
    path: '/views/control-nodes/:id/routes',
    summary: "A control node's tables with all paths, by name or uuid.",
    query: routes,
    dependsOn: [...sessions, 'view/vrf'],
  }),
};
