/** Endpoints as YAML. Pure. */

import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { editableYaml, readYaml } from '../../data/kube-yaml.ts';

export type EndpointsForm = {
  namespace: string;
  yaml: string;
  /** The name that it keeps, if it exists. */
  name: string | undefined;
};
type Endpoints = KubeObjectOf<'Endpoints'>;

export const FIELD_WORDS: Readonly<Record<keyof EndpointsForm, string>> = {
  namespace: 'Namespace',
  yaml: 'YAML',
  name: 'Name',
};

const sampleOf = (namespace: string, name: string): string => `apiVersion: v1
kind: Endpoints
metadata:
  name: ${name}
  namespace: ${namespace}
subsets:
  - addresses:
      - ip: 10.0.0.9
    ports:
      - port: 80
`;

/** `service`: for which they are written. */
export const blank = (namespace: string, service = 'my-service'): EndpointsForm => ({
  namespace,
  yaml: sampleOf(namespace, service),
  name: undefined,
});

export const fromRecord = (endpoints: Endpoints): EndpointsForm => ({
  namespace: endpoints.metadata.namespace ?? '',
  yaml: editableYaml(endpoints),
  name: endpoints.metadata.name,
});

/** Undefined while the text cannot be read. */
export function toObject(form: EndpointsForm): Endpoints | undefined {
  const read = readYaml('Endpoints', form.yaml, form);
  return 'object' in read ? read.object : undefined;
}

export function faultsOf(form: EndpointsForm): Record<string, string> {
  const read = readYaml('Endpoints', form.yaml, form);
  return 'fault' in read ? { yaml: read.fault } : {};
}

export const problemFields: Readonly<Record<string, string>> = { '/metadata': 'yaml', '/subsets': 'yaml' };
