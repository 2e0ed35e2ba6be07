/**
 * The owner of each element of an object.
 *
 * An object that a controller creates is owned as a whole (`*`); afterwards each written element is recorded
 * separately: under the controller's name, or under the empty string when a user overwrites it. A controller removes
 * only elements for which `ownerOf` returns its own name.
 */

import type { ElementOwners } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { ROUTE_TARGET_LISTS } from '../../model/config/virtual-network.ts';
import { deepEqual } from '../../model/json.ts';
import type { RecordOf } from '../rules.ts';

/** Owner of all elements without an entry of their own. */
const WHOLE = '*';

const PERSON = '';
const TARGET_LISTS: readonly string[] = Object.values(ROUTE_TARGET_LISTS);

type AnyRecord = RecordOf<ConfigType>;

export const refPath = (type: ConfigType, uuid: string): string => `refs/${type}/${uuid}`;
const routeTargetPath = (list: string, routeTarget: string): string => `props/${list}/${routeTarget}`;
const annotationPath = (key: string): string => `annotations/${key}`;
export const sharePath = (tenant: string): string => `share/${tenant}`;
export const propertyPath = (property: string): string => `props/${property}`;

/** The controller that wrote this element; undefined if a user did. */
export function ownerOf(record: Pick<AnyRecord, 'owners'>, path: string): string | undefined {
  const owner = record.owners?.[path] ?? record.owners?.[WHOLE];
  return owner === PERSON ? undefined : owner;
}

/** The owners after a write by `owner` (undefined: a user). */
export function ownersAfter(
  before: AnyRecord | undefined,
  after: AnyRecord,
  owner: string | undefined,
): ElementOwners | undefined {
  if (before === undefined) return owner === undefined ? undefined : { [WHOLE]: owner };
  if (before.owners === undefined && owner === undefined) return undefined;
  const whole = before.owners?.[WHOLE];
  const owners: Record<string, string> = { ...before.owners };
  const was = elementsOf(before);
  const is = elementsOf(after);
  for (const path of was.keys()) if (!is.has(path)) delete owners[path];
  for (const [path, value] of is) {
    if (was.has(path) && deepEqual(was.get(path), value)) continue;
    const writer = owner ?? PERSON;
    if (writer === (whole ?? PERSON)) delete owners[path];
    else owners[path] = writer;
  }
  return Object.keys(owners).length === 0 ? undefined : owners;
}

/** Each element of a record with its path. */
function elementsOf(record: AnyRecord): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const [type, refs] of Object.entries(record.refs)) {
    for (const ref of refs ?? []) elements.set(refPath(type as ConfigType, ref.uuid), ref.attr);
  }
  for (const [property, value] of Object.entries(record.props)) {
    if (TARGET_LISTS.includes(property)) {
      for (const target of (value as { route_target?: readonly string[] } | undefined)?.route_target ?? []) {
        elements.set(routeTargetPath(property, target), true);
      }
    } else if (value !== undefined) elements.set(propertyPath(property), value);
  }
  for (const pair of record.annotations?.key_value_pair ?? []) elements.set(annotationPath(pair.key), pair.value);
  for (const share of record.perms2.share) elements.set(sharePath(share.tenant), share.tenant_access);
  return elements;
}
