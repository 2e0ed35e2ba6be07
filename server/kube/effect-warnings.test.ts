import { describe, expect, test } from 'vitest';
import type { AnyKubeObject } from '../model/kube/types.ts';
import { effectWarnings } from './effect-warnings.ts';

const deployment = (spec: object, pod: object): AnyKubeObject =>
  ({
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { ...spec, template: { spec: { containers: [{ name: 'a' }, { name: 'b' }], ...pod } } },
  }) as unknown as AnyKubeObject;

describe('a field without the effect that it promises', () => {
  test('is told with its place and with what holds instead', () => {
    const containers = [{ name: 'a' }, { name: 'b', readinessProbe: { httpGet: { port: 80 } } }];
    expect(effectWarnings('Deployment', deployment({ minReadySeconds: 5 }, { affinity: {}, containers }))).toEqual([
      'spec.template.spec.containers[1].readinessProbe: kept, and without effect here: a pod is ready when its ' +
        'network is',
      'spec.template.spec.affinity: kept, and without effect here: the scheduler looks at nodeSelector, taints and ' +
        'how many pods a node has',
      'spec.minReadySeconds: kept, and without effect here: a pod that is ready is available',
    ]);
  });

  test('is told once, and not of a value that asks for nothing', () => {
    const before = deployment({ minReadySeconds: 0 }, { affinity: {}, initContainers: [] });
    expect(effectWarnings('Deployment', before)).toHaveLength(1);
    expect(effectWarnings('Deployment', deployment({ replicas: 2 }, { affinity: { a: 1 } }), before)).toEqual([]);
    const service = (policy: string) =>
      ({ metadata: { name: 's' }, spec: { internalTrafficPolicy: policy } }) as unknown as AnyKubeObject;
    expect(effectWarnings('Service', service('Cluster'))).toEqual([]);
    expect(effectWarnings('Service', service('Local'))).toHaveLength(1);
  });
});
