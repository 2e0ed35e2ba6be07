/**
 * A request body as the parts of a wish: identity, properties, references. Whatever is computed (uuid of a change, name,
 * hrefs, children, back references) is left out, so that an object can be sent back as it was read.
 * Members of `null` below the first level count as absent; on the first level they unset the property.
 */
import type { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { IdPerms, KeyValuePairs, Perms2 } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import type { FieldError } from '../../model/problem.ts';
import { commonFields, reference } from './common.ts';
import { PROPERTY_SCHEMAS, REFERENCE_SCHEMAS } from './schemas.ts';
import { refsField, typeOfChildrenField, typeOfRefsField } from './wire-names.ts';

export interface WireRef {
  readonly uuid?: string;
  readonly to?: readonly string[];
  readonly attr: Json;
}

/** The parts of a body. What is absent was not mentioned. */
export interface WireBody {
  readonly uuid?: string;
  readonly fq_name?: readonly string[];
  readonly parent_type?: string;
  readonly parent_uuid?: string;
  readonly display_name?: string;
  readonly annotations?: KeyValuePairs | null;
  readonly perms2?: Partial<Perms2>;
  readonly id_perms?: Partial<IdPerms>;
  readonly props: { readonly [property: string]: Json };
  readonly refs: { readonly [R in ConfigType]?: readonly WireRef[] };
}

export type BodyReading =
  | { readonly kind: 'body'; readonly body: WireBody }
  /** `exact`: the first fault's sentence stands on its own. */
  | { readonly kind: 'faults'; readonly faults: readonly FieldError[]; readonly exact: boolean };

const IDENTITY = new Set(['uuid', 'fq_name', 'parent_type', 'parent_uuid', 'display_name', 'annotations', 'perms2', 'id_perms']);
const COMPUTED = new Set(['name', 'href', 'parent_href']);

/** Reads `{"virtual-network": {…}}`. Pointers lead into that document. */
export function parseBody(type: ConfigType, document: unknown): BodyReading {
  const given = isObject(document) ? document[type] : undefined;
  if (!isObject(given)) return faults([{ pointer: `/${type}`, detail: `The body must be {"${type}": {…}}` }], true);
  const at = `/${type}`;
  const identity: Record<string, unknown> = {};
  const props: Record<string, Json> = {};
  const refs: { [R in ConfigType]?: readonly WireRef[] } = {};
  const found: Fault[] = [];
  for (const [field, raw] of Object.entries(given)) {
    if (COMPUTED.has(field) || field.endsWith('_back_refs') || typeOfChildrenField(field) !== undefined) continue;
    const value = raw === null ? null : withoutNulls(raw as Json);
    if (IDENTITY.has(field)) {
      if (value !== null || field === 'annotations') identity[field] = value;
    } else if (field.endsWith('_refs')) readRefs(type, field, value, refs, found);
    else props[field] = value as Json;
  }
  const { annotations, ...rest } = identity;
  check(commonFields, { ...rest, ...(annotations === null || annotations === undefined ? {} : { annotations }) }, at, found);
  check(PROPERTY_SCHEMAS[type], Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null)), at, found);
  if (found.length > 0) return faults(found, found[0]!.exact);
  return { kind: 'body', body: { ...(identity as Omit<WireBody, 'props' | 'refs'>), props, refs } };
}

interface Fault extends FieldError {
  readonly exact: boolean;
}

function readRefs(type: ConfigType, field: string, value: Json, refs: { [R in ConfigType]?: readonly WireRef[] }, found: Fault[]): void {
  const target = typeOfRefsField(field);
  const pointer = `/${type}/${field}`;
  const list = value ?? [];
  if (target === undefined) {
    if (Array.isArray(list) && list.length === 0) return;
    found.push({ pointer, detail: `Bad reference in ${type}: there are no references "${field}"`, exact: true });
  } else if (!Array.isArray(list)) found.push({ pointer, detail: `${field} must be a list`, exact: false });
  else refs[target] = list.flatMap((item: Json, index: number) => readRef(type, target, item, `${pointer}/${index}`, found));
}

function readRef(type: ConfigType, target: ConfigType, item: Json, pointer: string, found: Fault[]): WireRef[] {
  const before = found.length;
  check(reference, item, pointer, found);
  if (found.length > before) return [];
  const { uuid, to, attr = null } = item as unknown as { readonly uuid?: string; readonly to?: readonly string[]; readonly attr?: Json };
  parseAttribute(type, target, attr, `${pointer}/attr`, found);
  return [{ uuid, to, attr }];
}

/** Checks the attribute of one reference, as `ref-update` sends it. */
export function checkAttribute(type: ConfigType, target: ConfigType, attr: Json): readonly FieldError[] {
  const found: Fault[] = [];
  parseAttribute(type, target, attr, '/attr', found);
  return found.map(({ pointer, detail }) => ({ pointer, detail }));
}

function parseAttribute(type: ConfigType, target: ConfigType, attr: Json, pointer: string, found: Fault[]): void {
  const schema = REFERENCE_SCHEMAS.get(`${type} ${target}`);
  if (schema !== undefined && attr !== null) check(schema, attr, pointer, found);
}

function check(schema: z.ZodType, value: unknown, at: string, found: Fault[]): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  for (const issue of parsed.error.issues) {
    const path = issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'));
    found.push({ pointer: [at, ...path].join('/'), detail: issue.message, exact: issue.code === 'custom' });
  }
}

function faults(found: readonly (FieldError & { readonly exact?: boolean })[], exact: boolean): BodyReading {
  return { kind: 'faults', faults: found.map(({ pointer, detail }) => ({ pointer, detail })), exact };
}

/** The value with every member of `null` left out. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([key, member]) => [key, withoutNulls(member as Json)]));
}

function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a new object, as a form sends it. */
export function wireBody(type: ConfigType, body: Omit<WireBody, 'refs' | 'props'> & Partial<Pick<WireBody, 'refs' | 'props'>>): { readonly [type: string]: unknown } {
  const { props, refs, ...identity } = body;
  const lists = Object.fromEntries(Object.entries(refs ?? {}).map(([target, list]) => [refsField(target as ConfigType), list]));
  return { [type]: { ...identity, ...props, ...lists } };
}
