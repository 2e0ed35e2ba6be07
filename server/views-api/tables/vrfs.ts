/** VRFs as a table: the routing instances of networks. */

import type { VrfRow } from '../../contract/views/vrfs.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { projectName } from '../shared/links.ts';
import { routeCount, targetsOf, vrfRow } from '../shared/vrf-row.ts';
import { table } from './table.ts';

export const vrfs = table<'virtual-network', VrfRow>({
  kind: 'virtual-network',
  order: (value) => shortName(value.fq_name),
  orderColumn: 'name',
  row: (world, { value, revision }) => vrfRow(world, value, revision),
  keyOfId: ({ derived }, id) => derived.routingInstanceByUuid(id)?.networkUuid,
  sort: {
    project: (_world, { value }) => `${projectName(value) ?? ''} ${shortName(value.fq_name)}`,
    routes: (world, { key }) => routeCount(world, key),
    imports: (world, { key }) => world.derived.routingInstance(key)?.imports.length ?? 0,
    leaks: (world, { key }) => world.derived.leaksInto(key).length + world.derived.leaksFrom(key).length,
  },
  filter: {
    routeTarget: (world, { key }) =>
      [
        ...targetsOf(world.derived.routingInstance(key)?.imports ?? []),
        ...targetsOf(world.derived.routingInstance(key)?.exports ?? []),
      ].flatMap((target) => [target, target.replace(/^target:/, '')]),
    import: (world, { key }) => targetsOf(world.derived.routingInstance(key)?.imports ?? []),
    export: (world, { key }) => targetsOf(world.derived.routingInstance(key)?.exports ?? []),
  },
  text: (world, { key, value }) =>
    [
      formatFqName(value.fq_name),
      key,
      ...targetsOf(world.derived.routingInstance(key)?.imports ?? []),
      ...targetsOf(world.derived.routingInstance(key)?.exports ?? []),
    ].join(' '),
  project: (_world, { value }) => projectName(value),
  hidden: (_world, { value }) => value.system === true,
  hiddenReason: 'system networks',
});
