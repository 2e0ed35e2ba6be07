/** Objects in Contrail's wire format: references with names and hrefs; children and back references are computed. */

import { RULES } from '../config/types/rule-table.ts';
import { backRefsField, childrenField, refsField } from '../contract/config/wire-names.ts';
import { joined } from '../http/pieces.ts';
import type { LongTask } from '../http/turn-budget.ts';
import { CONFIG_TYPES, kindOf, type ConfigRecord, type ConfigType } from '../model/config/types.ts';
import type { Json } from '../model/json.ts';
import { shortName } from '../model/naming/fq-name.ts';
import { uidHalves } from '../model/naming/uid.ts';
import { redact } from '../store/redact.ts';
import type { ConfigObjects } from './config-objects.ts';

export type Wire = { readonly [field: string]: unknown };

export interface Rendering {
  readonly objects: ConfigObjects;
  /** `http://host:port/config`: the prefix of `/virtual-network/<uuid>`. */
  readonly base: string;
  readonly hrefs: boolean;
  /** Only these properties, references, children and back references. */
  readonly fields?: ReadonlySet<string>;
  readonly children: boolean;
  readonly backRefs: boolean;
}

/** Numbers beyond JavaScript's exact integers, written out in full. */
const rawNumber = (number: bigint): unknown =>
  (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(number));

export function hrefOf(base: string, type: ConfigType, uuid: string): string {
  return `${base}/${type}/${uuid}`;
}

/** The identity of an object: in responses to writes, and in lists. */
export function identityOf(record: ConfigRecord, { base, hrefs }: Pick<Rendering, 'base' | 'hrefs'>): Wire {
  const { parent_type: parentType, parent_uuid: parentUuid } = record;
  return {
    uuid: record.uuid,
    name: shortNameOf(record),
    fq_name: record.fq_name,
    ...(hrefs ? { href: hrefOf(base, record.type, record.uuid) } : {}),
    ...(parentType === undefined || parentUuid === undefined
      ? {}
      : {
          parent_type: parentType,
          parent_uuid: parentUuid,
          ...(hrefs ? { parent_href: hrefOf(base, parentType, parentUuid) } : {}),
        }),
  };
}

/**
 * A malformed object left by an older version is named by the last part of its name if that is readable, else by its
 * uuid.
 */
function shortNameOf({ fq_name: name, uuid }: ConfigRecord): string {
  const last: unknown = Array.isArray(name) && name.length > 0 ? shortName(name) : undefined;
  return typeof last === 'string' ? last : uuid;
}

/** The whole object. A malformed one is rendered as stored, so that it can be read, corrected and deleted. */
export function render(record: ConfigRecord, rendering: Rendering): Wire {
  const wire: Record<string, unknown> = { ...renderOwn(record, rendering) };
  for (const { field, found } of relativesOf(record, rendering))
    wire[field] = found.map((relative) => relation(relative, rendering));
  return wire;
}

/** The text of the response up to the object's children and back references. */
export function openingText(record: ConfigRecord, rendering: Rendering): string {
  return JSON.stringify({ [record.type]: renderOwn(record, rendering) }).slice(0, -2);
}

/**
 * The whole response, rendered while it is sent and the same each time: an object may have 100,000 children and back
 * references.
 */
export async function* renderedPieces(
  own: string,
  relatives: readonly Relatives[],
  rendering: Rendering,
  task: LongTask,
): AsyncGenerator<string> {
  let opening = own;
  for (const { field, found } of relatives) {
    yield* joined(
      `${opening},${JSON.stringify(field)}:[`,
      found,
      (relative) => JSON.stringify(relation(relative, rendering)),
      ']',
      task,
    );
    opening = '';
  }
  yield `${opening}}}`;
}

/** Properties and references. */
function renderOwn(whole: ConfigRecord, rendering: Rendering): Wire {
  // Session keys are never shown.
  const record = kindOf(whole.type).secret === true ? redact(whole) : whole;
  try {
    return rendered(record, rendering);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { type: _type, props, refs, ...rest } = record as unknown as { readonly [member: string]: unknown };
    return {
      ...rest,
      ...identityOf(record, rendering),
      ...(typeof props === 'object' ? props : { props }),
      ...(refs === undefined ? {} : { refs }),
    };
  }
}

