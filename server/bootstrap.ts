/** What a start puts into the store before anybody is served: system objects, kube-manager's configuration, the lab. */
import { allocateClusterIp } from './config/cluster-ip.ts';
import { updateObject } from './config/operations.ts';
import { globalSystemConfig } from './config/system-settings.ts';
import { provisionSystem } from './config/system-objects.ts';
import type { Mint } from './config/write-context.ts';
import { runToQuiescence } from './controllers/runtime/quiescence.ts';
import { clusterController } from './controllers/kube-manager/cluster.ts';
import { KUBERNETES_CONFIG } from './kube/cluster-names.ts';
import { CHAPTER_LAB, EMPTY_LAB, type Lab } from './lab/chapter.ts';
import { provisionApiService, provisionLab } from './lab/provision.ts';
import { Problem } from './model/problem.ts';
import { clusterConfigData, mergeClusterSettings } from './settings/cluster-settings.ts';
import { Refused } from './settings/refused.ts';
import type { AskedClusterSettings } from './settings/settings.ts';
import type { Store } from './store/store.ts';

const SYSTEM = { actor: 'system', source: 'system' };

/** Idempotent. Gives the lab; throws `Refused` when what was asked contradicts what is stored. */
export function bootstrap(store: Store, mint: Mint, asked: AskedClusterSettings): Lab {
  const stored = store.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data;
  const merged = mergeClusterSettings(asked, stored);
  if (merged.kind === 'refused') throw new Refused(merged.sentence);
  const lab = merged.settings.lab === 'none' ? EMPTY_LAB : CHAPTER_LAB;
  try {
    store.transact(SYSTEM, (transaction) => {
      const context = { transaction, mint };
      provisionSystem(context, {});
      provisionLab(context, lab, clusterConfigData(merged.settings), asked.asn);
      const system = globalSystemConfig(transaction);
      if (asked.asn !== undefined && system !== undefined && system.props.autonomous_system !== asked.asn) {
        updateObject(context, 'global-system-config', system.uuid, { props: { autonomous_system: asked.asn, ...(asked.asn > 65_535 ? { enable_4byte_as: true } : {}) } });
      }
    });
    // The service `kubernetes` takes the first address of the service IPAM, which the cluster's controller makes.
    runToQuiescence(store, [clusterController], mint);
    store.transact(SYSTEM, (transaction) => provisionApiService({ transaction, mint, allocateClusterIp }));
  } catch (error) {
    if (error instanceof Problem) throw new Refused(`The settings cannot be applied: ${error.detail}`);
    throw error;
  }
  return lab;
}
