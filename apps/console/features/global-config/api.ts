import { queryOptions } from '@tanstack/react-query';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { readObject } from '../../data/config-objects.ts';
import { liveKey } from '../../data/live-keys.ts';

/** Both global objects with their versions. */
export const globalConfigQuery = queryOptions({
  queryKey: liveKey(['global-system-config', 'global-vrouter-config'], 'global-config'),
  queryFn: async ({ signal }) => {
    const [system, vrouter] = await Promise.all([
      readObject('global-system-config', 'default-global-system-config', signal),
      readObject('global-vrouter-config', 'default-global-system-config:default-global-vrouter-config', signal),
    ]);
    return { records: { system: system.object, vrouter: vrouter.object }, etags: { system: system.etag, vrouter: vrouter.etag } };
  },
});

export const bgpRoutersQuery = queryOptions({
  queryKey: liveKey(['bgp-router', 'global-system-config'], 'global-config', 'routers'),
  queryFn: async ({ signal }) => (await get<TablePage<BgpRouterRow>>('/views/tables/bgp-routers?limit=1000&system=true', signal)).rows,
});
