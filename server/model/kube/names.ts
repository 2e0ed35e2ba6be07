/** The supported Kubernetes kinds. */

export const KUBE_KINDS = [
  'Namespace',
  'NetworkAttachmentDefinition',
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Node',
  'Service',
  'ConfigMap',
  'Endpoints',
  'EndpointSlice',
  'NetworkPolicy',
  'Secret',
  'ServiceAccount',
  'Lease',
  'ResourceQuota',
  'LimitRange',
  'Event',
] as const;

export type KubeKind = (typeof KUBE_KINDS)[number];

const KINDS: ReadonlySet<string> = new Set(KUBE_KINDS);

/** Whether `text` names a supported Kubernetes kind. */
export function isKubeKind(text: string): text is KubeKind {
  return KINDS.has(text);
}
