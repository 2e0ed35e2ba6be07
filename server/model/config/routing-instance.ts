import type { Json } from '../json.ts';

export interface RoutingInstanceProps {
  readonly routing_instance_is_default?: boolean;
  readonly routing_instance_fabric_snat?: boolean;
  readonly [other: string]: Json | undefined | object;
}

export interface RouteTargetProps {
  readonly [other: string]: Json | undefined | object;
}
