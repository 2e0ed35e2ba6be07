/** `/views/topology`: the query read, the picture drawn. */
import { topologyQuery, type TopologyAnswer } from '../../contract/views/topology.ts';
import { drawPicture, MAX_NODES } from '../../engine/topology/picture.ts';
import { parse } from '../query.ts';
import type { World } from '../world.ts';
import type { TopologySource } from './topology-facts.ts';

const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((part) => part !== '');

export function topology(world: World, source: TopologySource, query: unknown): TopologyAnswer {
  const asked = parse(topologyQuery, query);
  const kinds = list(asked.kinds);
  const picture = drawPicture(source.facts(world, asked.system === 'true'), {
    level: asked.level, project: asked.project, focus: asked.focus, expand: new Set(list(asked.expand)), q: asked.q, kinds: kinds.length === 0 ? undefined : new Set(kinds), limit: asked.limit ?? MAX_NODES,
  });
  return { ...picture, revision: world.read.revision };
}
