import { expect, test } from 'vitest';
import { SharedValues } from './shared-values.ts';

const TEXT =
  '{"type":"project","fq_name":["default-domain","k8s-a"],' +
  '"perms2":{"owner":"cloud-admin","share":[{"tenant":"x","tenant_access":7}]},' +
  '"id_perms":{"enable":true},"refs":{},' +
  '"props":{"list":[1,null,"a","a",{"b":[]}],"__proto__":"odd","none":null}}';
const read = (): { readonly perms2: unknown; readonly id_perms: unknown } => JSON.parse(TEXT) as never;

/** Every object in a value. */
function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

test('what is read says what it said, is frozen through, and shares its permissions with the one before', () => {
  const shared = new SharedValues();
  const [first, second] = [shared.freeze(read()), shared.freeze(read())];
  expect([JSON.stringify(first), JSON.stringify(second)]).toEqual([TEXT, TEXT]);
  expect(objectsIn(second).every((part) => Object.isFrozen(part))).toBe(true);
  expect(second.perms2).toBe(first.perms2);
});

test('permissions that differ are not shared', () => {
  const shared = new SharedValues();
  const first = shared.freeze(read());
  const other = shared.freeze(JSON.parse(TEXT.replace('cloud-admin', 'somebody')) as ReturnType<typeof read>);
  expect(other.perms2).toMatchObject({ owner: 'somebody' });
  expect(other.id_perms).toBe(first.id_perms);
});

test.each([null, 'text', 7, true])('%j is itself', (value) => {
  expect(new SharedValues().freeze(value)).toBe(value);
});
