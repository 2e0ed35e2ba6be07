/** Objects in Contrail's wire form: references with names and hrefs, children and back references computed. */
import { backRefsField, childrenField, refsField } from '../contract/config/wire-names.ts';
import { RULES } from '../config/rule-table.ts';
import { CONFIG_TYPES, type ConfigRecord, type ConfigType } from '../model/config/types.ts';
import { shortName } from '../model/naming/fq-name.ts';
import { uidHalves } from '../model/naming/uid.ts';
import { redact } from '../store/redact.ts';
import type { ConfigObjects } from './config-objects.ts';

export type Wire = { readonly [field: string]: unknown };

export interface Rendering {
  readonly objects: ConfigObjects;
  /** `http://host:port/config`, what stands before `/virtual-network/<uuid>`. */
  readonly base: string;
  readonly hrefs: boolean;
  /** Only these properties, references, children and back references. */
  readonly fields?: ReadonlySet<string>;
  readonly children: boolean;
  readonly backRefs: boolean;
}

/** Numbers beyond JavaScript's exact integers, written out in full. */
const rawNumber = (number: bigint): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(number));

export function hrefOf(base: string, type: ConfigType, uuid: string): string {
  return `${base}/${type}/${uuid}`;
}

/** What identifies an object: in answers to writes, and in lists. */
export function identityOf(record: ConfigRecord, { base, hrefs }: Pick<Rendering, 'base' | 'hrefs'>): Wire {
  const { parent_type: parentType, parent_uuid: parentUuid } = record;
  return {
    uuid: record.uuid,
    name: shortNameOf(record),
    fq_name: record.fq_name,
    ...(hrefs ? { href: hrefOf(base, record.type, record.uuid) } : {}),
    ...(parentType === undefined || parentUuid === undefined ? {} : { parent_type: parentType, parent_uuid: parentUuid, ...(hrefs ? { parent_href: hrefOf(base, parentType, parentUuid) } : {}) }),
  };
}

/** A malformed object, which an older version has left, has the last part of its name if that can be told, else its uuid. */
function shortNameOf({ fq_name: name, uuid }: ConfigRecord): string {
  const last: unknown = Array.isArray(name) && name.length > 0 ? shortName(name) : undefined;
  return typeof last === 'string' ? last : uuid;
}

/** The whole object. One that is malformed is given as it stands, so that it can be read, put right and deleted. */
export function render(whole: ConfigRecord, rendering: Rendering): Wire {
  // Session keys are shown to nobody.
  const record = whole.type === 'bgp-router' ? redact(whole) : whole;
  try {
    return rendered(record, rendering);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { type: _type, props, refs, ...rest } = record as unknown as { readonly [member: string]: unknown };
    return { ...rest, ...identityOf(record, rendering), ...(typeof props === 'object' ? props : { props }), ...(refs === undefined ? {} : { refs }) };
  }
}

function rendered(record: ConfigRecord, rendering: Rendering): Wire {
  const wants = (field: string): boolean => rendering.fields?.has(field) ?? true;
  const wire: Record<string, unknown> = { ...identityOf(record, rendering), id_perms: idPermsOf(record), perms2: rendering.objects.perms2Of(record) };
  if (wants('display_name')) wire['display_name'] = record.display_name;
  if (record.annotations !== undefined && wants('annotations')) wire['annotations'] = record.annotations;
  for (const [property, value] of Object.entries(record.props)) if (value !== undefined && wants(property)) wire[property] = value;
  for (const [type, refs] of Object.entries(rendering.objects.refsOf(record))) {
    const field = refsField(type as ConfigType);
    if (refs !== undefined && refs.length > 0 && wants(field)) wire[field] = refs.map((ref) => referenceTo(type as ConfigType, ref.uuid, ref.attr, rendering));
  }
  addRelatives(record, rendering, wire);
  return wire;
}

/** The properties of `render` that a list asked for by name. */
export function renderFields(record: ConfigRecord, rendering: Rendering): Wire {
  const wire = render(record, rendering);
  const { id_perms: idPerms, perms2, ...rest } = wire;
  return { ...rest, ...(rendering.fields?.has('id_perms') ? { id_perms: idPerms } : {}), ...(rendering.fields?.has('perms2') ? { perms2 } : {}) };
}

function addRelatives(record: ConfigRecord, rendering: Rendering, wire: Record<string, unknown>): void {
  const { objects, fields } = rendering;
  for (const type of CONFIG_TYPES) {
    const children = childrenField(type);
    if ((RULES[type].parents as readonly string[]).includes(record.type) && (fields === undefined ? rendering.children : fields.has(children))) {
      const found = objects.childrenOf(record.uuid, type);
      if (found.length > 0) wire[children] = found.map((child) => relation(child, undefined, rendering));
    }
    const backRefs = backRefsField(type);
    if ((RULES[type].refs as readonly string[]).includes(record.type) && (fields === undefined ? rendering.backRefs : fields.has(backRefs))) {
      const found = objects.referrersOf(record.type, record.uuid, type);
      if (found.length > 0) wire[backRefs] = found.map((back) => relation(back.record, { attr: redact(back.attr) }, rendering));
    }
  }
}

function relation(record: ConfigRecord, more: object | undefined, { base, hrefs }: Rendering): Wire {
  return { to: record.fq_name, uuid: record.uuid, ...(hrefs ? { href: hrefOf(base, record.type, record.uuid) } : {}), ...more };
}

/** A reference whose target is gone has no name to show. */
function referenceTo(type: ConfigType, uuid: string, attr: unknown, { objects, base, hrefs }: Rendering): Wire {
  return { to: objects.find(type, uuid)?.record.fq_name ?? [], uuid, ...(hrefs ? { href: hrefOf(base, type, uuid) } : {}), attr };
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
    permissions: { owner: 'cloud-admin', owner_access: 7, group: 'cloud-admin-group', group_access: 7, other_access: 7 },
  };
}
