/**
 * Parses a request body: identity, properties, references. Computed members (uuid in an update, name, hrefs, children,
 * back references) are ignored, so that an object can be sent back as it was read. Members are converted as Contrail
 * does (`read-wire.ts`); a top-level `null` unsets the property.
 */

import { z } from 'zod';
import type { IdPerms, KeyValuePairs, Perms2 } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { escapedStep, pointerTo } from '../../model/json-pointer.ts';
import type { Json } from '../../model/json.ts';
import type { FieldError } from '../../model/problem.ts';
import { commonFields, reference } from './common.ts';
import { keyValuePairs, sentenceOf } from './fields.ts';
import { isFalsy, isMembers, readStructure, readWire, coerce, type WireFault, type WireFaults } from './read-wire.ts';
import { ATTRIBUTE_STRUCTURES, PROPERTIES, propertySchemas, REFERENCE_SCHEMAS, shapeOf } from './schemas.ts';
import { refsField, typeOfChildrenField, typeOfRefsField } from './wire-names.ts';

interface WireRef {
  readonly uuid?: string;
  readonly to?: readonly string[];
  readonly attr: Json;
}

/** The parts of a body; absent parts were not mentioned. */
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
  /** `exact`: the message is the first fault's sentence alone. */
  | { readonly kind: 'faults'; readonly faults: readonly FieldError[]; readonly exact: boolean };

const COMPUTED = new Set(['name', 'href', 'parent_href']);
/** Members common to all objects, as `readWire` reads them. `fq_name` is checked part by part. */
const IDENTITY: ReadonlyMap<string, string> = new Map([
  ['uuid', 'string'],
  ['fq_name', 'string[]'],
  ['parent_type', 'string'],
  ['parent_uuid', 'string'],
  ['display_name', 'string'],
  ['annotations', 'KeyValuePairs'],
  ['perms2', 'PermType2'],
  ['id_perms', 'IdPermsType'],
]);
/** Empty strings that are values; any other empty string counts as absent. */
const MAY_BE_EMPTY = new Set(['display_name']);

/** Reads `{"virtual-network": {…}}`. Pointers refer to that document. Unknown members of the type are ignored. */
export function parseBody(type: ConfigType, document: unknown): BodyReading {
  const given =
    isMembers(document as Json) && Object.hasOwn(document as object, type)
      ? (document as { readonly [member: string]: Json })[type]
      : undefined;
  if (!isMembers(given))
    return refused([{ pointer: `/${type}`, detail: `The body must be {"${type}": {…}}`, exact: true }]);
  const at = `/${type}`;
  const faults: WireFaults = { misspelt: [], mistyped: [] };
  const known = PROPERTIES.get(type)!;
  const identity: { [member: string]: Json } = {};
  const props: { [member: string]: Json } = {};
  const unset: string[] = [];
  const refs: { [R in ConfigType]?: readonly WireRef[] } = {};
  const found: WireFault[] = [];
  const inRefs: WireFault[] = [];
  for (const [field, value] of Object.entries(given)) {
    if (COMPUTED.has(field) || field.endsWith('_back_refs') || typeOfChildrenField(field) !== undefined) continue;
    const common = IDENTITY.get(field);
    const spec = common ?? known.get(field);
    if (spec === undefined) {
      if (field.endsWith('_refs')) readRefs(type, field, value, refs, inRefs);
      continue;
    }
    const pointer = `${at}/${escapedStep(field)}`;
    const read = readWire(spec, value, pointer, faults);
    if (common !== undefined) {
      if (field === 'annotations' && value === null) unset.push(field);
      else if (
        read !== undefined &&
        (MAY_BE_EMPTY.has(field) || (read !== '' && !(Array.isArray(read) && read.length === 0)))
      )
        identity[field] = read;
    } else if (value === null) unset.push(field);
    else if (read !== undefined) props[field] = read;
  }
  const common = coerce(commonFields, identity);
  const own = coerce(shapeOf(type).properties, props);
  found.push(...faults.misspelt, ...inRefs);
  addIssues(common.issues, at, found);
  addIssues(own.issues, at, found);
  if (found.length === 0) found.push(...faults.mistyped);
  if (found.length > 0) return refused(found);
  const clearsAnnotations = unset.includes('annotations');
  return {
    kind: 'body',
    body: {
      ...(common.value as Omit<WireBody, 'props' | 'refs'>),
      ...(clearsAnnotations ? { annotations: null } : {}),
      props: {
        ...own.value,
        ...Object.fromEntries(unset.filter((field) => field !== 'annotations').map((field) => [field, null])),
      },
      refs,
    },
  };
}

function readRefs(
  type: ConfigType,
  field: string,
  value: Json,
  refs: { [R in ConfigType]?: readonly WireRef[] },
  found: WireFault[],
): void {
  const target = typeOfRefsField(field);
  const pointer = `/${type}/${escapedStep(field)}`;
  const list = value ?? [];
  if (target === undefined) {
    if (Array.isArray(list) && list.length === 0) return;
    found.push({
      pointer,
      detail: `Bad reference in ${type}: there are no references "${field.slice(0, 200)}"`,
      exact: true,
    });
  } else if (!Array.isArray(list)) found.push({ pointer, detail: `${field} must be a list`, exact: false });
  else
    refs[target] = list.flatMap((item: Json, index: number) =>
      readRef(type, target, item, `${pointer}/${index}`, found),
    );
}

