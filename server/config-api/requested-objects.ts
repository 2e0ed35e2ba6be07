/** Converts a parsed body to the arguments of config operations: names of references become uuids. */

import { pythonList, refuse } from '../config/problems.ts';
import type { NewObject, ObjectPatch, RefLists } from '../config/rules.ts';
import type { WireBody } from '../contract/config/parse-body.ts';
import { refsField } from '../contract/config/wire-names.ts';
import { displayNameFault, tooLongFault } from '../engine/validation/object-name.ts';
import type { IdPerms, Perms2, Ref } from '../model/config/record.ts';
import { kindOf, type ConfigType } from '../model/config/types.ts';
import { parseUid } from '../model/naming/uid.ts';
import { Problem } from '../model/problem.ts';
import type { ConfigObjects } from './config-objects.ts';
import { readingOf } from './read-ahead.ts';

type Action = 'create' | 'update';

/** The body of a request; a 400 with a pointer to each faulty field. */
export function readBody(type: ConfigType, document: unknown, action: Action): WireBody {
  const reading = readingOf(type, document);
  if (reading.kind === 'body') return reading.body;
  const first = reading.faults[0]!;
  const detail = reading.exact
    ? first.detail
    : `Bad property in ${action}: ${first.pointer.split('/').slice(2).join('.')}: ${first.detail}`;
  throw new Problem({ status: 400, reason: 'Invalid', detail, fields: reading.faults });
}

export function newObject(type: ConfigType, body: WireBody, objects: ConfigObjects): NewObject<ConfigType> {
  if (body.fq_name === undefined) {
    throw new Problem({
      status: 400,
      reason: 'Invalid',
      detail: `Bad property in create: fq_name: a ${type} needs its fully qualified name`,
      fields: [{ pointer: `/${type}/fq_name`, detail: 'Name is missing' }],
    });
  }
  if (kindOf(type).namedByPrograms !== true) {
    refuse(`/${type}/fq_name`, tooLongFault(body.fq_name.at(-1) ?? ''));
    refuse(`/${type}/display_name`, displayNameFault(body.display_name ?? ''));
  }
  return {
    uuid: body.uuid,
    fq_name: body.fq_name,
    parent_type: body.parent_type,
    parent_uuid: body.parent_uuid,
    ...common(body),
    annotations: body.annotations ?? undefined,
    props: Object.fromEntries(Object.entries(body.props).filter(([, value]) => value !== null)),
    refs: refLists(type, body, objects, 'create'),
  } as NewObject<ConfigType>;
}

export function objectPatch(
  type: ConfigType,
  body: WireBody,
  objects: ConfigObjects,
  stored: { readonly display_name: string },
  expectedRevision: number | undefined,
): ObjectPatch<ConfigType> {
  // One from before the rule may be read and put back.
  if (kindOf(type).namedByPrograms !== true && body.display_name !== stored.display_name)
    refuse(`/${type}/display_name`, displayNameFault(body.display_name ?? ''));
  return {
    ...common(body),
    annotations: body.annotations,
    props: body.props,
    refs: refLists(type, body, objects, 'update'),
    expectedRevision,
  } as ObjectPatch<ConfigType>;
}

function common(body: WireBody): {
  readonly display_name?: string;
  readonly perms2?: Partial<Perms2>;
  readonly id_perms?: Partial<IdPerms>;
} {
  const { perms2, id_perms: idPerms } = body;
  return {
    display_name: body.display_name,
    ...(perms2 === undefined ? {} : { perms2: pick(perms2, ['owner', 'owner_access', 'global_access', 'share']) }),
    ...(idPerms === undefined ? {} : { id_perms: pick(idPerms, ['enable', 'description', 'user_visible', 'creator']) }),
  };
}

function pick<V extends object, K extends keyof V>(from: V, keys: readonly K[]): Partial<V> {
  const picked: Partial<V> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}

function refLists(type: ConfigType, body: WireBody, objects: ConfigObjects, action: Action): RefLists | undefined {
  const lists: { [R in ConfigType]?: readonly Ref[] } = {};
  let any = false;
  for (const [target, refs] of Object.entries(body.refs)) {
    any = true;
    lists[target as ConfigType] = (refs ?? []).map((ref, index): Ref => {
      const uuid = ref.uuid === undefined ? undefined : parseUid(ref.uuid);
      if (uuid !== undefined) return { uuid, attr: ref.attr };
      const found = objects.findByName(target as ConfigType, ref.to!);
      if (found === undefined) {
        const detail = `Bad reference in ${action}: ${target} ${pythonList(ref.to!)} does not exist`;
        throw new Problem({
          status: 400,
          reason: 'Invalid',
          detail,
          fields: [
            {
              pointer: `/${type}/${refsField(target as ConfigType)}/${index}`,
              detail: `There is no ${target} with this name.`,
            },
          ],
        });
      }
      return { uuid: found.still.uuid, attr: ref.attr };
    });
  }
  return any ? lists : undefined;
}
