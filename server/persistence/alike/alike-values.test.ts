import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import { AlikeValues } from './alike-values.ts';

/** Every object in a value. */
function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

const pod = (name: string, { label = 'web', address = '10.0.0.1' as string | null, extra = {} as object } = {}) => ({
  metadata: {
    name,
    uid: `uid of ${name}`,
    labels: { app: label },
    annotations: { status: JSON.stringify([{ ips: [address], mac: `02:${name}` }]) },
  },
  spec: { containers: [{ name: 'web', image: 'nginx', args: ['-v', 1.5, true, null, {}, []] }], nodeName: 'node1' },
  status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }], ...extra },
});

/** Values of records as they come: alike but for a few scalars, some of another make, any JSON in between. */
const values = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({
          name: fc.string({ unit: 'binary' }),
          label: fc.constantFrom('web', 'db', 'a"b\\'),
          address: fc.oneof(fc.ipV4(), fc.constant(null)),
        })
        .map(({ name, ...rest }) => pod(name, rest)),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          name: fc.string(),
          count: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        })
        .map(({ name, count }) => pod(name, { extra: { count, ready: count > 0 } })),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
  { maxLength: 60 },
);

test('whatever was read before, a text is read as JSON.parse reads it, and frozen through', () => {
  holds(
    fc.property(values, (all) => {
      const alike = new AlikeValues();
      // Twice over: the second time every form is known.
      for (const value of [...all, ...all]) {
        const text = JSON.stringify(value);
        const key =
          objectsIn(value).length > 0 && 'metadata' in (value as object)
            ? (value as ReturnType<typeof pod>).metadata.name
            : 'key';
        const read = alike.read('kube/Pod', key, text);
        expect(read).toStrictEqual(JSON.parse(text));
        expect(JSON.stringify(read)).toBe(text);
        expect(objectsIn(read).every((part) => Object.isFrozen(part))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

/** What was read, as text; for what is no JSON, the name of the error. */
function textOf(read: () => unknown): string {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return (error as Error).name;
  }
}

test('a text that is changed anywhere is read as it is, or is no JSON', () => {
  const plain = JSON.stringify(pod('web-1'));
  holds(
    fc.property(
      fc.nat(plain.length),
      fc.nat(3),
      fc.string({
        maxLength: 3,
        unit: fc.constantFrom('"', '\\', ',', '}', ']', '1', '-', 'e', 'x', 'u', ' ', '\n', '\u00e9', '\ud800'),
      }),
      (at, cut, put) => {
        const alike = new AlikeValues();
        for (const name of ['web-1', 'web-2', 'web-3']) alike.read('kube/Pod', name, JSON.stringify(pod(name)));
        const text = plain.slice(0, at) + put + plain.slice(at + cut);
        expect(textOf(() => alike.read('kube/Pod', 'web-1', text))).toBe(textOf(() => JSON.parse(text)));
        // What was read in between leaves nothing behind.
        expect(alike.read('kube/Pod', 'web-4', JSON.stringify(pod('web-4')))).toStrictEqual(pod('web-4'));
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('what is the same is shared', () => {
  const alike = new AlikeValues();
  const read = (name: string, options?: Parameters<typeof pod>[1]) =>
    alike.read('kube/Pod', name, JSON.stringify(pod(name, options))) as ReturnType<typeof pod>;
  const [, , first] = [read('a'), read('b', { label: 'db' }), read('c')];

  test('what all have in common, and what two in a row have', () => {
    const second = read('d');
    expect(second.spec).toBe(first.spec);
    expect(second.metadata.labels).toBe(first.metadata.labels);
    expect(second.metadata).not.toBe(first.metadata);
  });

  test('and what differs is not', () => {
    const other = read('e', { label: 'other', address: '10.0.0.2' });
    expect(other).toStrictEqual(pod('e', { label: 'other', address: '10.0.0.2' }));
    expect(first).toStrictEqual(pod('c'));
  });

  test('what comes again later is found again', () => {
    for (let at = 0; at < 10; at += 1) read(`f${at}`, { label: at % 2 === 0 ? 'even' : 'odd' });
    expect(read('g', { label: 'even' }).metadata.labels).toBe(read('h', { label: 'even' }).metadata.labels);
  });
});

test.each<[string, string]>([
  ['a name that is written twice', '{"a":"1","a":"2"}'],
  ['a name that objects look up', '{"__proto__":"1","b":"2"}'],
  ['white space', '{ "a": "1" }'],
  ['names that are numbers', '{"b":"1","7":"2","1":"3"}'],
  ['a name with an escape', '{"\\u0062\\n":"1"}'],
  ['minus zero', '[0,-0,"x"]'],
  ['a text alone', '"x"'],
  ['a number alone', '-0'],
  ['nothing', 'null'],
])('%s', (_what, text) => {
  const alike = new AlikeValues();
  for (const other of [text, text.replace('1', 'one'), text.replace('-0', '0'), text]) {
    const read = alike.read('kube/Pod', 'x', other);
    expect(read).toStrictEqual(JSON.parse(other));
    expect(Object.keys(Object(read))).toEqual(Object.keys(Object(JSON.parse(other))));
  }
});
