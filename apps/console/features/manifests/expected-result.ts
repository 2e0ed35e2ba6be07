/** What the cluster would make of an object that a check found to be new, in sentences. Pure. */

import { CIDR, FIP_POOL, ISOLATION } from '../../../../server/engine/annotations/annotation-keys.ts';
import {
  attachmentNetworkName,
  DEFAULT_CLUSTER_NAMES,
  podNetworkFqName,
  projectFqName,
  serviceNetworkFqName,
} from '../../../../server/engine/naming/kube-names.ts';
import { shortName } from '../../../../server/model/naming/fq-name.ts';
import type { ManifestObject } from './documents.ts';

type Manifest = {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly replicas?: number; readonly type?: string };
};

export function expectedResult(
  entry: Pick<ManifestObject, 'kind' | 'name' | 'namespace' | 'object'>,
  clusterName: string,
): string[] {
  const names = { ...DEFAULT_CLUSTER_NAMES, clusterName };
  const { metadata, spec } = entry.object as Manifest;
  const annotations = new Map(Object.entries(metadata?.annotations ?? {}));
  switch (entry.kind) {
    case 'Namespace': {
      const isolated = annotations.get(ISOLATION) === 'true';
      const pool = annotations.get(FIP_POOL);
      return [
        `Would create project ${shortName(projectFqName(names, entry.name))}.`,
        isolated
          ? `Would create its own networks ${shortName(podNetworkFqName(names, entry.name))} and ` +
            `${shortName(serviceNetworkFqName(names, entry.name))}.`
          : 'Its pods and services would use the networks of the cluster.',
        ...(pool === undefined ? [] : [`Its services would take floating IPs from ${pool}.`]),
      ];
    }
    case 'NetworkAttachmentDefinition': {
      const cidr = annotations.get(CIDR);
      return cidr === undefined
        ? []
        : [`Would create virtual network ${attachmentNetworkName(names, entry.name)} with ${cidr}.`];
    }
    case 'Deployment':
      return [
        'Would create ' +
          `${spec?.replicas === 1 || spec?.replicas === undefined ? '1 pod' : `${spec.replicas} pods`} in ` +
          `${entry.namespace ?? 'default'}.`,
      ];
    case 'Pod':
      return [`Would create a machine with its interfaces in ${entry.namespace ?? 'default'}.`];
    case 'Service':
      return [
        spec?.type === 'LoadBalancer'
          ? 'Would draw a ClusterIP, and wait for an address from outside: from the pool of its namespace, else of ' +
            'the cluster.'
          : 'Would draw a ClusterIP from the service network.',
      ];
    default:
      return [];
  }
}
