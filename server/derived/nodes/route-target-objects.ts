/** Per route target that some network names: its config object. Unreferenced, it is gone. */
import type { CalcNode, RowIndex } from '../calc-node.ts';
import { derivedObject } from '../derived-object.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import type { OwnTargets } from '../../engine/leaking/targets.ts';
import type { ConfigObjectRow } from './network-objects.ts';
import { allTargets, type TargetUsers } from './network-targets.ts';

export function routeTargetObjects(users: TargetUsers, uuids: DerivedUuids, indexes: readonly RowIndex<ConfigObjectRow>[]): CalcNode<ConfigObjectRow> {
  return {
    name: 'route-target-objects',
    keys: () => users.targets(),
    about: (key) => [{ kind: 'route-target', key }],
    touched: () => [],
    touchedByRow: (change) => {
      if (change.node !== 'network-targets') return [];
      return [change.old, change.new].flatMap((row) => (row === undefined ? [] : allTargets(row as OwnTargets)));
    },
    compute: (target, tracked) => {
      if (users.of(target).length === 0 || uuids.stored('route-target', [target], tracked) !== undefined) return undefined;
      return [derivedObject({ type: 'route-target', uuid: uuids.derived('route-target', [target]), fqName: [target], props: {} })];
    },
    indexes,
  };
}
