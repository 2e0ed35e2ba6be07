/** A deployment: one container, replicas, the pods' labels, networks. Pure. */

import { POD_NETWORKS } from '../../../../server/engine/annotations/annotation-keys.ts';
import { parsePodNetworks } from '../../../../server/engine/annotations/pod-networks.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { kubeCollection, mergePatch } from '../../data/kube-objects.ts';
import { nameFault, readLabels } from '../../data/kube-text.ts';
import type { Write } from '../../data/writes.ts';

export type DeploymentForm = {
  namespace: string;
  name: string;
  image: string;
  replicas: string;
  labels: string;
  port: string;
  /** `<namespace>/<definition>`, in the order of the interfaces. */
  networks: string[];
};

/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof DeploymentForm, string>> = {
  namespace: 'Namespace',
  name: 'Name',
  image: 'Image',
  replicas: 'Replicas',
  labels: 'Labels',
  port: 'Container port',
  networks: 'Extra networks',
};

/** The largest int32, which is the type of `spec.replicas` in Kubernetes. */
export const MOST_REPLICAS = 2_147_483_647;
export const blank = (namespace: string): DeploymentForm => ({
  namespace,
  name: '',
  image: 'contrailk8sdayone/contrail-webserver',
  replicas: '1',
  labels: '',
  port: '80',
  networks: [],
});

export function fromRecord({ metadata, spec }: KubeObjectOf<'Deployment'>): DeploymentForm {
  const container = spec?.template.spec.containers[0];
  const reading = parsePodNetworks(
    spec?.template.metadata?.annotations?.[POD_NETWORKS] ?? '',
    metadata.namespace ?? '',
  );
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    image: String(container?.['image'] ?? ''),
    replicas: String(spec?.replicas ?? 1),
    labels: '',
    port: '',
    networks:
      reading.kind === 'networks' ? reading.networks.map((network) => `${network.namespace}/${network.name}`) : [],
  };
}

const whole = (typed: string, min: number, max: number): number | undefined =>
  /^\d{1,10}$/.test(typed.trim()) && Number(typed) >= min && Number(typed) <= max ? Number(typed) : undefined;
/** The number of replicas; undefined if the text is no number. */
export const replicasOf = (typed: string): number | undefined => whole(typed, 0, MOST_REPLICAS);
const networksText = (form: DeploymentForm): string =>
  form.networks
    .map((network) => (network.startsWith(`${form.namespace}/`) ? network.slice(form.namespace.length + 1) : network))
    .join(',');
/** The pods' labels: those typed, else `app=<name>`. */
const podLabels = (form: DeploymentForm): Readonly<Record<string, string>> => {
  const { labels } = readLabels(form.labels);
  return Object.keys(labels).length === 0 ? { app: form.name.trim() } : labels;
};

export function faultsOf(form: DeploymentForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const name = nameFault(form.name);
  if (name !== undefined) faults['name'] = name;
  if (form.image.trim() === '') faults['image'] = 'Image is missing.';
  if (replicasOf(form.replicas) === undefined) faults['replicas'] = `Use 0 to ${MOST_REPLICAS}.`;
  if (form.port.trim() !== '' && whole(form.port, 1, 65_535) === undefined) faults['port'] = 'Use 1 to 65535.';
  const { fault } = readLabels(form.labels);
  if (fault !== undefined) faults['labels'] = fault;
  const reading = parsePodNetworks(networksText(form), form.namespace);
  if (reading.kind === 'malformed') faults['networks'] = reading.message;
  return faults;
}

function toObject(form: DeploymentForm) {
  const labels = podLabels(form);
  const name = form.name.trim();
  const port = whole(form.port, 1, 65_535);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: form.namespace, labels },
    spec: {
      replicas: replicasOf(form.replicas) ?? 1,
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels,
          ...(form.networks.length === 0 ? {} : { annotations: { [POD_NETWORKS]: networksText(form) } }),
        },
        spec: {
          containers: [
            { name, image: form.image.trim(), ...(port === undefined ? {} : { ports: [{ containerPort: port }] }) },
          ],
        },
      },
    },
  };
}

export const toCreate = (form: DeploymentForm): Write => ({
  method: 'POST',
  path: kubeCollection('Deployment', form.namespace),
  body: toObject(form),
});

/** Only the number of replicas, as `kubectl scale` does. */
export const toScale = (namespace: string, name: string, replicas: number): Write =>
  mergePatch('Deployment', namespace, name, { spec: { replicas } });

/** Replicas, image and networks; undefined if nothing changed. A new image or network replaces the pods. */
export function toUpdate(
  form: DeploymentForm,
  was: DeploymentForm,
  stored: KubeObjectOf<'Deployment'>,
): Write | undefined {
  const spec: Record<string, unknown> = {};
  if (form.replicas !== was.replicas) spec['replicas'] = replicasOf(form.replicas);
  const template: Record<string, unknown> = {};
  if (form.image !== was.image) {
    const [first, ...others] = stored.spec?.template.spec.containers ?? [];
    template['spec'] = { containers: [{ ...first, image: form.image.trim() }, ...others] };
  }
  if (networksText(form) !== networksText(was))
    template['metadata'] = { annotations: { [POD_NETWORKS]: form.networks.length === 0 ? null : networksText(form) } };
  if (Object.keys(template).length > 0) spec['template'] = template;
  return Object.keys(spec).length === 0 ? undefined : mergePatch('Deployment', was.namespace, was.name, { spec });
}

export const problemFields: Readonly<Record<string, string>> = {
  '/metadata/name': 'name',
  '/metadata/namespace': 'namespace',
  '/metadata/labels': 'labels',
  '/spec/replicas': 'replicas',
  '/spec/template/metadata/annotations': 'networks',
  '/spec/template/metadata/labels': 'labels',
  '/spec/template/spec/containers[0]/image': 'image',
  '/spec/template/spec/containers[0]/ports': 'port',
};
