import { describe, expect, it } from 'vitest';
import { blank, faultsOf, networksText, toCreate, type PodForm } from './form-model.ts';

const form = (patch: Partial<PodForm> = {}): PodForm => ({ ...blank('ns-user-1'), name: 'web', ...patch });

describe('pod form', () => {
  it('attaches networks in their order, own ones by short name', () => {
    const pod = form({ networks: ['ns-user-1/vn-left-1', 'other/vn-right-1'], labels: 'app=web' });
    expect(networksText(pod)).toBe('vn-left-1,other/vn-right-1');
    expect(toCreate(pod)).toEqual({
      method: 'POST',
      path: '/kube/api/v1/namespaces/ns-user-1/pods',
      body: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'web',
          namespace: 'ns-user-1',
          labels: { app: 'web' },
          annotations: { 'k8s.v1.cni.cncf.io/networks': 'vn-left-1,other/vn-right-1' },
        },
        spec: { containers: [{ name: 'web', image: 'contrailk8sdayone/contrail-webserver' }] },
      },
    });
  });
  it('has no annotation without extra networks', () => {
    expect(toCreate(form()).body).not.toHaveProperty('metadata.annotations');
    expect(faultsOf(form())).toEqual({});
  });
  it.each<[Partial<PodForm>, string]>([
    [{ name: 'Web' }, 'name'],
    [{ image: ' ' }, 'image'],
    [{ labels: 'a' }, 'labels'],
    [{ networks: ['ns-user-1/Bad_Name'] }, 'networks'],
  ])('%j is refused at %s', (patch, field) => {
    expect(Object.keys(faultsOf(form(patch)))).toEqual([field]);
  });
});
