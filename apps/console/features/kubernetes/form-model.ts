/** The cluster's global floating IP pool: one key of kube-manager's ConfigMap. Pure. */

import { mergePatch } from '../../data/kube-objects.ts';
import type { Write } from '../../data/writes.ts';
import { dictOf, poolChoiceFaults, poolChoiceFrom, type PoolChoice } from '../../domain-ui/addresses/pool-choice.ts';

export const POOL_KEY = 'KUBERNETES_PUBLIC_FIP_POOL';
export type GlobalPoolForm = { pool: PoolChoice };

export const fromText = (text: string | undefined): GlobalPoolForm => ({ pool: poolChoiceFrom(text) });
export const faultsOf = (form: GlobalPoolForm): Record<string, string> => poolChoiceFaults(form.pool);

/** Without a pool the key is removed, as it was initially. */
export function toUpdate(
  form: GlobalPoolForm,
  was: GlobalPoolForm,
  configMap: { readonly namespace: string; readonly name: string },
): Write | undefined {
  const [now, then] = [dictOf(form.pool), dictOf(was.pool)];
  return now === then
    ? undefined
    : mergePatch('ConfigMap', configMap.namespace, configMap.name, { data: { [POOL_KEY]: now ?? null } });
}
