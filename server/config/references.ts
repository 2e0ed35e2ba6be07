/** References of an object before it is stored: allowed types, one per target, existing targets. */

import type { Ref } from '../model/config/record.ts';
import { DERIVED_TYPES, isConfigType, type ConfigType } from '../model/config/types.ts';
import { LABEL_TAG, tagParts } from '../model/naming/label-tag.ts';
import { parseUid } from '../model/naming/uid.ts';
import type { Read } from '../store/store.ts';
import { invalid, invalidField } from './problems.ts';
import { findObject } from './records.ts';
import type { RefLists, ResourceRules } from './rules.ts';
import { sameGiven } from './same-given.ts';

/**
 * `wanted` merged into `before`: each given list replaces the whole list of its type. A newly listed target must exist.
 */
export function mergeRefs(
  read: Read,
  rules: ResourceRules<ConfigType>,
  before: RefLists,
  wanted: RefLists | undefined,
  action: 'create' | 'update',
): RefLists {
  if (wanted === undefined) return before;
  const merged: { [R in ConfigType]?: readonly Ref[] } = { ...before };
  for (const [type, list] of Object.entries(wanted)) {
    if (!isConfigType(type) || !rules.refs.includes(type)) {
      throw invalid(`Bad reference in ${action}: a ${rules.type} has no references to ${type}`, [
        { pointer: pointerTo(rules.type, type), detail: `Allowed: ${rules.refs.join(', ') || 'none'}.` },
      ]);
    }
    if (list === undefined) continue;
    const known = new Map((before[type] ?? []).map((ref) => [ref.uuid, ref]));
    const byUuid = new Map<string, Ref>();
    list.forEach((ref, index) => {
      const uuid = parseUid(ref.uuid);
      const pointer = `${pointerTo(rules.type, type)}/${index}`;
      if (uuid === undefined)
        throw invalid(`Bad reference in ${action}: "${ref.uuid}" is not a uuid`, [
          { pointer, detail: 'Give the uuid or the fully qualified name of an existing object.' },
        ]);
      if (!known.has(uuid) && !DERIVED_TYPES.has(type) && findObject(read, type, uuid) === undefined) {
        throw invalid(`Bad reference in ${action}: no ${type} object found for id ${uuid}`, [
          { pointer, detail: `There is no ${type} with this uuid.` },
        ]);
      }
      const stood = known.get(uuid);
      byUuid.set(
        uuid,
        stood !== undefined && sameGiven(stood.attr, ref.attr ?? null) ? stood : { uuid, attr: ref.attr ?? null },
      );
    });
    if (byUuid.size === 0) delete merged[type];
    else merged[type] = [...byUuid.values()];
  }
  if (wanted.tag !== undefined && merged.tag !== before.tag) checkTags(read, rules, merged.tag ?? []);
  return merged;
}

/** An object has one tag of each type, but for labels. */
function checkTags(read: Read, rules: ResourceRules<ConfigType>, tags: readonly Ref[]): void {
  const seen = new Set<string>();
  tags.forEach(({ uuid }, index) => {
    const name = findObject(read, 'tag', uuid)?.fq_name.at(-1);
    if (name === undefined) return;
    const { type } = tagParts(name);
    const pointer = `${pointerTo(rules.type, 'tag')}/${index}`;
    if (rules.onlyTagTypes !== undefined && !rules.onlyTagTypes.includes(type))
      throw invalidField(pointer, `Invalid tag type ${type} for object type ${rules.type.replaceAll('-', '_')}`);
    if (type !== LABEL_TAG && rules.manyTagsOfOneType !== true && seen.has(type))
      throw invalidField(
        pointer,
        `Tag type '${type}' cannot be set multiple times on the same ${rules.type} resource type`,
      );
    seen.add(type);
  });
}

/** JSON pointer to a list of references in a request body. */
export function pointerTo(type: string, refType: string): string {
  return `/${type}/${refType.replaceAll('-', '_')}_refs`;
}
