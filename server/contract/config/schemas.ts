/** Every type's own properties, and the attributes of its references; wiring only. */

import { z } from 'zod';
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import { bgpRouter, peering } from './bgp-router.ts';
import { flag, text } from './fields.ts';
import { floatingIp, floatingIpPool } from './floating-ip.ts';
import { globalSystemConfig, globalVrouterConfig } from './global.ts';
import { networkIpam } from './network-ipam.ts';
import { networkPolicy, policyAttachment, securityGroup } from './policy.ts';
import { networkSubnets } from './subnet.ts';
import { virtualNetwork } from './virtual-network.ts';
import { instanceIp, virtualMachine, virtualMachineInterface, virtualRouter } from './workload.ts';

const open = z.looseObject({});

type PropertiesSchema = z.ZodObject<{ readonly [property: string]: z.ZodType }>;

export const PROPERTY_SCHEMAS: { readonly [T in ConfigType]: PropertiesSchema } = {
  domain: open,
  project: open,
  'virtual-network': virtualNetwork,
  'routing-instance': open,
  'route-target': open,
  'network-ipam': networkIpam,
  'network-policy': networkPolicy,
  'floating-ip-pool': floatingIpPool,
  'floating-ip': floatingIp,
  'virtual-machine': virtualMachine,
  'virtual-machine-interface': virtualMachineInterface,
  'instance-ip': instanceIp,
  'virtual-router': virtualRouter,
  'bgp-router': bgpRouter,
  'global-system-config': globalSystemConfig,
  'global-vrouter-config': globalVrouterConfig,
  'access-control-list': open,
  'security-group': securityGroup,
  tag: z.looseObject({ tag_type_name: text('Tag type').optional(), tag_value: text('Tag value').optional() }),
  'tag-type': open,
  'policy-management': open,
  'application-policy-set': z.looseObject({ all_applications: flag('All applications').optional() }),
};

/** Attribute schema of references `<from> → <to>`; others are kept as they come. */
export const REFERENCE_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['virtual-network network-ipam', networkSubnets],
  ['virtual-network network-policy', policyAttachment],
  ['bgp-router bgp-router', peering],
]);

const PER_PROPERTY = new Map(
  CONFIG_TYPES.map((type) => [type, new Map<string, z.ZodType>(Object.entries(PROPERTY_SCHEMAS[type].shape))]),
);

/** The schema of each property of a type. */
export function propertySchemas(type: ConfigType): ReadonlyMap<string, z.ZodType> {
  return PER_PROPERTY.get(type)!;
}
