import { describe, expect, it } from 'vitest';
import { printedName, readManifest } from '../../data/manifest-documents.ts';
import { same } from './apply.ts';
import { SAMPLES } from './samples.ts';

const sample = (id: string): string => SAMPLES.find((each) => each.id === id)!.text;

describe('documents', () => {
  it("reads the chapter's manifests, in the namespace that is chosen", () => {
    expect(readManifest(sample('namespaces'), 'default')).toMatchObject([
      { ok: true, kind: 'Namespace', name: 'ns-non-isolated', namespace: undefined, line: 2 },
      { ok: true, name: 'ns-isolated', line: 8 },
    ]);
    expect(readManifest(sample('webserver'), 'ns-isolated')).toMatchObject([
      {
        kind: 'Deployment',
        name: 'webserver',
        namespace: 'ns-isolated',
        object: { metadata: { namespace: 'ns-isolated' } },
      },
    ]);
    expect(readManifest(sample('attachment'), 'ns-user-1')).toMatchObject([
      {
        kind: 'NetworkAttachmentDefinition',
        object: { metadata: { annotations: { 'opencontrail.org/cidr': '101.101.101.0/24' } } },
      },
    ]);
  });
  it.each(SAMPLES.map((each) => [each.label, each.text]))('%s has no fault', (_, text) => {
    expect(readManifest(text, 'default').filter((entry) => !entry.ok)).toEqual([]);
  });
  it('keeps a namespace that the object names', () => {
    expect(readManifest(sample('summary'), 'default').map((entry) => (entry.ok ? entry.namespace : 'fault'))).toEqual([
      undefined,
      'ns-user-1',
      'ns-user-1',
    ]);
  });
  it('opens lists, passes over empty documents, and takes JSON', () => {
    expect(
      readManifest(
        '---\n---\n{"apiVersion":"v1","kind":"List","items":[' +
          '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a"}},' +
          '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"b"}}]}',
        'default',
      ).map((entry) => (entry.ok ? entry.name : '')),
    ).toEqual(['a', 'b']);
    expect(readManifest('', 'default')).toEqual([]);
    expect(readManifest('# only a comment\n', 'default')).toEqual([]);
  });
  it.each([
    ['apiVersion: v1\nkind: Namespace', /metadata\.name is missing/],
    ['kind: Namespace\nmetadata: {name: a}', /apiVersion of Namespace is v1/],
    ['apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}', /apiVersion of Deployment is apps\/v1/],
    ['apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}', /Ingress is not served here/],
    ['metadata: {name: a}', /kind is missing/],
    ['just text', /must be an object/],
    ['a: [1', /./],
    [`a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, /nested too deep/],
    [
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, ` +
        `*b, *b]\nd: [*c, *c, *c, *c]`,
      /alias/,
    ],
  ])('%j is refused', (text, fault) => {
    const [entry] = readManifest(text, 'default');
    expect(entry).toMatchObject({ ok: false, fault: expect.stringMatching(fault) });
  });
  it('says where a fault is', () => {
    expect(
      readManifest('apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\nkind: Pod\n', 'default')[1],
    ).toMatchObject({ ok: false, line: 5 });
  });
  it.each([
    ['Deployment', 'deployment.apps/x'],
    ['Namespace', 'namespace/x'],
    ['NetworkAttachmentDefinition', 'network-attachment-definition.k8s.cni.cncf.io/x'],
  ] as const)('%s is printed as kubectl does', (kind, printed) => {
    expect(printedName({ kind, name: 'x' })).toBe(printed);
  });
});

describe('unchanged', () => {
  const object = {
    metadata: { name: 'a', resourceVersion: '1', labels: { x: '1', y: '2' } },
    spec: { replicas: 1 },
    status: { ready: 1 },
  };
  it('looks past version, status and order', () =>
    expect(
      same(object, {
        status: {},
        spec: { replicas: 1 },
        metadata: { labels: { y: '2', x: '1' }, name: 'a', resourceVersion: '2' },
      }),
    ).toBe(true));
  it('sees a change', () => expect(same(object, { ...object, spec: { replicas: 2 } })).toBe(false));
});
