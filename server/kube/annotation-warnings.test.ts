import { describe, expect, it } from 'vitest';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import { annotationWarnings } from './annotation-warnings.ts';

const object = (name: string, annotations: { readonly [key: string]: string }): AnyKubeObject =>
  ({ metadata: { name, uid: 'u', annotations } }) as AnyKubeObject;
const CIDR = 'opencontrail.org/cidr';

describe('what is accepted and has no effect', () => {
  it.each<
    [
      KubeKind,
      string,
      { readonly [key: string]: string } | undefined,
      { readonly [key: string]: string },
      readonly RegExp[],
    ]
  >([
    ['Namespace', 'ns-a', undefined, { 'opencontrail.org/isolation': 'true' }, []],
    ['Namespace', 'ns-a', undefined, { 'opencontrail.org/isolation': 'maybe' }, [/only "true" isolates/]],
    [
      'Namespace',
      'default',
      undefined,
      { 'opencontrail.org/isolation': 'true' },
      [/^Namespace default cannot be isolated/],
    ],
    ['Namespace', 'default', undefined, { 'opencontrail.org/isolation': 'false' }, []],
    ['NetworkAttachmentDefinition', 'vn', undefined, { [CIDR]: '101.101.101.0/24' }, []],
    [
      'NetworkAttachmentDefinition',
      'vn',
      { [CIDR]: '101.101.101.0/24' },
      { [CIDR]: '101.101.101.0/24', note: 'x' },
      [],
    ],
    [
      'NetworkAttachmentDefinition',
      'vn',
      { [CIDR]: '101.101.101.0/24' },
      { [CIDR]: '5.5.5.0/24' },
      [/was 101\.101\.101\.0\/24 and is now 5\.5\.5\.0\/24: .* takes the new subnet as soon as/],
    ],
    ['NetworkAttachmentDefinition', 'vn', {}, { [CIDR]: '5.5.5.0/24' }, []],
    ['NetworkAttachmentDefinition', 'vn', { [CIDR]: 'junk' }, { [CIDR]: '5.5.5.0/24' }, []],
  ])('%s %s: %j to %j', (kind, name, before, after, expected) => {
    const warnings = annotationWarnings(
      kind,
      object(name, after),
      before === undefined ? undefined : object(name, before),
    );
    expect(warnings).toHaveLength(expected.length);
    expected.forEach((sentence, index) => expect(warnings[index]).toMatch(sentence));
  });
});
