/**
 * The cluster's settings: what was asked for at this start, merged with what is stored in kube-manager's ConfigMap.
 * A setting that cannot change and contradicts what is stored is refused with one sentence.
 */

import { OPTIONS, type OptionName } from './options.ts';
import type { AskedClusterSettings } from './settings.ts';

export interface ClusterSettings {
  readonly lab: 'chapter' | 'none';
  readonly clusterName: string;
  readonly podSubnets: string;
  readonly serviceSubnets: string;
  readonly ipFabricSubnets: string;
  readonly clusterProject: string;
  readonly publicFipPool: string | undefined;
}

export type Merged =
  | { readonly kind: 'settings'; readonly settings: ClusterSettings }
  | { readonly kind: 'refused'; readonly sentence: string };

const FIXED: readonly {
  readonly field: 'clusterName' | 'podSubnets' | 'serviceSubnets' | 'ipFabricSubnets' | 'clusterProject' | 'lab';
  readonly option: OptionName;
  readonly key: string;
  readonly fallback: string;
}[] = [
  {
    field: 'clusterName',
    option: 'cluster-name',
    key: 'KUBERNETES_CLUSTER_NAME',
    fallback: OPTIONS['cluster-name'].default,
  },
  {
    field: 'podSubnets',
    option: 'pod-subnets',
    key: 'KUBERNETES_POD_SUBNETS',
    fallback: OPTIONS['pod-subnets'].default,
  },
  {
    field: 'serviceSubnets',
    option: 'service-subnets',
    key: 'KUBERNETES_SERVICE_SUBNETS',
    fallback: OPTIONS['service-subnets'].default,
  },
  {
    field: 'ipFabricSubnets',
    option: 'ip-fabric-subnets',
    key: 'KUBERNETES_IP_FABRIC_SUBNETS',
    fallback: OPTIONS['ip-fabric-subnets'].default,
  },
  {
    field: 'clusterProject',
    option: 'cluster-project',
    key: 'KUBERNETES_CLUSTER_PROJECT',
    fallback: OPTIONS['cluster-project'].default,
  },
  { field: 'lab', option: 'lab', key: 'OVERLAY_LAB', fallback: OPTIONS['lab'].default },
];

/** Merges what was asked with the stored ConfigMap's data (undefined in a new data directory). */
export function mergeClusterSettings(
  asked: AskedClusterSettings,
  stored: { readonly [key: string]: string } | undefined,
): Merged {
  const merged: { [field: string]: string } = {};
  for (const { field, option, key, fallback } of FIXED) {
    const requested = asked[field];
    const kept = stored?.[key];
    if (requested !== undefined && kept !== undefined && requested !== kept) {
      return {
        kind: 'refused',
        sentence:
          `--${option} is "${requested}", but this data directory was made with "${kept}" and it cannot change. ` +
          'Start without the option, or with another --data-dir.',
      };
    }
    merged[field] = requested ?? kept ?? fallback;
  }
  return {
    kind: 'settings',
    settings: {
      lab: merged.lab === 'none' ? 'none' : 'chapter',
      clusterName: merged.clusterName!,
      podSubnets: merged.podSubnets!,
      serviceSubnets: merged.serviceSubnets!,
      ipFabricSubnets: merged.ipFabricSubnets!,
      clusterProject: merged.clusterProject!,
      publicFipPool: asked.publicFipPool ?? stored?.KUBERNETES_PUBLIC_FIP_POOL,
    },
  };
}

/** The ConfigMap's data for these settings. */
export function clusterConfigData(settings: ClusterSettings): { readonly [key: string]: string } {
  const data: { [key: string]: string } = {};
  for (const { field, key } of FIXED) data[key] = settings[field];
  if (settings.publicFipPool !== undefined) data.KUBERNETES_PUBLIC_FIP_POOL = settings.publicFipPool;
  return data;
}
