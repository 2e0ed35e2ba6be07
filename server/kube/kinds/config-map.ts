/**
 * ConfigMaps. One of them, `contrail/contrail-kubernetes-config`, is kube-manager's configuration: the cluster's name
 * and its prefixes cannot change once objects are named and addresses allocated by them.
 */

import { parseClusterProjectName, parseGlobalFipPoolName } from '../../engine/annotations/dict-string.ts';
import { invalidValue } from '../causes.ts';
import { KUBERNETES_CONFIG } from '../cluster-names.ts';
import { configKeyCauses, VALUES_LIMIT } from '../config-keys.ts';
import { childIf, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import type { KindRules } from './kind-rules.ts';

const FIXED = [
  'KUBERNETES_CLUSTER_NAME',
  'KUBERNETES_POD_SUBNETS',
  'KUBERNETES_SERVICE_SUBNETS',
  'KUBERNETES_IP_FABRIC_SUBNETS',
  'OVERLAY_LAB',
  'OVERLAY_LAB_BUILT',
];
const CLUSTER_PROJECT = 'KUBERNETES_CLUSTER_PROJECT';
const PUBLIC_POOL = 'KUBERNETES_PUBLIC_FIP_POOL';
export const configMapRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults() {},
  mustStay: (key) =>
    key === KUBERNETES_CONFIG.key
      ? "it is kube-manager's configuration: the cluster's name and prefixes would be forgotten, although " +
        'projects, networks and addresses were made from them. Edit it instead'
      : undefined,
  causes(object, old) {
    const causes: Cause[] = [];
    const data = childIf(object, 'data') ?? {};
    let size = 0;
    for (const [key, value] of Object.entries(data)) {
      causes.push(...configKeyCauses('data', key));
      size += typeof value === 'string' ? value.length : 0;
    }
    if (size > VALUES_LIMIT)
      causes.push({
        reason: 'FieldValueTooLong',
        message: `Too long: may not be more than ${VALUES_LIMIT} bytes`,
        field: '',
      });
    if (
      old?.['immutable'] === true &&
      JSON.stringify(childIf(old, 'data')) !== JSON.stringify(childIf(object, 'data'))
    ) {
      causes.push({
        reason: 'FieldValueForbidden',
        message: 'Forbidden: field is immutable when `immutable` is set',
        field: 'data',
      });
    }
    return isKubernetesConfig(object)
      ? [...causes, ...configCauses(data, old === undefined ? undefined : childIf(old, 'data'))]
      : causes;
  },
};

/** Whether this is kube-manager's configuration. */
function isKubernetesConfig(object: Draft): boolean {
  const metadata = childIf(object, 'metadata');
  return (
    text(metadata, 'namespace') === KUBERNETES_CONFIG.namespace && text(metadata, 'name') === KUBERNETES_CONFIG.name
  );
}

function configCauses(data: Draft, old: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  for (const key of FIXED) {
    if (old?.[key] !== undefined && old[key] !== data[key]) {
      causes.push(
        invalidValue(
          `data[${key}]`,
          data[key] ?? null,
          `${key} is fixed at installation (it is ${JSON.stringify(old[key])}): names and addresses were made ` +
            'from it. Start with another data directory to change it',
        ),
      );
    }
  }
  // Unset is what it was made with as well.
  const [was, is] = [old, data].map((each) => each?.[CLUSTER_PROJECT] ?? '{}');
  if (old !== undefined && was !== is)
    causes.push(
      invalidValue(
        `data[${CLUSTER_PROJECT}]`,
        is ?? null,
        `${CLUSTER_PROJECT} is fixed at installation (it is ${JSON.stringify(was)}): objects are in projects by ` +
          'it. Start with another data directory to change it',
      ),
    );
  if (typeof is === 'string') {
    const reading = parseClusterProjectName(is);
    if (reading.kind === 'malformed') causes.push(invalidValue(`data[${CLUSTER_PROJECT}]`, is, reading.message));
  }
  const pool = data[PUBLIC_POOL];
  if (typeof pool === 'string') {
    const reading = parseGlobalFipPoolName(pool);
    if (reading.kind === 'malformed') causes.push(invalidValue(`data[${PUBLIC_POOL}]`, pool, reading.message));
  }
  return causes;
}
