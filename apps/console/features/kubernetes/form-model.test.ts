import { describe, expect, it } from 'vitest';
import { faultsOf, fromText, toUpdate } from './form-model.ts';

const CHAPTER =
  "{'domain': 'default-domain','name': 'pool-global-default','network': 'vn-global-default','project': " +
  "'k8s-ns-user-1'}";
const map = { namespace: 'contrail', name: 'contrail-kubernetes-config' };
const path = '/kube/api/v1/namespaces/contrail/configmaps/contrail-kubernetes-config';

describe('the global pool', () => {
  it("reads the chapter's line", () => {
    expect(fromText(CHAPTER).pool).toEqual({
      named: true,
      domain: 'default-domain',
      project: 'k8s-ns-user-1',
      network: 'vn-global-default',
      name: 'pool-global-default',
    });
    expect(faultsOf(fromText(CHAPTER))).toEqual({});
  });
  it('is set by a merge patch of one key', () => {
    expect(toUpdate(fromText(CHAPTER), fromText('{}'), map)).toEqual({
      method: 'PATCH',
      path,
      body: {
        data: {
          KUBERNETES_PUBLIC_FIP_POOL:
            "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-global-default', 'name': " +
            "'pool-global-default'}",
        },
      },
    });
  });
  it('is taken away with null, and left alone when it did not change', () => {
    expect(toUpdate(fromText('{}'), fromText(CHAPTER), map)?.body).toEqual({
      data: { KUBERNETES_PUBLIC_FIP_POOL: null },
    });
    expect(toUpdate(fromText(CHAPTER), fromText(CHAPTER), map)).toBeUndefined();
  });
});
