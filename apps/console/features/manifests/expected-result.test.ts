import { expect, it } from 'vitest';
import { readManifest } from '../../data/manifest-documents.ts';
import { changedMembers } from './apply.ts';
import { expectedResult } from './expected-result.ts';

const of = (yaml: string) => {
  const [entry] = readManifest(yaml, 'default');
  if (entry?.ok !== true) throw new Error('no object');
  return expectedResult(entry, 'k8s');
};

it.each([
  [
    'kind: Namespace\napiVersion: v1\nmetadata: {name: a}',
    ['Would create project k8s-a.', 'Its pods and services would use the networks of the cluster.'],
  ],
  [
    'kind: Namespace\napiVersion: v1\nmetadata: {name: a, annotations: {opencontrail.org/isolation: "true"}}',
    ['Would create project k8s-a.', 'Would create its own networks k8s-a-pod-network and k8s-a-service-network.'],
  ],
  [
    'kind: NetworkAttachmentDefinition\napiVersion: k8s.cni.cncf.io/v1\nmetadata: {name: left, annotations: ' +
      '{opencontrail.org/cidr: 10.1.0.0/24}}',
    ['Would create virtual network k8s-left-pod-network with 10.1.0.0/24.'],
  ],
  [
    'kind: Service\napiVersion: v1\nmetadata: {name: s}\nspec: {type: LoadBalancer, ports: [{port: 80}]}',
    [
      'Would draw a ClusterIP, and wait for an address from outside: from the pool of its namespace, else of the ' +
        'cluster.',
    ],
  ],
])('%s', (yaml, sentences) => expect(of(yaml)).toEqual(sentences));

it('names the members that change, not those that the server counts', () => {
  const before = {
    metadata: { name: 'a', resourceVersion: '1', labels: { x: '1' } },
    spec: { replicas: 1, template: { a: [1] } },
    status: { ready: 1 },
  };
  expect(
    changedMembers(before, {
      ...before,
      metadata: { name: 'a', resourceVersion: '2', labels: { x: '1', y: '2' } },
      spec: { replicas: 3, template: { a: [1, 2] } },
      status: {},
    }),
  ).toEqual(['metadata.labels.y', 'spec.replicas', 'spec.template.a']);
  expect(changedMembers(before, before)).toEqual([]);
});
