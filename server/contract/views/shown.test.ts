import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaOf } from './shown.ts';

interface Named {
  readonly name: string;
  /** Always there in memory, and not on the wire when it is undefined. */
  readonly age: number | undefined;
  readonly tags?: readonly ('red' | 'blue')[];
}

const name = z.string();
const age = z.int().optional();
const tags = z.array(z.enum(['red', 'blue'])).optional();

test('the schema of a named type says the same, or does not compile', () => {
  const same = schemaOf<Named>()(z.object({ name, age, tags }));
  expect(same.parse(JSON.parse(JSON.stringify({ name: 'a', age: undefined })))).toEqual({ name: 'a' });
  // @ts-expect-error A field that need not be there is left out.
  schemaOf<Named>()(z.object({ name, age }));
  // @ts-expect-error There is a field too many.
  schemaOf<Named>()(z.object({ name, age, tags, more: z.string().optional() }));
  // @ts-expect-error A field may be missing that is always there.
  schemaOf<Named>()(z.object({ name: name.optional(), age, tags }));
  // @ts-expect-error A word is missing.
  schemaOf<Named>()(z.object({ name, age, tags: z.array(z.enum(['red'])).optional() }));
  // @ts-expect-error A word is too many.
  schemaOf<Named>()(z.object({ name, age, tags: z.array(z.enum(['red', 'blue', 'green'])).optional() }));
});
