/** Whether a network is shared, isolated, external or of the system. */

import type { NetworkScope } from '../../contract/views/rows/overlay-rows.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { byShare } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { ViewContext } from './view-context.ts';

/** The namespace for which the network was made: it is isolated when that is. */
export function isolatingNamespace(read: Read, network: VirtualNetwork): ValueOf<'kube/Namespace'> | undefined {
  return annotationOf(network, 'kind') === 'Namespace'
    ? read.get('kube/Namespace', annotationOf(network, 'namespace') ?? '')?.value
    : undefined;
}

export function scopesOf({ read }: ViewContext, network: VirtualNetwork): readonly NetworkScope[] {
  const scopes: NetworkScope[] = [];
  const { is_shared: shared, router_external: external } = network.props;
  if (
    shared === true ||
    network.perms2.global_access > 0 ||
    network.perms2.share.length > 0 ||
    read.countIn(byShare('project'), network.uuid) > 0
  )
    scopes.push('shared');
  if (isIsolated(isolatingNamespace(read, network))) scopes.push('isolated');
  if (external === true) scopes.push('external');
  if (network.system === true) scopes.push('system');
  return scopes;
}
