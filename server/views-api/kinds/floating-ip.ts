import type { Dependent, DependentFate } from '../../contract/views/objects.ts';
import type { FloatingIp } from '../../model/config/types.ts';
import { nameOfObject } from '../shared/conditions.ts';
import { firstRef, podOfPort, poolOf } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { dotted, node, type ShownKind } from './shown-kind.ts';

export const shownFloatingIp: ShownKind<'floating-ip'> = {
  detail(read, fip) {
    const port = firstRef(fip, 'virtual-machine-interface');
    const found = port === undefined ? undefined : read.get('virtual-machine-interface', port)?.value;
    return dotted(poolOf(read, fip).pool?.name, found === undefined ? 'not associated' : podOfPort(read, found)?.key);
  },
  tree: (context, fip) => floatingIpNode(context, fip, 'deleted'),
};

export function floatingIpNode(context: ViewContext, fip: FloatingIp, fate: DependentFate): Dependent {
  const port = firstRef(fip, 'virtual-machine-interface');
  const found = port === undefined ? undefined : context.read.get('virtual-machine-interface', port)?.value;
  const detail = found === undefined ? 'not associated' : (podOfPort(context.read, found)?.name ?? 'a port');
  const routes = routesOf(context, fip);
  return node(
    'floating-ip',
    fip.uuid,
    nameOfObject(context.read, 'floating-ip', fip.uuid),
    detail,
    fate,
    [],
    routes === 0 ? undefined : `${routes} ${routes === 1 ? 'route' : 'routes'} withdrawn`,
  );
}

/** Routes of a floating IP that would be withdrawn. */
function routesOf({ derived }: ViewContext, fip: FloatingIp): number {
  let count = 0;
  for (const ref of fip.refs['virtual-machine-interface'] ?? []) {
    for (const path of derived.port(ref.uuid)?.paths ?? [])
      if (
        path.origin.kind === 'floating-ip' &&
        path.origin.floatingIpUuid === fip.uuid &&
        path.notInstalled === undefined
      )
        count++;
  }
  return count;
}
