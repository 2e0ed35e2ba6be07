/** `/views/summary`, `/views/conditions`, `/views/known-hosts`. */

import type { ConditionsAnswer } from '../contract/views/objects.ts';
import type { ConditionView } from '../contract/views/reference.ts';
import type { KnownHost, KnownHostsAnswer, Summary } from '../contract/views/summary.ts';
import { TABLES, type TableNoun } from '../contract/views/tables.ts';
import type { Bounds } from '../http/bounds.ts';
import { sortInTurns } from '../http/in-turns.ts';
import { isApart } from '../model/declared-kinds.ts';
import type { Kind } from '../model/kinds.ts';
import type { ObjectCondition } from '../model/oper/condition.ts';
import type { Store } from '../store/store.ts';
import { conditionIds, conditionViews } from './shared/conditions.ts';
import { sessionCounts } from './shared/session-rows.ts';
import type { Turns } from './shared/turns.ts';
import type { ViewContext } from './shared/view-context.ts';
import type { ViewState } from './view-state.ts';

const SEVERITIES = { error: 0, warning: 1, info: 2 } as const;

/** Conditions listed; the total is of all. */
const MAX_CONDITIONS = 500;

/** Objects with conditions that cost as much as a row. */
const OBJECTS_A_ROW = 4;

/** Most severe first, then by object. */
export async function conditionsAnswer(turns: Turns): Promise<ConditionsAnswer> {
  const { revision } = turns.context.read;
  const found: {
    readonly order: string;
    readonly kind: Kind;
    readonly key: string;
    readonly conditions: readonly ObjectCondition[];
    readonly nth: number;
  }[] = [];
  for (const [id, conditions] of [...turns.context.derived.allConditions()]) {
    const space = id.indexOf(' ');
    const [kind, key] = [id.slice(0, space) as Kind, id.slice(space + 1)];
    conditionIds(kind, key, conditions).forEach((name, nth) =>
      found.push({ order: `${SEVERITIES[conditions[nth]!.severity]} ${name}`, kind, key, conditions, nth }),
    );
    await turns.looked(Math.max(1, conditions.length) / OBJECTS_A_ROW);
  }
  const sorted = await sortInTurns(found, ({ order }) => order, turns.task);
  const { read } = turns.again();
  // Only listed conditions are worded, and once for each object, which may have a thousand.
  const worded = new Map<readonly ObjectCondition[], readonly ConditionView[]>();
  const listed = sorted.slice(0, MAX_CONDITIONS).map(({ kind, key, conditions, nth }) => {
    let views = worded.get(conditions);
    if (views === undefined) worded.set(conditions, (views = conditionViews(read, kind, key, conditions)));
    return views[nth]!;
  });
  return { conditions: listed, total: found.length, revision };
}

export async function summary(turns: Turns, state: ViewState, store: Store, bounds: Bounds): Promise<Summary> {
  const { revision } = turns.context.read;
  const counts: { [noun: string]: number } = {};
  for (const noun of Object.keys(TABLES)) {
    const table = state.table(noun as TableNoun);
    // What is kept apart is few: it is counted at once.
    counts[noun] = isApart(table.definition.kind)
      ? table.count(state.contextOf(table))
      : await table.countInTurns(turns);
  }
  const conditions = { total: 0, errors: 0, warnings: 0 };
  for (const [, list] of [...turns.context.derived.allConditions()]) {
    await turns.looked(1 / OBJECTS_A_ROW);
    for (const { severity } of list) {
      conditions.total++;
      if (severity === 'error') conditions.errors++;
      if (severity === 'warning') conditions.warnings++;
    }
  }
  const { context } = turns;
  return {
    cluster: { name: context.names.clusterName, asn: context.derived.settings().asn },
    counts: counts as Summary['counts'],
    conditions,
    bgp: sessionCounts(context),
    bounds: bounds.figures(),
    dataDirectoryId: store.dataDirectoryId,
    epoch: store.epoch,
    revision,
  };
}

/** Hosts of the lab, each with its BGP router if there is one. */
export function knownHostsAnswer({ read }: ViewContext, hosts: readonly KnownHost[]): KnownHostsAnswer {
  const routers = new Map<string, string>();
  for (const { key, value } of read.scan('bgp-router')) {
    const address = value.props.bgp_router_parameters?.address;
    if (address !== undefined) routers.set(address, key);
  }
  return {
    hosts: hosts.map((host) => ({
      ...host,
      ...(routers.has(host.address) ? { routerUuid: routers.get(host.address)! } : {}),
    })),
    revision: read.revision,
  };
}
