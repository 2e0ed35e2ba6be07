/** A simple pod: one container, and its networks besides the default one. Pure. */

import { POD_NETWORKS } from '../../../../server/engine/annotations/annotation-keys.ts';
import { parsePodNetworks } from '../../../../server/engine/annotations/pod-networks.ts';
import { kubeCollection } from '../../data/kube-objects.ts';
import { nameFault, readLabels } from '../../data/kube-text.ts';
import type { Write } from '../../data/writes.ts';

export type PodForm = {
  namespace: string;
  name: string;
  image: string;
  labels: string;
  /** `<namespace>/<definition>`, in the order of the interfaces. */
  networks: string[];
};

const DEFAULT_IMAGE = 'contrailk8sdayone/contrail-webserver';
export const blank = (namespace: string, networks: string[] = []): PodForm => ({
  namespace,
  name: '',
  image: DEFAULT_IMAGE,
  labels: '',
  networks,
});

/** Definitions in the pod's own namespace are referred to by their short name. */
export const networksText = (form: PodForm): string =>
  form.networks
    .map((network) => (network.startsWith(`${form.namespace}/`) ? network.slice(form.namespace.length + 1) : network))
    .join(',');

export function faultsOf(form: PodForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const name = nameFault(form.name);
  if (name !== undefined) faults['name'] = name;
  if (form.image.trim() === '') faults['image'] = 'Image is missing.';
  const { fault } = readLabels(form.labels);
  if (fault !== undefined) faults['labels'] = fault;
  const reading = parsePodNetworks(networksText(form), form.namespace);
  if (reading.kind === 'malformed') faults['networks'] = reading.message;
  return faults;
}

function toObject(form: PodForm) {
  const { labels } = readLabels(form.labels);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: form.name.trim(),
      namespace: form.namespace,
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(form.networks.length === 0 ? {} : { annotations: { [POD_NETWORKS]: networksText(form) } }),
    },
    spec: { containers: [{ name: form.name.trim(), image: form.image.trim() }] },
  };
}

export const toCreate = (form: PodForm): Write => ({
  method: 'POST',
  path: kubeCollection('Pod', form.namespace),
  body: toObject(form),
});

export const problemFields: Readonly<Record<string, string>> = {
  '/metadata/name': 'name',
  '/metadata/namespace': 'namespace',
  '/metadata/labels': 'labels',
  '/metadata/annotations': 'networks',
  '/spec/containers[0]/image': 'image',
  '/spec/containers[0]/name': 'name',
};