function rendered(record: ConfigRecord, rendering: Rendering): Wire {
  const wants = (field: string): boolean => rendering.fields?.has(field) ?? true;
  const wire: Record<string, unknown> = {
    ...identityOf(record, rendering),
    id_perms: idPermsOf(record),
    perms2: rendering.objects.perms2Of(record),
  };
  if (wants('display_name')) wire['display_name'] = record.display_name;
  if (record.annotations !== undefined && wants('annotations')) wire['annotations'] = record.annotations;
  for (const [property, value] of Object.entries(record.props))
    if (value !== undefined && wants(property)) wire[property] = value;
  for (const [type, refs] of Object.entries(rendering.objects.refsOf(record))) {
    const field = refsField(type as ConfigType);
    if (refs !== undefined && refs.length > 0 && wants(field))
      wire[field] = refs.map((ref) => referenceTo(type as ConfigType, ref.uuid, ref.attr, rendering));
  }
  return wire;
}

/** The properties from `render` that a list requested by name. */
export function renderFields(record: ConfigRecord, rendering: Rendering): Wire {
  const wire = render(record, rendering);
  const { id_perms: idPerms, perms2, ...rest } = wire;
  return {
    ...rest,
    ...(rendering.fields?.has('id_perms') ? { id_perms: idPerms } : {}),
    ...(rendering.fields?.has('perms2') ? { perms2 } : {}),
  };
}

/** A child or a referring object, with the attribute of its reference. */
interface Relative {
  readonly record: ConfigRecord;
  readonly attr?: Json;
}

/** Children or back references of one type. */
export interface Relatives {
  readonly field: string;
  readonly found: readonly Relative[];
}

/** The requested ones, of types that have any. */
export function relativesOf(record: ConfigRecord, rendering: Rendering): Relatives[] {
  const { objects, fields } = rendering;
  const relatives: Relatives[] = [];
  const add = (field: string, found: readonly Relative[]): void => {
    if (found.length > 0) relatives.push({ field, found });
  };
  for (const type of CONFIG_TYPES) {
    const children = childrenField(type);
    if (
      (RULES[type].parents as readonly string[]).includes(record.type) &&
      (fields === undefined ? rendering.children : fields.has(children))
    ) {
      add(
        children,
        objects.childrenOf(record.uuid, type).map((child) => ({ record: child })),
      );
    }
    const backRefs = backRefsField(type);
    if (
      (RULES[type].refs as readonly string[]).includes(record.type) &&
      (fields === undefined ? rendering.backRefs : fields.has(backRefs))
    ) {
      add(backRefs, objects.referrersOf(record.type, record.uuid, type));
    }
  }
  return relatives;
}

function relation({ record, attr }: Relative, { base, hrefs }: Rendering): Wire {
  return {
    to: record.fq_name,
    uuid: record.uuid,
    ...(hrefs ? { href: hrefOf(base, record.type, record.uuid) } : {}),
    ...(attr === undefined ? {} : { attr: redact(attr) }),
  };
}

/** A reference whose target is deleted has no name. */
function referenceTo(type: ConfigType, uuid: string, attr: unknown, { objects, base, hrefs }: Rendering): Wire {
  return {
    to: objects.find(type, uuid)?.still.fq_name ?? [],
    uuid,
    ...(hrefs ? { href: hrefOf(base, type, uuid) } : {}),
    attr,
  };
}

function idPermsOf(record: ConfigRecord): Wire {
  const { mslong, lslong } = uidHalves(record.uuid);
  const { enable, created, last_modified: lastModified, description, user_visible: visible, creator } = record.id_perms;
  return {
    enable,
    uuid: { uuid_mslong: rawNumber(mslong), uuid_lslong: rawNumber(lslong) },
    created,
    last_modified: lastModified,
    description: description ?? null,
    user_visible: visible,
    creator: creator ?? null,
    permissions: {
      owner: 'cloud-admin',
      owner_access: 7,
      group: 'cloud-admin-group',
      group_access: 7,
      other_access: 7,
    },
  };
}
