/**
 * kube-manager's configuration: the ConfigMap `contrail/contrail-kubernetes-config`, with the original's defaults for
 * what is not set. The cluster's name and subnets are fixed once the networks exist.
 */

import { DEFAULT_CLUSTER_NAMES, type ClusterNames } from '../../engine/naming/kube-names.ts';
import { clusterNames, KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import { formatPrefix, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import { Problem } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';

/** Recorded as the owner of the elements that kube-manager writes. */
export const KUBE_MANAGER = 'kube-manager';

export interface ClusterSettings {
  readonly names: ClusterNames;
  readonly podSubnets: readonly Prefix[];
  readonly serviceSubnets: readonly Prefix[];
  readonly ipFabricSubnets: readonly Prefix[];
}

/** Whether the cluster's firewall policies hold for whole projects, and not only for the networks of namespaces. */
export function isSecureProject(read: Read): boolean {
  return isSet(read, 'KUBERNETES_SECURE_PROJECT');
}

/** What pod networks have of the underlay where no annotation says otherwise. */
export function fabricDefaults(read: Read): { readonly forwarding: boolean; readonly snat: boolean } {
  return { forwarding: isSet(read, 'KUBERNETES_IP_FABRIC_FORWARDING'), snat: isSet(read, 'KUBERNETES_IP_FABRIC_SNAT') };
}

/** Settings of which the networks of every namespace follow. */
export const NAMESPACE_SETTINGS = [
  'KUBERNETES_SECURE_PROJECT',
  'KUBERNETES_IP_FABRIC_FORWARDING',
  'KUBERNETES_IP_FABRIC_SNAT',
] as const;

function isSet(read: Read, key: (typeof NAMESPACE_SETTINGS)[number]): boolean {
  const data = read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data;
  return data?.[key]?.trim().toLowerCase() === 'true';
}

const DEFAULTS = {
  KUBERNETES_CLUSTER_NAME: DEFAULT_CLUSTER_NAMES.clusterName,
  KUBERNETES_POD_SUBNETS: '10.32.0.0/12',
  KUBERNETES_SERVICE_SUBNETS: '10.96.0.0/12',
  KUBERNETES_IP_FABRIC_SUBNETS: '10.64.0.0/12',
} as const;

/** Throws a `Problem` if a subnet is not a valid prefix. */
export function readClusterSettings(read: Read): ClusterSettings {
  const data = read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data ?? {};
  const setting = (key: keyof typeof DEFAULTS): string => data[key]?.trim() || DEFAULTS[key];
  return {
    names: clusterNames(read),
    podSubnets: subnets('KUBERNETES_POD_SUBNETS', setting('KUBERNETES_POD_SUBNETS')),
    serviceSubnets: subnets('KUBERNETES_SERVICE_SUBNETS', setting('KUBERNETES_SERVICE_SUBNETS')),
    ipFabricSubnets: subnets('KUBERNETES_IP_FABRIC_SUBNETS', setting('KUBERNETES_IP_FABRIC_SUBNETS')),
  };
}

function subnets(key: string, text: string): readonly Prefix[] {
  return text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const prefix = parsePrefix(word);
      if (prefix !== undefined) return prefix;
      const masked = parsePrefix(word, 'mask');
      const advice =
        masked === undefined
          ? 'Write prefixes separated by blanks, as "10.32.0.0/12"'
          : `Did you mean ${formatPrefix(masked)}?`;
      throw new Problem({
        status: 422,
        reason: 'Invalid',
        detail: `ConfigMap ${KUBERNETES_CONFIG.key}: ${key} has "${word}", which is not a prefix. ${advice}.`,
      });
    });
}
