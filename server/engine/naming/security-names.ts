/** The names of the security objects that kube-manager makes of a NetworkPolicy. */

import type { FqName } from '../../model/naming/fq-name.ts';
import { labelTagUuid } from '../../model/naming/label-tag.ts';
import type { ClusterNames } from './kube-names.ts';

const MANAGEMENT = 'default-policy-management';

/** A name under the policy management that the cluster's security objects share. */
export function securityFqName(name: string): FqName {
  return [MANAGEMENT, name];
}

/** The firewall policy of a NetworkPolicy, as kube-manager calls it where no other has the name. */
export function networkPolicyName({ clusterName }: ClusterNames, namespace: string, name: string): string {
  return `${clusterName}-${namespace}-${name}`;
}

/** The rules that deny what a NetworkPolicy does not let pass: into its pods, and out of them. */
export function denialNames(namespace: string, name: string): { readonly ingress: string; readonly egress: string } {
  return { ingress: `${namespace}-ingress-${name}-denyall`, egress: `${namespace}-egress-${name}-default-deny-all` };
}

/**
 * The names that an object of a NetworkPolicy (its key: `<namespace>/<name>`) may have, the preferred one first.
 * Namespace and name are joined by dashes, so that two policies may ask for one name: the later one gets a name with a
 * hash.
 */
export function candidateNames(plain: string, key: string): readonly FqName[] {
  return [securityFqName(plain), securityFqName(`${plain}__${labelTagUuid(key).slice(0, 8)}`)];
}
