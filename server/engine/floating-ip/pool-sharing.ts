/** Who may create floating IPs in a pool besides the project of its network. */

import type { FloatingIpPool } from '../../model/config/types.ts';

/** Access bit "write": whoever has it may create floating IPs under the pool. */
const WRITE = 2;

/** Whether it is shared with everybody, or with the project (`<uuid>` or `tenant:<uuid>`). */
export function isSharedWith({ perms2 }: FloatingIpPool, projectUuid: string): boolean {
  const plain = (tenant: string): string => tenant.replace(/^tenant:/, '').replaceAll('-', '');
  if ((perms2.global_access & WRITE) !== 0 || plain(perms2.owner) === plain(projectUuid)) return true;
  return perms2.share.some(
    (share) => plain(share.tenant) === plain(projectUuid) && (share.tenant_access & WRITE) !== 0,
  );
}
