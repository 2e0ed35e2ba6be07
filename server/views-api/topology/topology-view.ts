/** `/views/topology`: the query read, the picture drawn. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import type { TopologyAnswer } from '../../contract/views/topology.ts';
import { MAX_NODES } from '../../engine/topology/limits.ts';
import { drawPicture } from '../../engine/topology/picture.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { foundFloatingIps, withFloatingIps } from './floating-ips.ts';
import { FLOATING_IP, pathFact } from './path-facts.ts';
import type { GatewaySeen } from './routes-seen.ts';
import type { TopologySource } from './topology-facts.ts';

const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((part) => part !== '');

/** `gateways`: what `source` has prepared. */
export function topology(
  context: ViewContext,
  source: TopologySource,
  gateways: readonly GatewaySeen[],
  asked: QueryOf<'topology'>,
): TopologyAnswer {
  const kinds = list(asked.kinds);
  const path = asked.focus?.startsWith(FLOATING_IP) === true ? pathFact(context, asked.focus) : undefined;
  const picture = drawPicture(source.facts(context, gateways, asked.system === 'true'), {
    level: asked.level,
    project: asked.project,
    focus: asked.focus,
    ...(path === undefined ? {} : { path }),
    expand: new Set(list(asked.expand)),
    q: asked.q,
    kinds: kinds.length === 0 ? undefined : new Set(kinds),
    limit: asked.limit ?? MAX_NODES,
  });
  return {
    ...picture,
    nodes: withFloatingIps(context, picture.nodes),
    floatingIps: foundFloatingIps(context, asked.q),
    now: context.live.clock(),
    revision: context.read.revision,
  };
}
