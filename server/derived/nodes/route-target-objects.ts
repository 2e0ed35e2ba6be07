/** The config object of each route target that some network names. */

import type { OwnTargets } from '../../engine/leaking/targets.ts';
import type { Kind } from '../../model/kinds.ts';
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { derivedObject } from '../derived-object.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import type { ConfigObjectRow } from './network-objects.ts';
import { changedTargets, type TargetUsers } from './network-targets.ts';

export function routeTargetObjects(
  users: TargetUsers,
  uuids: DerivedUuids,
  indexes: readonly RowIndex<ConfigObjectRow>[],
): CalcNode<ConfigObjectRow> {
  return {
    name: 'route-target-objects',
    keys: () => users.targets(),
    about: (key) => [{ kind: 'route-target', key }],
    hears: new Set<Kind>([]),
    touched: () => [],
    hearsRows: new Set(['network-targets']),
    touchedByRow: function* (change) {
      if (change.node !== 'network-targets') return;
      // Only the first network to name a target, and the last to drop it, make a difference.
      for (const target of changedTargets(change.old as OwnTargets | undefined, change.new as OwnTargets | undefined, [
        'both',
        'import',
        'export',
      ]))
        if (users.count(target) <= 1) yield target;
    },
    compute: (target, tracked) => {
      if (users.count(target) === 0 || uuids.stored('route-target', [target], tracked) !== undefined) return undefined;
      return [
        derivedObject({
          type: 'route-target',
          uuid: uuids.derived('route-target', [target]),
          fqName: [target],
          props: {},
        }),
      ];
    },
    indexes,
  };
}
