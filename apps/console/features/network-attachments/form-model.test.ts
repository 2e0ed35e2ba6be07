import { describe, expect, it } from 'vitest';
import { readAttachmentRequest } from '../../../../server/engine/annotations/attachment-annotations.ts';
import { blank, faultsOf, toCreate, toObject, warningsOf, type AttachmentForm } from './form-model.ts';

const form = (patch: Partial<AttachmentForm> = {}): AttachmentForm => ({
  ...blank('ns-user-1'),
  name: 'vn-ns-default',
  cidr: '101.101.101.0/24',
  ...patch,
});

describe('network attachment form', () => {
  it("makes the chapter's definition", () => {
    expect(toCreate(form())).toEqual({
      method: 'POST',
      path: '/kube/apis/k8s.cni.cncf.io/v1/namespaces/ns-user-1/network-attachment-definitions',
      body: {
        apiVersion: 'k8s.cni.cncf.io/v1',
        kind: 'NetworkAttachmentDefinition',
        metadata: {
          name: 'vn-ns-default',
          namespace: 'ns-user-1',
          annotations: { 'opencontrail.org/cidr': '101.101.101.0/24' },
        },
        spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' },
      },
    });
  });
  it('maps to an existing network in a form that kube-manager reads', () => {
    const { annotations } = toObject(form({ kind: 'existing', network: 'default-domain:k8s-default:net1' })).metadata;
    expect(readAttachmentRequest(annotations)).toEqual({
      kind: 'existing-network',
      network: ['default-domain', 'k8s-default', 'net1'],
      warnings: [],
    });
  });
  it('carries fabric options of a new network only', () => {
    expect(readAttachmentRequest(toObject(form({ forwarding: true, snat: true })).metadata.annotations)).toMatchObject({
      kind: 'new-network',
      fabric: { forwarding: 'on', snat: 'on' },
    });
    expect(
      Object.keys(toObject(form({ kind: 'existing', network: 'a:b:c', snat: true })).metadata.annotations),
    ).toEqual(['opencontrail.org/network']);
  });
  it.each<[Partial<AttachmentForm>, string]>([
    [{ name: 'VN' }, 'name'],
    [{ cidr: '' }, 'cidr'],
    [{ cidr: '101.101.101.0' }, 'cidr'],
    [{ cidr: '10.0.0.0/31' }, 'cidr'],
    [{ kind: 'existing' }, 'network'],
  ])('%j is refused at %s', (patch, field) => {
    expect(Object.keys(faultsOf(form(patch)))).toEqual([field]);
  });
  it.each(['fd00:101::/64', '10.0.0.0/29'])('%s is accepted', (cidr) => expect(faultsOf(form({ cidr }))).toEqual({}));
  it('says how a host address is taken', () =>
    expect(warningsOf(form({ cidr: '101.101.101.7/24' }))).toEqual([expect.stringContaining('101.101.101.0/24')]));
});
