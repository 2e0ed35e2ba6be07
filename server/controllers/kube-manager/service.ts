/**
 * Services: a load balancer of the config model with the ClusterIP, and floating IPs for addresses from outside, which
 * are written to the service's status. A service that waits for an address says why in a condition, and is woken when
 * a pool appears or an address becomes free.
 *
 * Headless services and those of type ExternalName have neither; a service's node ports are not modelled.
 */

import type { WriteContext } from '../../config/write-context.ts';
import { wantsExternalAddress } from '../../derived/nodes/pool-decisions.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { clusterNames } from '../../kube/cluster-names.ts';
import { withCondition } from '../../kube/conditions.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { updateStatus } from '../../kube/operations.ts';
import type { ConfigRecord, ConfigRecordOf } from '../../model/config/types.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, type Condition, type KubeObjectOf } from '../../model/kube/types.ts';
import { byNamespace, byUid } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { ensureLinkLocal } from './link-local.ts';
import { ensureProject } from './project.ts';
import {
  addressesOf,
  allocatedSentence,
  ensureExternalIps,
  externalIpsOf,
  removeExternalIps,
  type Obstacle,
} from './service-addresses.ts';
import { backendsOf } from './service-backends.ts';
import { ensureLoadBalancer, removeLoadBalancer } from './service-load-balancer.ts';
import { keyOfService, nameOfService, parseServiceKey, serviceOfObject, type ServiceName } from './service-objects.ts';
import { KUBE_MANAGER } from './settings.ts';

type Service = KubeObjectOf<'Service'>;
type Namespace = KubeObjectOf<'Namespace'> | undefined;

/** The condition of a service that asks for an address from outside. */
const CONDITION = 'FloatingIPAllocated';

const MADE_HERE: readonly Kind[] = [
  'loadbalancer',
  'loadbalancer-listener',
  'loadbalancer-pool',
  'loadbalancer-member',
  'virtual-machine-interface',
  'instance-ip',
  'floating-ip',
];

export const serviceController: Controller = {
  name: 'kube-manager/service',
  owner: KUBE_MANAGER,
  gathers: true,
  hears: new Set<Kind>(['kube/Service', 'kube/Endpoints', 'kube/Namespace', ...MADE_HERE]),
  *wokenBy(change, read, own) {
    switch (change.kind) {
      case 'kube/Service':
        if (!own) yield* versionsOf(change).map(({ value }) => keyOfService(nameOfService(value as Service)));
        return;
      case 'kube/Endpoints': {
        const service = read.get('kube/Service', change.key)?.value;
        if (service !== undefined) yield keyOfService(nameOfService(service));
        return;
      }
      case 'kube/Namespace':
        if (isIsolated(change.old?.value as Namespace) !== isIsolated(change.new?.value as Namespace))
          for (const { value } of read.lookup(byNamespace('kube/Service'), change.key))
            yield keyOfService(nameOfService(value));
        return;
      default:
        // Its own changes leave a service as it should be, but for members, which are written in bursts.
        if (MADE_HERE.includes(change.kind) && (!own || change.kind === 'loadbalancer-member'))
          yield* servicesOf(change, read);
    }
  },
  *keys(read, skip) {
    for (const { value } of read.scan('kube/Service')) yield keyOfService(nameOfService(value));
    const names = clusterNames(read);
    yield* among(
      read.scan('loadbalancer'),
      ({ key, value }) => {
        const of = read.countIn(byUid('kube/Service'), key) > 0 ? undefined : serviceOfObject(names, value);
        return of === undefined ? undefined : keyOfService(of);
      },
      skip,
    );
  },
  about(key) {
    const { namespace, name } = parseServiceKey(key);
    return [{ kind: 'kube/Service', key: kubeKey(namespace, name) }];
  },
  reconcile(context, key) {
    const { transaction } = context;
    const names = clusterNames(transaction);
    const of = parseServiceKey(key);
    const found = transaction.get('kube/Service', kubeKey(of.namespace, of.name))?.value;
    const service = found?.metadata.uid === of.uid ? found : undefined;
    ensureLinkLocal(context, names, of, found);
    if (service !== undefined && isBalanced(service)) return provide(context, names, of, service);
    removeExternalIps(context, of.uid);
    removeLoadBalancer(context, names, of);
    if (service !== undefined) writeStatus(context, of, service, []);
    return undefined;
  },
};

