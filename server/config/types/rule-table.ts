/** The rules of every type; wiring only. */

import type { ConfigType } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { bgpRouter } from './bgp-router.ts';
import { floatingIpPool } from './floating-ip-pool.ts';
import { floatingIp } from './floating-ip.ts';
import { globalSystemConfig } from './global-system-config.ts';
import { globalVrouterConfig } from './global-vrouter-config.ts';
import { instanceIp } from './instance-ip.ts';
import { networkIpam } from './network-ipam.ts';
import { networkPolicy } from './network-policy.ts';
import {
  accessControlList,
  applicationPolicySet,
  domain,
  policyManagement,
  routeTarget,
  routingInstance,
} from './plain-types.ts';
import { project } from './project.ts';
import { securityGroup } from './security-group.ts';
import { tag, tagType } from './tag.ts';
import { virtualMachineInterface } from './virtual-machine-interface.ts';
import { virtualMachine } from './virtual-machine.ts';
import { virtualNetwork } from './virtual-network.ts';
import { virtualRouter } from './virtual-router.ts';

export const RULES: { readonly [T in ConfigType]: ResourceRules<T> } = {
  domain: domain,
  project: project,
  'virtual-network': virtualNetwork,
  'routing-instance': routingInstance,
  'route-target': routeTarget,
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
  'access-control-list': accessControlList,
  'security-group': securityGroup,
  tag: tag,
  'tag-type': tagType,
  'policy-management': policyManagement,
  'application-policy-set': applicationPolicySet,
};

/** The rules of a type. */
export function rulesOf<T extends ConfigType>(type: T): ResourceRules<T> {
  return RULES[type] as ResourceRules<T>;
}
