/** Routing instances (VRFs): those of networks are derived, not stored. */

import type { RoutingInstanceProps } from '../routing-instance.ts';
import { configKind } from './config-kind.ts';

export const routingInstanceKind = configKind<'routing-instance', RoutingInstanceProps>('routing-instance')({
  parents: ['virtual-network'],
  refs: ['route-target', 'routing-instance', 'tag'],
  derived: true,
  derivedRefs: true,
});
