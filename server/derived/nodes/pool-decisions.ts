/**
 * Which floating IP pool applies, and the way there. Keys: `namespace <name>` (what a service without an annotation of
 * its own would get), `service <namespace>/<name>` (for services that ask for an external address).
 */

import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { resolvePool, type PoolDecision, type PoolRequester } from '../../engine/floating-ip/pool-scope.ts';
import type { Kind } from '../../model/kinds.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
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
  return decide({ kind: 'namespace-preview', namespace: name, name }, undefined, tracked);
}

function ofService(key: string, tracked: Tracked): RequestedPool | undefined {
  const service = tracked.read.get('kube/Service', key)?.value;
  if (service === undefined || !wantsExternalAddress(service)) return undefined;
  const requester: PoolRequester = {
    kind: 'service',
    namespace: service.metadata.namespace ?? 'default',
    name: service.metadata.name,
  };
  return decide(requester, service.metadata.annotations?.[FIP_POOL], tracked);
}

function decide(requester: PoolRequester, objectAnnotation: string | undefined, tracked: Tracked): RequestedPool {
  const { names, publicFipPool } = clusterConfiguration(tracked);
  const decision = resolvePool(
    {
      requester,
      objectAnnotation,
      namespaceAnnotation: tracked.record('kube/Namespace', requester.namespace)?.value.metadata.annotations?.[
        FIP_POOL
      ],
      globalPool: publicFipPool,
      names,
    },
    {
      poolByFqName: (fqName) => [...tracked.lookup(byFqName('floating-ip-pool'), fqName)][0]?.key,
      networkByFqName: (fqName) => [...tracked.lookup(byFqName('virtual-network'), fqName)][0]?.key,
    },
  );
  return { requester, decision };
}
