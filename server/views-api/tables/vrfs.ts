/** VRFs as a table: the routing instances of networks. */

import type { VrfRow } from '../../contract/views/vrfs.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { projectName } from '../shared/links.ts';
import { routeCount, targetsOf, vrfRow } from '../shared/vrf-row.ts';
import { BY_SHORT_NAME } from './config-columns.ts';
import { table } from './table.ts';

export const vrfs = table<'virtual-network', VrfRow>({
  kind: 'virtual-network',
  ...BY_SHORT_NAME,
  row: (context, { value, revision }) => vrfRow(context, value, revision),
  keyOfId: ({ derived }, id) => derived.routingInstanceByUuid(id)?.networkUuid,
  sort: {
    project: (_context, { value }) => `${projectName(value) ?? ''} ${shortName(value.fq_name)}`,
    routes: (context, { key }) => routeCount(context, key),
    imports: (context, { key }) => context.derived.routingInstance(key)?.imports.length ?? 0,
    leaks: (context, { key }) => context.derived.leaksInto(key).length + context.derived.leaksFrom(key).length,
  },
  filter: {
    routeTarget: (context, { key }) =>
      [
        ...targetsOf(context.derived.routingInstance(key)?.imports ?? []),
        ...targetsOf(context.derived.routingInstance(key)?.exports ?? []),
      ].flatMap((target) => [target, target.replace(/^target:/, '')]),
    import: (context, { key }) => targetsOf(context.derived.routingInstance(key)?.imports ?? []),
    export: (context, { key }) => targetsOf(context.derived.routingInstance(key)?.exports ?? []),
  },
  text: (context, { key, value }) =>
    [
      formatFqName(value.fq_name),
      key,
      ...targetsOf(context.derived.routingInstance(key)?.imports ?? []),
      ...targetsOf(context.derived.routingInstance(key)?.exports ?? []),
    ].join(' '),
  project: (_context, { value }) => projectName(value),
  hidden: (_context, { value }) => value.system === true,
  hiddenReason: 'system networks',
});
