import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import {
  childFqName,
  compareFqName,
  formatFqName,
  fqNameKey,
  fqNameOfKey,
  parentFqName,
  parseFqName,
  sameFqName,
  shortName,
} from './fq-name.ts';

const podNetwork = ['default-domain', 'k8s-default', 'k8s-default-pod-network'];

describe('fully qualified names', () => {
  test.each<[string, number | undefined, readonly string[] | undefined]>([
    ['default-domain:k8s-default:k8s-default-pod-network', undefined, podNetwork],
    ['default-domain:k8s-default:k8s-default-pod-network', 3, podNetwork],
    ['target:60100:100', 1, ['target:60100:100']],
    ['default-domain:k8s-x:port-fe80::1', 3, ['default-domain', 'k8s-x', 'port-fe80::1']],
    ['default-domain', 2, undefined],
    ['', undefined, undefined],
    ['a::b', undefined, undefined],
  ])('%s at depth %s', (text, depth, name) => {
    expect(parseFqName(text, depth)).toEqual(name);
  });

  it('keys are unambiguous and reversible', () => {
    expect(fqNameKey(podNetwork)).toBe(formatFqName(podNetwork));
    expect(fqNameKey(['a:b', 'c'])).not.toBe(fqNameKey(['a', 'b:c']));
    const part = fc.string({ unit: fc.constantFrom('a', ':', '\\', 'é') });
    holds(
      fc.property(fc.array(part, { minLength: 1 }), fc.array(part, { minLength: 1 }), (a, b) => {
        expect(fqNameOfKey(fqNameKey(a))).toEqual(a);
        expect(fqNameKey(a) === fqNameKey(b)).toBe(sameFqName(a, b));
        expect(compareFqName(a, b) === 0).toBe(sameFqName(a, b));
      }),
    );
  });

  it('parents, children, short names', () => {
    expect(shortName(podNetwork)).toBe('k8s-default-pod-network');
    expect(parentFqName(podNetwork)).toEqual(['default-domain', 'k8s-default']);
    expect(parentFqName(['default-domain'])).toBeUndefined();
    expect(childFqName(['default-domain'], 'k8s-default')).toEqual(['default-domain', 'k8s-default']);
    expect([podNetwork, ['default-domain'], ['a', 'z']].sort(compareFqName).map(formatFqName)).toEqual([
      'a:z',
      'default-domain',
      podNetwork.join(':'),
    ]);
  });
});
