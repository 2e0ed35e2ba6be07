/** `/views/kube-manager`: kube-manager's configuration in the lines of `/etc/contrail/contrail-kubernetes.conf`. */

import type { KubeManagerAnswer, KubeManagerLine } from '../../contract/views/pools.ts';
import { parseGlobalFipPoolName } from '../../engine/annotations/dict-string.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import { linkByName } from '../shared/links.ts';
import { decidePool, globalPool } from '../shared/pool-decision.ts';
import type { ViewContext } from '../shared/view-context.ts';

const UNBUILT = 'Each isolated namespace has networks of its own; a mode with one network for all is not offered.';
const FIXED = 'It was chosen when the cluster was made, and what was made of it cannot be renamed.';

const LINES: readonly {
  readonly section: string;
  readonly key: string;
  readonly configKey: string;
  readonly fallback: string;
  readonly meaning: string;
  readonly locked?: string;
}[] = [
  {
    section: 'KUBERNETES',
    key: 'cluster_name',
    configKey: 'KUBERNETES_CLUSTER_NAME',
    fallback: 'k8s',
    meaning: 'First part of the names of projects and networks.',
    locked: FIXED,
  },
  {
    section: 'KUBERNETES',
    key: 'cluster_project',
    configKey: 'KUBERNETES_CLUSTER_PROJECT',
    fallback: '{}',
    meaning: 'One project for all namespaces; {} means none.',
    locked: FIXED,
  },
  {
    section: 'KUBERNETES',
    key: 'cluster_network',
    configKey: 'KUBERNETES_CLUSTER_NETWORK',
    fallback: '{}',
    meaning: 'One network for all pods; {} means none.',
    locked: UNBUILT,
  },
  {
    section: 'KUBERNETES',
    key: 'pod_subnets',
    configKey: 'KUBERNETES_POD_SUBNETS',
    fallback: '10.32.0.0/12',
    meaning: 'Subnets of the pod IPAM, from which pods draw addresses.',
    locked: FIXED,
  },
  {
    section: 'KUBERNETES',
    key: 'service_subnets',
    configKey: 'KUBERNETES_SERVICE_SUBNETS',
    fallback: '10.96.0.0/12',
    meaning: 'Subnets of the service IPAM, from which ClusterIPs come.',
    locked: FIXED,
  },
  {
    section: 'KUBERNETES',
    key: 'ip_fabric_subnets',
    configKey: 'KUBERNETES_IP_FABRIC_SUBNETS',
    fallback: '10.64.0.0/12',
    meaning: 'Subnets of the IP fabric IPAM.',
    locked: FIXED,
  },
  {
    section: 'VNC',
    key: 'public_fip_pool',
    configKey: 'KUBERNETES_PUBLIC_FIP_POOL',
    fallback: '{}',
    meaning: 'Floating IP pool of services and namespaces that name none: a dict of domain, project, network and name.',
  },
];

export function kubeManager(context: ViewContext): KubeManagerAnswer {
  const { read } = context;
  const config = read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value;
  const lines = LINES.map(({ configKey, fallback, locked, ...line }): KubeManagerLine => {
    const stored = config?.data?.[configKey];
    return {
      ...line,
      value: stored ?? fallback,
      source: stored === undefined ? 'default' : 'ConfigMap',
      configKey,
      editable: locked === undefined,
      ...(locked === undefined ? {} : { locked }),
    };
  });
  const { namespace, name } = KUBERNETES_CONFIG;
  const text = globalPool(context);
  return {
    file: '/etc/contrail/contrail-kubernetes.conf',
    lines,
    configMap: { namespace, name, exists: config !== undefined },
    ...(text === undefined ? {} : globalOf(context, text)),
    revision: read.revision,
  };
}

function globalOf(context: ViewContext, text: string): Pick<KubeManagerAnswer, 'globalPool'> {
  const reading = parseGlobalFipPoolName(text);
  if (reading.kind === 'none') return {};
  if (reading.kind === 'malformed') return { globalPool: { wanted: text, problem: reading.message } };
  const { resolution, trail } = decidePool(context, '');
  const wanted = reading.fqName.join(':');
  if (resolution.kind === 'resolved')
    return { globalPool: { wanted, pool: linkByName(context.read, 'floating-ip-pool', resolution.pool) } };
  return { globalPool: { wanted, problem: trail.at(-1)?.sentence ?? `Pool ${wanted} does not exist.` } };
}
