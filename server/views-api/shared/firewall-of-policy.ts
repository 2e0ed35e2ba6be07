/** The security objects that kube-manager made of a NetworkPolicy. */

import { candidateNames, denialNames, networkPolicyName } from '../../engine/naming/security-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { ConfigRecord, ConfigRecordOf } from '../../model/config/types.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import { findNamed } from './links.ts';
import type { ViewContext } from './view-context.ts';

type SecurityType = 'firewall-policy' | 'firewall-rule';

/** The object of that name that was made of the policy with this key. */
function madeOf<T extends SecurityType>(
  { read }: ViewContext,
  type: T,
  plain: string,
  key: string,
): ConfigRecordOf<T> | undefined {
  const { namespace, name } = parseKubeKey(key);
  for (const fqName of candidateNames(plain, key)) {
    const record = findNamed(read, type, fqName);
    if (record === undefined) continue;
    const of = (field: string) => annotationOf(record as unknown as ConfigRecord, field);
    if (of('kind') === 'NetworkPolicy' && of('namespace') === namespace && of('name') === name) return record;
  }
  return undefined;
}

/** The firewall policy of a NetworkPolicy; undefined before kube-manager made it. */
export function firewallPolicyOf(context: ViewContext, key: string): ConfigRecordOf<'firewall-policy'> | undefined {
  const { namespace = '', name } = parseKubeKey(key);
  return madeOf(context, 'firewall-policy', networkPolicyName(context.names, namespace, name), key);
}

/** The rules that deny what it does not let pass; they stand in a policy with those of all others. */
export function denialsOf(context: ViewContext, key: string): readonly ConfigRecordOf<'firewall-rule'>[] {
  const { namespace = '', name } = parseKubeKey(key);
  return Object.values(denialNames(namespace, name)).flatMap(
    (plain) => madeOf(context, 'firewall-rule', plain, key) ?? [],
  );
}
