/** The names of the config types, as in Contrail's REST API. */

export const CONFIG_TYPES = [
  'domain',
  'project',
  'virtual-network',
  'routing-instance',
  'route-target',
  'network-ipam',
  'network-policy',
  'route-table',
  'floating-ip-pool',
  'floating-ip',
  'virtual-machine',
  'virtual-machine-interface',
  'instance-ip',
  'virtual-router',
  'bgp-router',
  'global-system-config',
  'global-vrouter-config',
  'access-control-list',
  'security-group',
  'tag',
  'tag-type',
  'policy-management',
  'application-policy-set',
  'firewall-policy',
  'firewall-rule',
  'address-group',
  'service-group',
  'loadbalancer',
  'loadbalancer-listener',
  'loadbalancer-pool',
  'loadbalancer-member',
  'loadbalancer-healthmonitor',
] as const;

export type ConfigType = (typeof CONFIG_TYPES)[number];

const TYPES: ReadonlySet<string> = new Set(CONFIG_TYPES);

/** Whether `text` names a config type. */
export function isConfigType(text: string): text is ConfigType {
  return TYPES.has(text);
}
