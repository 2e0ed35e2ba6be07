import type { TopologyAnswer } from '../../../../server/contract/views/topology.ts';
import { reading, told, type Told } from '../../data/reading.ts';
import { topologyParameters, type TopologyState } from './search-state.ts';

/** What the picture is made from: `view/topology` says that something drawn changed, `view/gateway` what gateways have. */
const MADE_FROM = ['view/topology', 'view/gateway'];

/** The answer, and when it came by this browser's clock: for durations that go on by themselves. */
export type ToldTopology = Told<TopologyAnswer>;

/** The picture at a level. `focus` is never folded, nor are its neighbours. */
export const topologyQuery = (state: TopologyState, focus: string | undefined) =>
  told(reading<TopologyAnswer>(`/views/topology?${topologyParameters(state, focus)}`, MADE_FROM, { keep: true }));
