import { picked, readingObject, together } from '../../data/reading.ts';
import { tableOf } from '../../data/tables.ts';

/** Both global objects with their versions. */
export const globalConfigQuery = picked(
  together({
    system: readingObject('global-system-config', 'default-global-system-config'),
    vrouter: readingObject('global-vrouter-config', 'default-global-system-config:default-global-vrouter-config'),
  }),
  ({ system, vrouter }) => ({
    records: { system: system.object, vrouter: vrouter.object },
    etags: { system: system.etag, vrouter: vrouter.etag },
  }),
);

export const bgpRoutersQuery = picked(
  tableOf('bgp-routers', new URLSearchParams({ limit: '1000', system: 'true' })),
  ({ rows }) => rows,
);
