/** The parent of a new object, found by uuid or by the first parts of its name. */

import { colonFault } from '../../engine/validation/object-name.ts';
import type { ParentType } from '../../model/config/kinds/config-kind.ts';
import { isConfigType, type ConfigType } from '../../model/config/types.ts';
import { formatFqName, isFqName, parentFqName, sameFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { Read } from '../../store/store.ts';
import { invalid, invalidBy, invalidField, pythonList } from '../problems.ts';
import { findByFqName, findObject } from '../records.ts';
import type { NewObject, RecordOf, ResourceRules } from '../rules.ts';

type Place = { readonly parent_type?: ConfigType; readonly parent_uuid?: string };

/** Checks name and parent against the type's rules. */
export function placeOf<T extends ConfigType>(read: Read, rules: ResourceRules<T>, requested: NewObject<T>): Place {
  const { type } = rules;
  const name = requested.fq_name;
  if (!Array.isArray(name) || !isFqName(name)) {
    throw invalidField(
      `/${type}/fq_name`,
      `Invalid fq-name ${JSON.stringify(name)}: a ${type} needs a name whose parts are not empty`,
    );
  }
  if (!rules.colonInName) {
    const fault = colonFault(name.at(-1)!);
    const sentence = `Invalid fq-name ${formatFqName(name)}: the name of a ${type} may not contain a colon`;
    if (fault !== undefined) throw invalidBy(`/${type}/fq_name`, { ...fault, sentence });
  }
  const parentType = parentTypeOf(rules, requested, read);
  if (parentType === 'config-root') {
    if (name.length !== 1)
      throw invalidField(
        `/${type}/fq_name`,
        `Invalid fq-name ${formatFqName(name)}: a ${type} has no parent, its name has one part`,
      );
    return {};
  }
  if (name.length === 1)
    throw invalidField(
      `/${type}/fq_name`,
      `Invalid fq-name ${pythonList(name)}: a ${type} stands under a ${parentType}, whose name comes first`,
    );
  const parent = parentRecord(read, type, parentType, requested);
  if (!sameFqName(parent.fq_name, name.slice(0, -1))) {
    throw invalidField(
      `/${type}/fq_name`,
      `Invalid fq-name ${formatFqName(name)}: it must begin with its parent's, ${formatFqName(parent.fq_name)}`,
    );
  }
  return { parent_type: parent.type, parent_uuid: parent.uuid };
}

function parentTypeOf<T extends ConfigType>(rules: ResourceRules<T>, requested: NewObject<T>, read: Read): ParentType {
  const allowed = pythonList(rules.parents);
  if (requested.parent_type !== undefined) {
    const given = rules.parents.find((parent) => parent === requested.parent_type);
    if (given === undefined)
      throw invalidField(
        `/${rules.type}/parent_type`,
        `Invalid parent type: ${requested.parent_type}. Allowed types: ${allowed}`,
        rules.parents[0],
      );
    return given;
  }
  if (rules.parents.length === 1) return rules.parents[0]!;
  if (requested.parent_uuid !== undefined) {
    const found = rules.parents.find(
      (parent) => isConfigType(parent) && findObject(read, parent, requested.parent_uuid!) !== undefined,
    );
    if (found !== undefined) return found;
  }
  if (requested.fq_name.length === 1 && rules.parents.includes('config-root')) return 'config-root';
  const named = rules.parents.filter(
    (parent) =>
      isConfigType(parent) &&
      requested.fq_name.length > 1 &&
      findByFqName(read, parent, requested.fq_name.slice(0, -1)) !== undefined,
  );
  if (named.length === 1) return named[0]!;
  throw invalidField(
    `/${rules.type}/parent_type`,
    `Missing parent type: a ${rules.type} may stand under several kinds of parent. Allowed types: ${allowed}`,
    rules.parents[0],
  );
}

function parentRecord<T extends ConfigType>(
  read: Read,
  type: ConfigType,
  parentType: ConfigType,
  requested: NewObject<T>,
): RecordOf<ConfigType> {
  if (requested.parent_uuid !== undefined) {
    const parent = findObject(read, parentType, requested.parent_uuid);
    if (parent === undefined)
      throw invalid(`Parent ${requested.parent_uuid} type ${parentType} does not exist`, [
        { pointer: `/${type}/parent_uuid`, detail: `There is no ${parentType} with this uuid.` },
      ]);
    return parent;
  }
  const name: FqName = parentFqName(requested.fq_name) ?? [];
  const parent = name.length === 0 ? undefined : findByFqName(read, parentType, name);
  if (parent === undefined) {
    throw invalid(`Parent ${pythonList(name)} type ${parentType} does not exist`, [
      { pointer: `/${type}/fq_name`, detail: `There is no ${parentType} ${formatFqName(name)}; create it first.` },
    ]);
  }
  return parent;
}
