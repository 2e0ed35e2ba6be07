/** Malformed values: a part of a record, anywhere in it, replaced by what is never there. */

import fc from 'fast-check';

/** What replaces a part. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  2 ** 53,
  '',
  'x',
  '\n',
  true,
  [],
  {},
  [null],
  [[]],
  { uuid: 5 },
  'constructor',
  '__proto__',
];

type Path = readonly string[];

/** Every part of a value, by its path; the value itself is none. */
function partsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [[...at, name], ...partsOf(part, [...at, name])]);
}

/** The value with one part replaced. */
function replaced(value: unknown, [name, ...rest]: Path, wrong: unknown): unknown {
  if (name === undefined) return wrong;
  const part = replaced((value as Record<string, unknown>)[name], rest, wrong);
  if (Array.isArray(value))
    return value.flatMap((each: unknown, index) =>
      String(index) !== name ? [each] : part === undefined ? [] : [part],
    );
  const { [name]: _gone, ...others } = value as Record<string, unknown>;
  return part === undefined ? others : { ...others, [name]: part };
}

/** What a record is; no update changes it. */
const IDENTITY = /^(uuid|type|fq_name|parent_type|parent_uuid|metadata\.(name|namespace|uid)|kind|apiVersion)(\.|$)/;

const damageAmong = (counts: (path: Path) => boolean): fc.Arbitrary<(value: unknown) => unknown> =>
  fc.tuple(fc.nat(), fc.constantFrom(...WRONG)).map(([place, wrong]) => (value: unknown) => {
    const parts = partsOf(value).filter(counts);
    return parts.length === 0 ? value : replaced(value, parts[place % parts.length]!, wrong);
  });

/** Replaces one part of the value it is given, always the same one by the same wrong thing; not what the record is. */
export const anyDamage = damageAmong((path) => !IDENTITY.test(path.join('.')));

/** Likewise, any part but the type and uuid that the server has written. */
export const anyDamageAnywhere = damageAmong((path) => path.length > 1 || !['uuid', 'type'].includes(path[0]!));
