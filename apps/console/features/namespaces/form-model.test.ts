import { describe, expect, it } from 'vitest';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { blank, faultsOf, fromRecord, toCreate, toUpdate, type NamespaceForm } from './form-model.ts';

const POOL =
  "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-ns-default', 'name': 'pool-ns-default'}";
const form = (patch: Partial<NamespaceForm>): NamespaceForm => ({ ...blank(), name: 'ns-user-1', ...patch });
const stored = (
  annotations: Record<string, string>,
  labels: Record<string, string> = {},
): KubeObjectOf<'Namespace'> => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'ns-user-1',
    uid: 'u',
    creationTimestamp: '2024-07-11T00:00:00Z',
    labels: { 'kubernetes.io/metadata.name': 'ns-user-1', ...labels },
    annotations,
  },
});

describe('namespace form', () => {
  it("makes the chapter's manifest", () => {
    const pool = {
      named: true,
      domain: 'default-domain',
      project: 'k8s-ns-user-1',
      network: 'vn-ns-default',
      name: 'pool-ns-default',
    };
    expect(toCreate(form({ isolated: true, pool }))).toEqual({
      method: 'POST',
      path: '/kube/api/v1/namespaces',
      body: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'ns-user-1',
          annotations: { 'opencontrail.org/isolation': 'true', 'opencontrail.org/fip-pool': POOL },
        },
      },
    });
  });
  it('makes a plain one without annotations', () => {
    expect(toCreate(form({ labels: 'team=net' })).body).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'ns-user-1', labels: { team: 'net' } },
    });
  });
  it("reads what it made, without Kubernetes' own label", () => {
    expect(
      fromRecord(stored({ 'opencontrail.org/isolation': 'true', 'opencontrail.org/fip-pool': POOL }, { team: 'net' })),
    ).toMatchObject({ isolated: true, labels: 'team=net', pool: { named: true, network: 'vn-ns-default' } });
  });
  it('patches only what changed', () => {
    const was = fromRecord(
      stored({ 'opencontrail.org/isolation': 'true', 'opencontrail.org/fip-pool': POOL }, { team: 'net', a: '1' }),
    );
    expect(toUpdate(was, was)).toBeUndefined();
    expect(toUpdate({ ...was, isolated: false, labels: 'team=core' }, was)).toEqual({
      method: 'PATCH',
      path: '/kube/api/v1/namespaces/ns-user-1',
      body: { metadata: { annotations: { 'opencontrail.org/isolation': null }, labels: { team: 'core', a: null } } },
    });
    expect(toUpdate({ ...was, pool: { ...was.pool, named: false } }, was)?.body).toEqual({
      metadata: { annotations: { 'opencontrail.org/fip-pool': null } },
    });
  });
  it.each<[Partial<NamespaceForm>, string]>([
    [{ name: 'NS' }, 'name'],
    [{ name: '' }, 'name'],
    [{ labels: 'x' }, 'labels'],
    [{ pool: { named: true, domain: 'd', project: '', network: 'n', name: 'p' } }, 'pool.project'],
  ])('%j is refused at %s', (patch, field) => {
    expect(Object.keys(faultsOf(form(patch)))).toEqual([field]);
  });
});
