/** Sharing a config object to a project: an entry of `perms2.share` with the project's uuid and full access. */

import type { Share } from '../../../server/model/config/record.ts';
import type { ConfigType } from '../../../server/model/config/types.ts';
import { readObject, type WireBase } from './config-objects.ts';
import { sendWrites, type Write } from './writes.ts';

/** Read 4, write 2, refer 1: creating a floating IP under the pool requires write access. */
const FULL_ACCESS = 7;

/** A share's tenant may be written `tenant:<uuid>`. */
export const tenantUuid = (tenant: string): string => tenant.replace(/^tenant:/, '');

/** The share list with exactly these projects; existing entries keep their access. */
export function sharesFor(projects: readonly string[], before: readonly Share[] = []): Share[] {
  return projects.map(
    (uuid) => before.find((share) => tenantUuid(share.tenant) === uuid) ?? { tenant: uuid, tenant_access: FULL_ACCESS },
  );
}

/** The write that adds one project to an object's shares; undefined if it is shared already. */
export function shareWrite(
  type: ConfigType,
  object: WireBase,
  project: string,
  etag: string | undefined,
): Write | undefined {
  const before = object.perms2?.share ?? [];
  if (before.some((share) => tenantUuid(share.tenant) === project)) return undefined;
  return {
    method: 'PUT',
    path: `/config/${type}/${object.uuid}`,
    body: {
      [type]: { perms2: { ...object.perms2, share: [...before, { tenant: project, tenant_access: FULL_ACCESS }] } },
    },
    ...(etag === undefined ? {} : { ifMatch: etag }),
  };
}

/** Shares a pool (or another object) with a project now. */
export async function shareNow(type: ConfigType, uuid: string, project: string): Promise<void> {
  const { object, etag } = await readObject(type, uuid);
  const write = shareWrite(type, object, project, etag);
  if (write) await sendWrites([write]);
}
