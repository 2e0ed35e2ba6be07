/**
 * How many objects of each kind a project may have: `quota` of the project, by the kind's name with underscores, or its
 * `defaults`; for values missing there, the quota of default-project. A missing value, or a number below 0, is no
 * limit.
 */

import { STRUCTURES } from '../../contract/config/original-structures.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { isObject } from '../../model/json.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { own } from '../../model/own.ts';
import { Problem } from '../../model/problem.ts';
import { byParent } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { childrenOf, findByFqName, findObject } from '../records.ts';
import type { RecordOf } from '../rules.ts';
import { rulesOf } from '../types/rule-table.ts';

type AnyRecord = RecordOf<ConfigType>;

/** What a quota can limit. */
const RESOURCES = STRUCTURES.get('QuotaType')!;
const DEFAULT_PROJECT = ['default-domain', 'default-project'];

/** 412 if the new object would exceed the quota. */
export function checkQuota(read: Read, record: AnyRecord): void {
  const { type } = record;
  const resource = type.replaceAll('-', '_');
  const counted = rulesOf(type).quota?.(read, record);
  if (counted !== undefined)
    for (const { project, count } of counted) check(read, project, resource, () => count() + 1);
  else if (record.parent_type === 'project')
    check(read, record.parent_uuid!, resource, () => read.countIn(byParent(type), record.parent_uuid!) + 1);
}

/**
 * 412 if an object gets more parts (subnets of a network, rules of a security group) than its project may have in all.
 */
export function checkPartsQuota(read: Read, after: AnyRecord, before: AnyRecord | undefined): void {
  const parts = rulesOf(after.type).quotaOfParts;
  if (parts === undefined || after.parent_type !== 'project') return;
  const own = parts.count(after);
  if (own <= (before === undefined ? 0 : parts.count(before))) return;
  check(read, after.parent_uuid!, parts.resource, () =>
    childrenOf(read, after.parent_uuid!, after.type).reduce(
      (sum, other) => sum + (other.uuid === after.uuid ? 0 : parts.count(other as AnyRecord)),
      own,
    ),
  );
}

function check(read: Read, projectUuid: string, resource: string, count: () => number): void {
  if (!RESOURCES.has(resource)) return;
  const project = findObject(read, 'project', projectUuid);
  if (project === undefined) return;
  const limit = limitOf(project, resource) ?? limitOf(findByFqName(read, 'project', DEFAULT_PROJECT), resource);
  if (limit === undefined || limit < 0 || count() <= limit) return;
  throw new Problem({
    status: 412,
    reason: 'QuotaExceeded',
    detail:
      `quota limit (${limit}) exceeded for resource ${resource}: project ${formatFqName(project.fq_name)} has ` +
      `${count() - 1} already. Delete what is not needed, or raise quota.${resource} of the project.`,
  });
}

function limitOf(project: RecordOf<'project'> | undefined, resource: string): number | undefined {
  const quota = project?.props['quota'];
  if (!isObject(quota)) return undefined;
  for (const name of [resource, 'defaults']) {
    const limit = own(quota, name);
    if (typeof limit === 'number') return limit;
  }
  return undefined;
}
