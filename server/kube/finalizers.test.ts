import { describe, expect, test } from 'vitest';
import { finalizerCauses } from './names.ts';

const messages = (finalizers: string[], custom = false): string[] =>
  finalizerCauses('metadata.finalizers', finalizers, custom).map(({ field, message }) => `${field}: ${message}`);

describe('finalizers', () => {
  test.each([[['kubernetes']], [['orphan']], [['foregroundDeletion']], [['example.com/audit', 'a.b/c']], [[]]])(
    '%j may stand',
    (finalizers) => {
      expect(messages(finalizers)).toEqual([]);
    },
  );

  test('one without a domain is refused, unless the kind is a custom one', () => {
    expect(messages(['x/y', 'audit'])).toEqual([
      'metadata.finalizers[1]: Invalid value: "audit": name is neither a standard finalizer name nor is it fully ' +
        'qualified',
    ]);
    expect(messages(['audit'], true)).toEqual([]);
  });

  test.each(['', 'a/b/c', 'UPPER case', '/x', 'x/'])('%j is no qualified name, whatever the kind', (finalizer) => {
    for (const custom of [false, true]) expect(messages([finalizer], custom).length).toBeGreaterThan(0);
  });

  test('orphan and foregroundDeletion contradict each other', () => {
    expect(messages(['orphan', 'foregroundDeletion'])).toEqual([
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion ' +
        'cannot be both set',
    ]);
  });
});