function readRef(type: ConfigType, target: ConfigType, item: Json, pointer: string, found: WireFault[]): WireRef[] {
  if (!isMembers(item)) {
    found.push({
      pointer,
      detail: 'A reference is an object: the uuid of its target, or its name in "to"',
      exact: false,
    });
    return [];
  }
  const { uuid: uuidGiven, to: toGiven, attr = null } = item;
  const given = {
    ...(uuidGiven === undefined || isFalsy(uuidGiven) ? {} : { uuid: uuidGiven }),
    ...(toGiven === undefined || isFalsy(toGiven) ? {} : { to: toGiven }),
  };
  const { issues } = coerce(reference, given);
  addIssues(issues, pointer, found);
  const reading = readAttribute(type, target, attr);
  found.push(...reading.faults.map((fault) => ({ ...fault, pointer: `${pointer}/attr${fault.pointer}` })));
  return issues.length > 0
    ? []
    : [{ ...(given as { readonly uuid?: string; readonly to?: readonly string[] }), attr: reading.attr }];
}

/** The attribute of one reference. Pointers refer to the attribute. */
export function readAttribute(
  type: ConfigType,
  target: ConfigType,
  attr: Json,
): { readonly attr: Json; readonly faults: readonly WireFault[] } {
  if (attr === null || (!isMembers(attr) && isFalsy(attr))) return { attr: null, faults: [] };
  if (!isMembers(attr))
    return {
      attr,
      faults: [
        { pointer: '', detail: `The attribute of a reference ${type} → ${target} is an object or null`, exact: false },
      ],
    };
  const structure = ATTRIBUTE_STRUCTURES.get(`${type} ${target}`);
  // Contrail ignores an attribute of a reference without one.
  if (structure === undefined) return { attr: null, faults: [] };
  const wire: WireFaults = { misspelt: [], mistyped: [] };
  const read = readStructure(structure, attr, '', wire) as { readonly [member: string]: Json };
  const schema = REFERENCE_SCHEMAS.get(`${type} ${target}`);
  const { value, issues } = schema === undefined ? { value: read, issues: [] } : coerce(schema, read);
  const found: WireFault[] = [...wire.misspelt];
  addIssues(issues, '', found);
  return { attr: value, faults: found.length > 0 ? found : wire.mistyped };
}

/** One item of a list or map property; `items` is the member that contains them. Pointers refer to the item. */
export function readItem(
  type: ConfigType,
  field: string,
  items: string,
  item: Json,
): { readonly item: Json; readonly faults: readonly WireFault[] } {
  const wire: WireFaults = { misspelt: [], mistyped: [] };
  const spec = field === 'annotations' ? 'KeyValuePairs' : PROPERTIES.get(type)!.get(field)!;
  const read = readWire(spec, { [items]: [item] }, '', wire)!;
  const schema = field === 'annotations' ? keyValuePairs : propertySchemas(type).get(field);
  const { value, issues } =
    schema === undefined
      ? { value: { [field]: read }, issues: [] }
      : coerce(z.object({ [field]: schema }), { [field]: read });
  const found: WireFault[] = [...wire.misspelt];
  addIssues(issues, '', found);
  const faults = found.length > 0 ? found : wire.mistyped;
  const within = (pointer: string): string => pointer.replace(new RegExp(`^(/${field})?/${items}/0`), '');
  const coerced = (value[field] as { readonly [member: string]: readonly Json[] } | undefined)?.[items]?.[0];
  return {
    item: coerced ?? item,
    faults:
      coerced === undefined && faults.length === 0
        ? [{ pointer: '', detail: 'The value is empty', exact: false }]
        : faults.map((fault) => ({ ...fault, pointer: within(fault.pointer) })),
  };
}

function addIssues(issues: readonly z.core.$ZodIssue[], at: string, found: WireFault[]): void {
  for (const issue of issues)
    found.push({
      pointer: at + pointerTo(issue.path),
      detail: sentenceOf(issue),
      exact: issue.code === 'custom',
    });
}

function refused(found: readonly WireFault[]): BodyReading {
  const shown = found.slice(0, MOST_FAULTS);
  return { kind: 'faults', faults: shown.map(({ exact: _exact, ...fault }) => fault), exact: found[0]!.exact };
}

/** Faults listed at most. */
const MOST_FAULTS = 100;

/** The body of a new object, as sent by a form. */
export function wireBody(
  type: ConfigType,
  body: Omit<WireBody, 'refs' | 'props'> & Partial<Pick<WireBody, 'refs' | 'props'>>,
): { readonly [type: string]: unknown } {
  const { props, refs, ...identity } = body;
  const lists = Object.fromEntries(
    Object.entries(refs ?? {}).map(([target, list]) => [refsField(target as ConfigType), list]),
  );
  return { [type]: { ...identity, ...props, ...lists } };
}
