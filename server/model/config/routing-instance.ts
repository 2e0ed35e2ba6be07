import type { Json } from '../json.ts';

/** Attribute of routing-instance → route-target; null is import and export. */
export interface InstanceTarget {
  readonly import_export: 'import' | 'export' | null;
}

export interface RoutingInstanceProps {
  readonly routing_instance_is_default?: boolean;
  readonly routing_instance_fabric_snat?: boolean;
  readonly [other: string]: Json | undefined | object;
}

export interface RouteTargetProps {
  readonly [other: string]: Json | undefined | object;
}
