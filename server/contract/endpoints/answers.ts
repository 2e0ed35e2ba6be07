/**
 * The answer schema of each view. `openapi.json` is generated from them, and a test checks every answer against them
 * (`views-api/answers.test.ts`); they are not used while serving. The console imports only types.
 */

import { z } from 'zod';
import { bgpRoutesPage, controlNodesAnswer, sessionDetail, sessionsAnswer } from '../views/bgp.ts';
import { comparisonAnswer } from '../views/comparison.ts';
import { gatewayDetail, gatewayRoutesPage, gatewaysAnswer, showAnswer } from '../views/gateways.ts';
import { networkPolicyDetail } from '../views/network-policies.ts';
import { conditionsAnswer, dependentsTree, explanation, historyPage } from '../views/objects.ts';
import { addressMap, kubeManagerAnswer, poolResolution } from '../views/pools.ts';
import { ROWS } from '../views/rows/rows.ts';
import type { Shown } from '../views/shown.ts';
import { knownHostsAnswer, searchAnswer, summary } from '../views/summary.ts';
import { tablePage, tableRow, type RowBase } from '../views/table-query.ts';
import { topologyAnswer } from '../views/topology.ts';
import { lineage, vpnRoutesPage, vrfDetail, vrfRoutesPage, vrfTree } from '../views/vrfs.ts';
import type { ViewName } from './views.ts';

/** A row of the requested table. */
const anyRow: z.ZodType<RowBase> = z.union(Object.values(ROWS));

export const ANSWERS = {
  table: tablePage(anyRow).meta({ id: 'TablePage', description: 'One page of a table.' }),
  row: tableRow(anyRow).meta({ id: 'TableRow', description: 'One row of a table.' }),
  search: searchAnswer,
  summary,
  conditions: conditionsAnswer,
  knownHosts: knownHostsAnswer,
  vrfs: vrfTree,
  vrf: vrfDetail,
  vrfRoutes: vrfRoutesPage,
  vpnRoutes: vpnRoutesPage,
  lineage,
  history: historyPage,
  dependents: dependentsTree,
  explain: explanation,
  poolResolution,
  networkPolicy: networkPolicyDetail,
  addressMap,
  kubeManager: kubeManagerAnswer,
  comparison: comparisonAnswer,
  sessions: sessionsAnswer,
  session: sessionDetail,
  received: bgpRoutesPage,
  sent: bgpRoutesPage,
  controlNodes: controlNodesAnswer,
  controlNodeRoutes: bgpRoutesPage,
  gateways: gatewaysAnswer,
  gateway: gatewayDetail,
  gatewayRoutes: gatewayRoutesPage,
  show: showAnswer,
  topology: topologyAnswer,
} satisfies { readonly [Name in ViewName]: z.ZodType };

export type AnswerOf<Name extends ViewName> = Shown<(typeof ANSWERS)[Name]>;
