import type { TopologyAnswer } from '../../../../server/contract/views/topology.ts';
import { told, type Told } from '../../data/reading.ts';
import { view } from '../../data/views.ts';
import { topologyParameters, type TopologyState } from './search-state.ts';

/** The answer, and when it came by this browser's clock: for durations that go on by themselves. */
export type ToldTopology = Told<TopologyAnswer>;

/** The picture at a level. `focus` is never collapsed, nor are its neighbours. */
export const topologyQuery = (state: TopologyState, focus: string | undefined) =>
  told(view('topology', {}, topologyParameters(state, focus), { keep: true }));
