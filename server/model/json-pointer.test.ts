import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { pointerTo, stepsOf } from './json-pointer.ts';

test.each([
  [[], ''],
  [['spec', 'ports', 0], '/spec/ports/0'],
  [['metadata', 'annotations', 'a/b~c'], '/metadata/annotations/a~1b~0c'],
  [['~1'], '/~01'],
  [[''], '/'],
])('%j is %s', (steps, pointer) => {
  expect(pointerTo(steps)).toBe(pointer);
  expect(stepsOf(pointer)).toEqual(steps.map(String));
});

test('any steps come back', () => {
  const step = fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') });
  holds(
    fc.property(fc.array(step), (steps) => {
      expect(stepsOf(pointerTo(steps))).toEqual(steps);
    }),
  );
});