function versionsOf({ old, new: next }: Change) {
  return [old, next].filter((side) => side !== undefined);
}

/** The service for which a changed object was made; members stand below pools that say it. */
function* servicesOf(change: Change, read: Read): Iterable<string> {
  const names = clusterNames(read);
  for (const { value } of versionsOf(change)) {
    const record = value as ConfigRecord;
    const stamped =
      record.type === 'loadbalancer-member' ? read.get('loadbalancer-pool', record.parent_uuid ?? '')?.value : record;
    const of = stamped === undefined ? undefined : serviceOfObject(names, stamped);
    if (of !== undefined) yield keyOfService(of);
  }
}

function isBalanced({ spec }: Service): boolean {
  const { type, clusterIP = '' } = spec ?? {};
  return type !== 'ExternalName' && clusterIP !== '' && clusterIP !== 'None';
}

function provide(context: WriteContext, names: ClusterNames, of: ServiceName, service: Service): void | 'waits' {
  const { transaction } = context;
  if (transaction.get('kube/Namespace', of.namespace)?.value.metadata.deletionTimestamp === undefined)
    ensureProject(context, names, of.namespace);
  const backends = backendsOf(transaction, service, of);
  const port = ensureLoadBalancer(context, names, of, service, backends);
  const obstacles = ensureExternalIps(context, names, of, service, port, backends);
  writeStatus(context, of, service, obstacles);
  return obstacles.length > 0 || backends.unknown.length > 0 ? 'waits' : undefined;
}

/** `status.loadBalancer` has the addresses of a service of that type; the condition says what is waited for. */
function writeStatus(
  context: WriteContext,
  { namespace, name, uid }: ServiceName,
  service: Service,
  obstacles: readonly Obstacle[],
): void {
  const { transaction } = context;
  const floatingIps = externalIpsOf(transaction, uid);
  const status: JsonObject = (service.status ?? {}) as JsonObject;
  const { conditions: _before, ...rest } = status;
  const ingress = service.spec?.type === 'LoadBalancer' ? addressesOf(floatingIps) : [];
  const before = (Array.isArray(status['conditions']) ? status['conditions'] : []) as readonly Condition[];
  const wanted = wantedCondition(transaction, service, floatingIps, obstacles);
  const conditions =
    wanted === undefined
      ? before.filter(({ type }) => type !== CONDITION)
      : withCondition(before, wanted, kubeTime(transaction.time));
  updateStatus(context, 'Service', kubeKey(namespace, name), {
    ...rest,
    loadBalancer: ingress.length === 0 ? {} : { ingress: ingress.map((ip) => ({ ip, ipMode: 'VIP' })) },
    ...(conditions.length === 0 ? {} : { conditions }),
  });
}

function wantedCondition(
  read: Read,
  service: Service,
  floatingIps: readonly ConfigRecordOf<'floating-ip'>[],
  obstacles: readonly Obstacle[],
): Condition | undefined {
  if (!isBalanced(service) || !wantsExternalAddress(service)) return undefined;
  const allocated = allocatedSentence(read, floatingIps);
  const [first] = obstacles;
  if (first === undefined) return { type: CONDITION, status: 'True', reason: 'Allocated', message: allocated };
  const message = [...new Set(obstacles.map((obstacle) => obstacle.message)), allocated].join(' ').trim();
  return { type: CONDITION, status: 'False', reason: first.reason, message };
}
