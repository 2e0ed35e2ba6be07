/** Everything that consequences answer, to be compared: rows, and what indexes say of them. */

import type { Derived } from '../../derived/derived.ts';
import { by } from '../../model/order.ts';

export function everythingAnswered(derived: Derived): unknown {
  const instances = [...derived.routingInstances()].sort(by(({ key }) => key));
  return {
    tables: instances.map(({ key, connections, imports }) => ({
      key,
      connections,
      imports,
      into: derived.leaksInto(key),
      rows: [...derived.vrfRows(key)],
      counts: derived.vrfCounts(key),
      waiting: derived.notInstalled(key),
      vpn: [...derived.vpnRoutes(key)],
      from: derived.leaksFrom(key),
    })),
    objects: (['routing-instance', 'route-target', 'access-control-list'] as const).map((type) =>
      [...derived.config.list(type)]
        .map(({ record, follows }) => ({ record, follows, back: sorted(derived.config.refsTo(type, record.uuid)) }))
        .sort(by((one) => one.record.uuid)),
    ),
    groups: (['namespace', 'node', 'network', 'project', 'workload'] as const).map((dimension) =>
      [...derived.podGroups(dimension)]
        .sort()
        .map((group) => [group, derived.podCount(dimension, group), [...derived.podsIn(dimension, group)].sort()]),
    ),
  };
}

const sorted = <T>(items: readonly T[]): readonly string[] => items.map((item) => JSON.stringify(item)).sort();
