/** The form of every config type on the wire; this file only maps names to what is declared of them in `kinds`. */

import type { z } from 'zod';
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import { accessControlListShape } from './kinds/access-control-list.ts';
import { applicationPolicySetShape } from './kinds/application-policy-set.ts';
import { bgpRouterShape } from './kinds/bgp-router.ts';
import type { ConfigShape } from './kinds/config-shape.ts';
import { domainShape } from './kinds/domain.ts';
import { floatingIpPoolShape } from './kinds/floating-ip-pool.ts';
import { floatingIpShape } from './kinds/floating-ip.ts';
import { globalSystemConfigShape } from './kinds/global-system-config.ts';
import { globalVrouterConfigShape } from './kinds/global-vrouter-config.ts';
import { instanceIpShape } from './kinds/instance-ip.ts';
import { networkIpamShape } from './kinds/network-ipam.ts';
import { networkPolicyShape } from './kinds/network-policy.ts';
import { policyManagementShape } from './kinds/policy-management.ts';
import { projectShape } from './kinds/project.ts';
import { routeTargetShape } from './kinds/route-target.ts';
import { routingInstanceShape } from './kinds/routing-instance.ts';
import { securityGroupShape } from './kinds/security-group.ts';
import { tagTypeShape } from './kinds/tag-type.ts';
import { tagShape } from './kinds/tag.ts';
import { virtualMachineInterfaceShape } from './kinds/virtual-machine-interface.ts';
import { virtualMachineShape } from './kinds/virtual-machine.ts';
import { virtualNetworkShape } from './kinds/virtual-network.ts';
import { virtualRouterShape } from './kinds/virtual-router.ts';

const SHAPES: { readonly [T in ConfigType]: ConfigShape<T> } = {
  domain: domainShape,
  project: projectShape,
  'virtual-network': virtualNetworkShape,
  'routing-instance': routingInstanceShape,
  'route-target': routeTargetShape,
  'network-ipam': networkIpamShape,
  'network-policy': networkPolicyShape,
  'floating-ip-pool': floatingIpPoolShape,
  'floating-ip': floatingIpShape,
  'virtual-machine': virtualMachineShape,
  'virtual-machine-interface': virtualMachineInterfaceShape,
  'instance-ip': instanceIpShape,
  'virtual-router': virtualRouterShape,
  'bgp-router': bgpRouterShape,
  'global-system-config': globalSystemConfigShape,
  'global-vrouter-config': globalVrouterConfigShape,
  'access-control-list': accessControlListShape,
  'security-group': securityGroupShape,
  tag: tagShape,
  'tag-type': tagTypeShape,
  'policy-management': policyManagementShape,
  'application-policy-set': applicationPolicySetShape,
};

export const shapeOf = (type: ConfigType): ConfigShape => SHAPES[type];

const PER_PROPERTY = new Map(
  CONFIG_TYPES.map((type) => [type, new Map<string, z.ZodType>(Object.entries(SHAPES[type].properties.shape))]),
);

/** The schema of each property of a type. */
export function propertySchemas(type: ConfigType): ReadonlyMap<string, z.ZodType> {
  return PER_PROPERTY.get(type)!;
}

/** Type → its properties, each with its type in the original. */
export const PROPERTIES: ReadonlyMap<ConfigType, ReadonlyMap<string, string>> = new Map(
  CONFIG_TYPES.map((type) => [type, new Map(Object.entries(SHAPES[type].original))]),
);

const ATTRIBUTES = CONFIG_TYPES.flatMap((from) =>
  Object.entries(SHAPES[from].attributes ?? {}).map(([to, shape]) => [`${from} ${to}`, shape] as const),
);

/** `<from> <to>` → structure of the reference's attribute. */
export const ATTRIBUTE_STRUCTURES: ReadonlyMap<string, string> = new Map(
  ATTRIBUTES.map(([reference, { structure }]) => [reference, structure]),
);

/** `<from> <to>` → schema of the reference's attribute; others are kept as they come. */
export const REFERENCE_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  ATTRIBUTES.flatMap(([reference, { schema }]) => (schema === undefined ? [] : [[reference, schema]])),
);
