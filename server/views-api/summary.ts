/** `/views/summary`, `/views/conditions`, `/views/known-hosts`. */
import type { ConditionView } from '../contract/views/reference.ts';
import type { ConditionsAnswer } from '../contract/views/objects.ts';
import type { KnownHost, KnownHostsAnswer, Summary } from '../contract/views/summary.ts';
import { TABLES, type TableNoun } from '../contract/views/tables.ts';
import type { Bounds } from '../http/bounds.ts';
import type { Kind } from '../model/kinds.ts';
import type { Store } from '../store/store.ts';
import { sessionCounts } from './bgp/session-rows.ts';
import { conditionViews } from './conditions.ts';
import type { ViewState } from './view-state.ts';
import type { World } from './world.ts';

const SEVERITIES = { error: 0, warning: 1, info: 2 } as const;

/** Most severe first, then by object. */
export function allConditions({ read, derived }: World): readonly ConditionView[] {
  const found: ConditionView[] = [];
  for (const [id, conditions] of derived.allConditions()) {
    const space = id.indexOf(' ');
    found.push(...conditionViews(read, id.slice(0, space) as Kind, id.slice(space + 1), conditions));
  }
  return found.sort((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity] || (a.id < b.id ? -1 : 1));
}

/** Conditions listed; the total is of all. */
const MAX_CONDITIONS = 500;

export function conditionsAnswer(world: World): ConditionsAnswer {
  const all = allConditions(world);
  return { conditions: all.slice(0, MAX_CONDITIONS), total: all.length, revision: world.read.revision };
}

export function summary(state: ViewState, store: Store, bounds: Bounds): Summary {
  const world = state.world();
  const counts = Object.fromEntries(Object.keys(TABLES).map((noun) => [noun, state.table(noun as TableNoun).count(world)])) as Summary['counts'];
  const conditions = { total: 0, errors: 0, warnings: 0 };
  for (const [, list] of world.derived.allConditions()) {
    for (const { severity } of list) {
      conditions.total++;
      if (severity === 'error') conditions.errors++;
      if (severity === 'warning') conditions.warnings++;
    }
  }
  return { cluster: { name: world.names.clusterName, asn: world.derived.settings().asn }, counts, conditions, bgp: sessionCounts(world), bounds: bounds.figures(), dataDirectoryId: store.dataDirectoryId, epoch: store.epoch, revision: store.revision };
}

/** Hosts of the lab, with the BGP router that stands for each once there is one. */
export function knownHostsAnswer({ read }: World, hosts: readonly KnownHost[]): KnownHostsAnswer {
  const routers = new Map<string, string>();
  for (const { key, value } of read.scan('bgp-router')) {
    const address = value.props.bgp_router_parameters?.address;
    if (address !== undefined) routers.set(address, key);
  }
  return { hosts: hosts.map((host) => ({ ...host, ...(routers.has(host.address) ? { routerUuid: routers.get(host.address)! } : {}) })), revision: read.revision };
}
