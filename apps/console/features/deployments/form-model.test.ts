import { describe, expect, it } from 'vitest';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { blank, faultsOf, fromRecord, toCreate, toScale, toUpdate, type DeploymentForm } from './form-model.ts';

const form = (patch: Partial<DeploymentForm> = {}): DeploymentForm => ({
  ...blank('ns-user-1'),
  name: 'webserver',
  ...patch,
});
const stored: KubeObjectOf<'Deployment'> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'webserver', namespace: 'ns-user-1', uid: 'u', creationTimestamp: '2024-07-11T00:00:00Z' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'webserver' } },
    template: {
      metadata: { labels: { app: 'webserver' }, annotations: { 'k8s.v1.cni.cncf.io/networks': 'vn-left-1' } },
      spec: { containers: [{ name: 'webserver', image: 'a:1', env: [] }] },
    },
  },
};

describe('deployment form', () => {
  it('selects its own pods', () => {
    expect(toCreate(form({ replicas: '3' }))).toEqual({
      method: 'POST',
      path: '/kube/apis/apps/v1/namespaces/ns-user-1/deployments',
      body: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'webserver', namespace: 'ns-user-1', labels: { app: 'webserver' } },
        spec: {
          replicas: 3,
          selector: { matchLabels: { app: 'webserver' } },
          template: {
            metadata: { labels: { app: 'webserver' } },
            spec: {
              containers: [
                { name: 'webserver', image: 'contrailk8sdayone/contrail-webserver', ports: [{ containerPort: 80 }] },
              ],
            },
          },
        },
      },
    });
  });
  it.each<[Partial<DeploymentForm>, string]>([
    [{ name: '' }, 'name'],
    [{ image: '' }, 'image'],
    [{ replicas: '-1' }, 'replicas'],
    [{ replicas: '' }, 'replicas'],
    [{ replicas: '2147483648' }, 'replicas'],
    [{ port: '65536' }, 'port'],
    [{ labels: 'x' }, 'labels'],
    [{ networks: ['ns-user-1/Bad_Name'] }, 'networks'],
  ])('%j is refused at %s', (patch, field) => expect(Object.keys(faultsOf(form(patch)))).toEqual([field]));
  it.each(['0', '3000'])('%s replicas are accepted', (replicas) => expect(faultsOf(form({ replicas }))).toEqual({}));
  it('scales with a patch of one field', () => {
    expect(toScale('ns-user-1', 'webserver', 12)).toEqual({
      method: 'PATCH',
      path: '/kube/apis/apps/v1/namespaces/ns-user-1/deployments/webserver',
      body: { spec: { replicas: 12 } },
    });
  });
  it("patches what changed and keeps the container's other fields", () => {
    const was = fromRecord(stored);
    expect(was.networks).toEqual(['ns-user-1/vn-left-1']);
    expect(toUpdate(was, was, stored)).toBeUndefined();
    expect(toUpdate({ ...was, replicas: '2', image: 'a:2', networks: [] }, was, stored)?.body).toEqual({
      spec: {
        replicas: 2,
        template: {
          metadata: { annotations: { 'k8s.v1.cni.cncf.io/networks': null } },
          spec: { containers: [{ name: 'webserver', image: 'a:2', env: [] }] },
        },
      },
    });
  });
});
