/**
 * Which floating IP pool applies, and the way there. Keys: `namespace <name>` (what a service without an annotation of
 * its own would get), `service <namespace>/<name>` (for services that ask for an external address).
 */

import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { resolvePool, type PoolDecision, type PoolRequester } from '../../engine/floating-ip/pool-scope.ts';
import { isSharedWith } from '../../engine/floating-ip/pool-sharing.ts';
import { projectFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import type { Kind } from '../../model/kinds.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byFqName } from '../../store/indexes.ts';
import type { CalcNode, Tracked } from '../calc-node.ts';
import { clusterConfiguration } from './cluster-configuration.ts';

export interface RequestedPool {
  readonly requester: PoolRequester;
  readonly decision: PoolDecision;
}

export function namespacePoolKey(namespace: string): string {
  return `namespace ${namespace}`;
}

export function servicePoolKey(serviceKey: string): string {
  return `service ${serviceKey}`;
}

export function poolDecisions(): CalcNode<RequestedPool> {
  return {
    name: 'pool-decisions',
    keys: function* (read) {
      for (const namespace of read.scan('kube/Namespace')) yield namespacePoolKey(namespace.key);
      for (const service of read.scan('kube/Service')) yield servicePoolKey(service.key);
    },
    about: (key) => [
      { kind: key.startsWith('namespace') ? 'kube/Namespace' : 'kube/Service', key: key.slice(key.indexOf(' ') + 1) },
    ],
    hears: new Set<Kind>(['kube/Namespace', 'kube/Service']),
    touched: (change) => {
      if (change.kind === 'kube/Namespace') return [namespacePoolKey(change.key)];
      return change.kind === 'kube/Service' ? [servicePoolKey(change.key)] : [];
    },
    compute: (key, tracked) => {
      const space = key.indexOf(' ');
      const name = key.slice(space + 1);
      return key.startsWith('namespace') ? ofNamespace(name, tracked) : ofService(name, tracked);
    },
  };
}

/** Does the service ask for an address from outside (kube-manager's `vnc_service._allocate_floating_ips`)? */
export function wantsExternalAddress(service: KubeObjectOf<'Service'>): boolean {
  const type = service.spec?.type ?? 'ClusterIP';
  if (type === 'LoadBalancer') return true;
  return type === 'ClusterIP' && service.spec?.clusterIP !== 'None' && (service.spec?.externalIPs?.length ?? 0) > 0;
}

function ofNamespace(name: string, tracked: Tracked): RequestedPool | undefined {
  const namespace = tracked.read.get('kube/Namespace', name)?.value;
  if (namespace === undefined) return undefined;
  const requester: PoolRequester = { kind: 'namespace-preview', namespace: name, name };
  return { requester, decision: decidePool(tracked, requester, undefined) };
}

function ofService(key: string, tracked: Tracked): RequestedPool | undefined {
  const service = tracked.read.get('kube/Service', key)?.value;
  if (service === undefined || !wantsExternalAddress(service)) return undefined;
  const { requester, decision } = poolOfService(tracked, service);
  return { requester, decision };
}

/** What decides which pool applies, read by a row, a controller or a view. */
export type PoolReads = Pick<Tracked, 'record' | 'lookup'>;

/** The pool of a service that asks for an external address. */
export function poolOfService(reads: PoolReads, { metadata }: KubeObjectOf<'Service'>): RequestedPool {
  const requester: PoolRequester = {
    kind: 'service',
    namespace: metadata.namespace ?? 'default',
    name: metadata.name,
  };
  return { requester, decision: decidePool(reads, requester, metadata.annotations?.[FIP_POOL]) };
}

/** Decides by the annotations, the global option and the pools as they are; views and controllers use the same. */
export function decidePool(
  reads: PoolReads,
  requester: PoolRequester,
  objectAnnotation: string | undefined,
): PoolDecision {
  const { names, publicFipPool } = clusterConfiguration(reads);
  return resolvePool(
    {
      requester,
      objectAnnotation,
      namespaceAnnotation: reads.record('kube/Namespace', requester.namespace)?.value.metadata.annotations?.[FIP_POOL],
      globalPool: publicFipPool,
      names,
    },
    {
      poolByFqName: (fqName) => [...reads.lookup(byFqName('floating-ip-pool'), fqName)][0]?.key,
      networkByFqName: (fqName) => [...reads.lookup(byFqName('virtual-network'), fqName)][0]?.key,
      unshared: (pool) => unshared(reads, names, pool, requester.namespace),
    },
  );
}

/** The project of a pool, and that of the namespace, if the one does not share it with the other. */
function unshared(
  reads: PoolReads,
  names: ClusterNames,
  uuid: string,
  namespace: string,
): { readonly owner: string; readonly project: string } | undefined {
  const pool = reads.record('floating-ip-pool', uuid)?.value;
  const network = reads.record('virtual-network', pool?.parent_uuid ?? '')?.value;
  const owner = reads.record('project', network?.parent_uuid ?? '')?.value;
  const fqName = projectFqName(names, namespace);
  const [own] = reads.lookup(byFqName('project'), fqName);
  if (pool === undefined || owner === undefined || own?.key === owner.uuid) return undefined;
  if (own !== undefined && isSharedWith(pool, own.key)) return undefined;
  return { owner: shortName(owner.fq_name), project: shortName(fqName) };
}
