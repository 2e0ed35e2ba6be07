/** Asks for every view, at every place that the system's own records and answers name. */

import { addressOf, type Endpoint, type Place } from '../contract/endpoint.ts';
import type { AnswerOf } from '../contract/endpoints/answers.ts';
import { VIEWS, type ViewName } from '../contract/endpoints/views.ts';
import { TABLES, type RowByNoun, type TableNoun } from '../contract/views/tables.ts';
import { CONFIG_TYPES } from '../model/config/types.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';
import type { Read } from '../store/store.ts';

/** How many of the same sort are asked for. */
const FEW = 2;

/** `ask` gives the answer of a path, `/views/summary`. */
export async function askEverything(read: Pick<Read, 'scan'>, ask: (path: string) => Promise<unknown>): Promise<void> {
  const view = async <N extends ViewName>(name: N, place: object = {}, ...queries: readonly string[]) => {
    const path = addressOf(VIEWS[name] as Endpoint, place as Place<string>);
    const answers: AnswerOf<N>[] = [];
    for (const query of queries.length === 0 ? [''] : queries)
      answers.push((await ask(query === '' ? path : `${path}?${query}`)) as AnswerOf<N>);
    return answers[0]!;
  };
  for (const noun of Object.keys(TABLES) as TableNoun[]) {
    const { rows } = await view('table', { noun }, 'system=true', '', 'limit=1', 'q=no such row');
    for (const { id } of rows.slice(0, FEW)) await view('row', { noun, id });
  }
  await view('search', {}, 'q=', 'q=a', 'q=10.0.0.1', 'q=60100:100', 'q=default', 'q=app=webserver');
  await view('summary');
  await view('knownHosts');
  await view('kubeManager');
  await view('conditions');

  const { projects } = await view('vrfs', {}, 'system=true', '', 'project=k8s-default');
  for (const { fqName: id } of projects.flatMap(({ vrfs }) => vrfs).slice(0, 2 * FEW)) {
    await view('vrf', { id });
    await view('vrfRoutes', { id }, '', 'limit=1', 'prefix=10.47.255.252', 'prefix=1.2.3.4', 'source=bgp');
    await view('vpnRoutes', { id }, '', 'limit=1');
  }
  for (const { key: uuid } of read.scan('floating-ip')) await view('lineage', { uuid });
  for (const kind of [...CONFIG_TYPES, ...KUBE_KINDS.map((one) => `kube/${one}` as const)])
    for (const { key } of [...read.scan(kind)].slice(0, FEW)) {
      await view('history', { kind, key });
      await view('dependents', { kind, key });
      await view('explain', { kind, key });
    }
  for (const { key } of read.scan('kube/Namespace')) await view('poolResolution', {}, `namespace=${key}`);
  for (const { key } of [...read.scan('kube/NetworkPolicy')].slice(0, FEW)) {
    const [namespace, name] = key.split('/');
    await view('networkPolicy', { namespace, name });
  }
  for (const { id, subnets } of (await view('table', { noun: 'virtual-networks' }, 'system=true'))
    .rows as readonly RowByNoun['virtual-networks'][])
    for (const { uuid: subnet } of subnets) await view('addressMap', { network: id, subnet });

  for (const { key: uuid } of read.scan('bgp-router')) await view('comparison', { uuid });
  for (const { local, peer } of (await view('sessions')).rows) {
    const place = { local: local.uuid, peer: peer.uuid };
    await view('session', place);
    await view('received', place);
    await view('sent', place);
  }
  for (const { id } of (await view('controlNodes')).rows) await view('controlNodeRoutes', { id }, '', 'limit=1');
  for (const { id } of (await view('gateways')).rows) {
    const { vrfs, commands } = await view('gateway', { id });
    for (const { name: vrf } of vrfs) await view('gatewayRoutes', { id, vrf }, '', 'limit=1');
    for (const command of commands) await view('show', { id }, `command=${encodeURIComponent(command)}`);
  }
  for (const level of ['cluster', 'projects', 'vrfs', 'pods'])
    await view('topology', {}, `level=${level}`, `level=${level}&system=true&limit=10`, `level=${level}&q=web`);
  for (const { key: uuid } of read.scan('floating-ip')) await view('topology', {}, `focus=fip:${uuid}`);
}
