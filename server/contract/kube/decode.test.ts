import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { decodeKubeObject } from './decode.ts';
import { KUBE_SCHEMAS } from './schemas.ts';

const pod = (spec: Json) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });

describe('strict decoding', () => {
  test('unknown fields are dropped and named with their path', () => {
    const decoded = decodeKubeObject(
      KUBE_SCHEMAS.Pod,
      pod({ containers: [{ name: 'a', image: 'b', foo: 1 }], nosuch: 2 }),
    );
    expect(decoded.unknown).toEqual(['spec.containers[0].foo', 'spec.nosuch']);
    expect(decoded.value).toEqual(pod({ containers: [{ name: 'a', image: 'b' }] }));
  });

  const mistyped: readonly [spec: Json, goField: string, found: string, wanted: string][] = [
    [
      { containers: [{ ports: [{ containerPort: 'eighty' }] }] },
      'ContainerPort.spec.containers.ports.containerPort',
      'string',
      'int32',
    ],
    [{ containers: 'a' }, 'PodSpec.spec.containers', 'string', '[]v1.Container'],
    [{ hostNetwork: 'yes' }, 'PodSpec.spec.hostNetwork', 'string', 'bool'],
    [{ nodeSelector: { disk: true } }, 'PodSpec.spec.nodeSelector', 'bool', 'string'],
    [{ containers: [{ name: 5 }] }, 'Container.spec.containers.name', 'number', 'string'],
    [{ terminationGracePeriodSeconds: 1.5 }, 'PodSpec.spec.terminationGracePeriodSeconds', 'number', 'int64'],
  ];
  test.each(mistyped)('%j is mistyped at %s', (spec, goField, found, wanted) => {
    expect(decodeKubeObject(KUBE_SCHEMAS.Pod, pod(spec)).mistyped).toMatchObject({ goField, found, wanted });
  });

  test('numbers and texts both pass where Kubernetes takes both', () => {
    const service = (targetPort: Json) =>
      decodeKubeObject(KUBE_SCHEMAS.Service, { spec: { ports: [{ port: 80, targetPort }] } });
    expect([service(80).mistyped, service('http').mistyped, service(true).mistyped?.path]).toEqual([
      undefined,
      undefined,
      'spec.ports[0].targetPort',
    ]);
  });

  test('a field named like a property of every object is unknown', () => {
    expect(decodeKubeObject(KUBE_SCHEMAS.ConfigMap, { constructor: {}, data: { constructor: 'x' } })).toMatchObject({
      unknown: ['constructor'],
      value: { data: { constructor: 'x' } },
    });
  });

  test('null is a field that was not given, and a zero where a value has to be, as Go reads it', () => {
    expect(
      decodeKubeObject(
        KUBE_SCHEMAS.Pod,
        pod({
          nodeName: null,
          nodeSelector: { disk: null },
          containers: [{ name: 'a', image: null, command: [null], ports: null }, null],
        }),
      ).value,
    ).toEqual(pod({ nodeSelector: { disk: '' }, containers: [{ name: 'a', command: [''] }, {}] }));
  });
});
