/** Control nodes and gateways. */

import type { BgpRouterProps } from '../bgp-router.ts';
import { configKind } from './config-kind.ts';

export const bgpRouterKind = configKind<'bgp-router', BgpRouterProps>('bgp-router')({
  derivedRefs: true,
  parents: ['routing-instance'],
  refs: ['bgp-router', 'tag'],
  address: ({ props }) => props.bgp_router_parameters?.address,
  secret: true,
  searchRank: 50,
  drawn: true,
});
