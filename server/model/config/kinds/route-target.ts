/** Route targets in use. */

import type { RouteTargetProps } from '../routing-instance.ts';
import { configKind } from './config-kind.ts';

export const routeTargetKind = configKind<'route-target', RouteTargetProps>('route-target')({
  parents: ['config-root'],
  refs: ['tag'],
  colonInName: true,
  derived: true,
  derivedRefs: true,
});
