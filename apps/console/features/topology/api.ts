import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TopologyAnswer } from '../../../../server/contract/views/topology.ts';
import { get } from '../../data/client.ts';
import type { Clock } from '../../domain-ui/duration-text.ts';
import { liveKey } from '../../data/live-keys.ts';
import { topologyParameters, type TopologyState } from './search-state.ts';

/** What the picture is made from: `view/topology` says that something drawn changed, `view/gateway` what gateways have. */
const MADE_FROM = ['view/topology', 'view/gateway'];

/** The answer, and when it came by this browser's clock: for durations that go on by themselves. */
export type ToldTopology = TopologyAnswer & { readonly clock: Clock };

/** The picture at a level. `focus` is never folded, nor are its neighbours. */
export const topologyQuery = (state: TopologyState, focus: string | undefined) => {
  const query = topologyParameters(state, focus).toString();
  return queryOptions({
    queryKey: liveKey(MADE_FROM, 'topology', query),
    queryFn: async ({ signal }): Promise<ToldTopology> => {
      const answer = await get<TopologyAnswer>(`/views/topology?${query}`, signal);
      return { ...answer, clock: { now: answer.now, at: Date.now() } };
    },
    placeholderData: keepPreviousData,
  });
};
