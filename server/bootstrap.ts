/** What a start puts into the store before anybody is served: system objects, kube-manager's configuration, the lab. */

import { allocateClusterIp } from './config/addresses/cluster-ip.ts';
import { updateObject } from './config/operations/operations.ts';
import { provisionSystem } from './config/operations/system-objects.ts';
import { globalSystemConfig } from './config/system-settings.ts';
import type { Mint, WriteContext } from './config/write-context.ts';
import { clusterController } from './controllers/kube-manager/cluster.ts';
import type { Failure } from './controllers/runtime/loop.ts';
import { runToQuiescence } from './controllers/runtime/quiescence.ts';
import type { KubeContext } from './kube/cluster-ip-port.ts';
import { KUBERNETES_CONFIG } from './kube/cluster-names.ts';
import { CHAPTER_LAB, EMPTY_LAB, type Lab } from './lab/chapter.ts';
import { provisionApiService, provisionLab } from './lab/provision.ts';
import { Problem } from './model/problem.ts';
import { clusterConfigData, mergeClusterSettings } from './settings/cluster-settings.ts';
import { Refused } from './settings/refused.ts';
import type { AskedClusterSettings } from './settings/settings.ts';
import type { Store } from './store/store.ts';

const SYSTEM = { actor: 'system', source: 'system' };

/**
 * Idempotent. Gives the lab; throws `Refused` when what was asked contradicts what is stored. In a directory that is
 * not new anybody may have deleted or changed anything: what then cannot be provided is told to `report`, and the rest
 * is served.
 */
export function bootstrap(
  store: Store,
  mint: Mint,
  asked: AskedClusterSettings,
  report: (failure: Failure) => void,
): Lab {
  const fresh = store.revision === 0;
  const stored = store.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data;
  const merged = mergeClusterSettings(asked, stored);
  if (merged.kind === 'refused') throw new Refused(merged.sentence);
  const lab = merged.settings.lab === 'none' ? EMPTY_LAB : CHAPTER_LAB;
  const provide = (what: string, body: (context: KubeContext) => void, required = fresh): void => {
    try {
      store.transact(SYSTEM, (transaction) => body({ transaction, mint, allocateClusterIp }));
    } catch (error) {
      if (!required) return report({ controller: 'bootstrap', key: what, error });
      if (error instanceof Problem) throw new Refused(`The settings cannot be applied: ${error.detail}`);
      throw error;
    }
  };
  provide('system objects', (context) => provisionSystem(context, {}));
  provide('lab', (context) => provisionLab(context, lab, clusterConfigData(merged.settings), asked.asn));
  provide('autonomous system number', (context) => applyAsn(context, asked.asn), true);
  // The service `kubernetes` takes the first address of the service IPAM, which the cluster's controller makes.
  runToQuiescence(store, [clusterController], mint);
  provide('service kubernetes', (context) => provisionApiService(context, lab));
  return lab;
}

function applyAsn(context: WriteContext, asn: number | undefined): void {
  const system = globalSystemConfig(context.transaction);
  if (asn === undefined || system === undefined || system.props.autonomous_system === asn) return;
  updateObject(context, 'global-system-config', system.uuid, {
    props: { autonomous_system: asn, ...(asn > 65_535 ? { enable_4byte_as: true } : {}) },
  });
}
