/**
 * The external addresses of a service: floating IPs of the pool that applies to it, and what its status says of them.
 *
 * A floating IP that a service has is kept, also when a more specific pool appears later, because clients know its
 * address. It is exchanged when the service itself asks for something else: another address, or another pool in its
 * own annotation.
 */

import { createObject, deleteObject } from '../../config/operations/operations.ts';
import { findObject } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { poolOfService, wantsExternalAddress, type PoolReads } from '../../derived/nodes/pool-decisions.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import type { PoolDecision } from '../../engine/floating-ip/pool-scope.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { loadBalancerFqName, serviceFloatingIpName } from '../../engine/naming/workload-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { childFqName, formatFqName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { by } from '../../model/order.ts';
import { Problem } from '../../model/problem.ts';
import { byRequester } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { annotate } from './ensure.ts';
import type { ServiceBackends } from './service-backends.ts';
import { direct, portMappings } from './service-load-balancer.ts';
import { stampOf, type ServiceName } from './service-objects.ts';

type Service = KubeObjectOf<'Service'>;
type FloatingIp = RecordOf<'floating-ip'>;

/** Annotations of a floating IP: the address that was asked for, and the service's own annotation at that time. */
const REQUESTED = 'requested';
const POOL_ASKED = 'pool-asked';
/** The scope whose annotation or setting named the pool. */
const POOL_SCOPE = 'pool-scope';
/** In place of a requested address: any. */
const ANY = 'None';

/** Why an address that is asked for is not there. */
export interface Obstacle {
  readonly reason: string;
  readonly message: string;
}

/** The floating IPs of a service in pools. */
export function externalIpsOf(read: Read, uid: string): FloatingIp[] {
  return [...read.lookup(byRequester('floating-ip'), uid)]
    .map(({ value }) => value as FloatingIp)
    .filter((floating) => floating.parent_type === 'floating-ip-pool')
    .sort(by(({ uuid }) => uuid));
}

export function removeExternalIps(context: WriteContext, uid: string): void {
  for (const { uuid } of externalIpsOf(context.transaction, uid)) deleteObject(context, 'floating-ip', uuid);
}

/** The addresses that a service asks for: `loadBalancerIP`, else each of `externalIPs`, else any. */
function requestsOf(service: Service): readonly string[] {
  if (!wantsExternalAddress(service)) return [];
  const { type, externalIPs = [] } = service.spec ?? {};
  const asked = service.spec?.['loadBalancerIP'];
  if (type === 'LoadBalancer' && typeof asked === 'string' && asked !== '') return [canonical(asked)];
  if (externalIPs.length > 0) return [...new Set(externalIPs.map(canonical))];
  return type === 'LoadBalancer' ? [ANY] : [];
}

function canonical(text: string): string {
  const parsed = parseAddress(text);
  return parsed === undefined ? text : formatAddress(parsed);
}

/**
 * Allocates what the service asks for, releases what it no longer asks for, and directs all of it to the backends.
 * `port`: the interface of its load balancer.
 */
export function ensureExternalIps(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  service: Service,
  port: RecordOf<'virtual-machine-interface'>,
  backends: ServiceBackends,
): readonly Obstacle[] {
  const { transaction } = context;
  const requests = requestsOf(service);
  const standing = new Map<string, FloatingIp>();
  for (const floating of externalIpsOf(transaction, of.uid)) {
    const request = annotationOf(floating, REQUESTED) ?? '';
    if (requests.includes(request) && !standing.has(request)) standing.set(request, floating);
    else deleteObject(context, 'floating-ip', floating.uuid);
  }
  if (requests.length === 0) return [];
  const { decision } = poolOfService(readsOf(transaction), service);
  const asked = service.metadata.annotations?.[FIP_POOL] ?? '';
  const obstacles: Obstacle[] = [];
  for (const request of requests) {
    let floating = standing.get(request);
    if (floating !== undefined && mustMove(floating, asked, decision)) {
      deleteObject(context, 'floating-ip', floating.uuid);
      floating = undefined;
    }
    // The same pool, asked for in other words.
    if (
      floating !== undefined &&
      decision.resolution.kind === 'resolved' &&
      decision.resolution.poolUid === floating.parent_uuid
    ) {
      annotate(context, 'floating-ip', floating.uuid, POOL_ASKED, asked);
      annotate(context, 'floating-ip', floating.uuid, POOL_SCOPE, decision.resolution.level);
      floating = findObject(transaction, 'floating-ip', floating.uuid) ?? floating;
    }
    const allocated = floating ?? allocate(context, names, of, request, asked, port, decision);
    if (!('uuid' in allocated)) obstacles.push(allocated);
    else direct(context, allocated, portMappings(service, backends), [...backends.interfaces, port.uuid]);
  }
  return obstacles;
}

function readsOf(read: Read): PoolReads {
  return { record: (kind, key) => read.get(kind, key), lookup: (index, value) => read.lookup(index, value) };
}

/** Whether the service's own annotation has changed since, and leads elsewhere. */
function mustMove(floating: FloatingIp, asked: string, { resolution }: PoolDecision): boolean {
  if ((annotationOf(floating, POOL_ASKED) ?? '') === asked) return false;
  return resolution.kind !== 'resolved' || resolution.poolUid !== floating.parent_uuid;
}

function allocate(
  context: WriteContext,
  names: ClusterNames,
  of: ServiceName,
  request: string,
  asked: string,
  port: RecordOf<'virtual-machine-interface'>,
  decision: PoolDecision,
): FloatingIp | Obstacle {
  const { resolution } = decision;
  if (resolution.kind !== 'resolved') return noPool(decision);
  const balancer = loadBalancerFqName(names, of.namespace, of.name, of.uid).at(-1)!;
  try {
    return createObject(context, 'floating-ip', {
      fq_name: childFqName(resolution.pool, serviceFloatingIpName(balancer, request === ANY ? undefined : request)),
      parent_type: 'floating-ip-pool',
      parent_uuid: resolution.poolUid,
      props: {
        ...(request === ANY ? {} : { floating_ip_address: request }),
        floating_ip_traffic_direction: 'ingress',
        floating_ip_port_mappings_enable: true,
      },
      refs: {
        project: [{ uuid: port.parent_uuid!, attr: null }],
        'virtual-machine-interface': [{ uuid: port.uuid, attr: null }],
      },
      annotations: stampOf(names, of, { [REQUESTED]: request, [POOL_ASKED]: asked, [POOL_SCOPE]: resolution.level }),
    });
  } catch (error) {
    // Nothing is stored when an address cannot be drawn.
    if (!(error instanceof Problem)) throw error;
    return refused(error, request, formatFqName(resolution.pool));
  }
}

function noPool({ resolution, trail }: PoolDecision): Obstacle {
  const words = trail.map(({ sentence }) => sentence).join(' ');
  if (resolution.kind === 'malformed')
    return { reason: 'PoolAnnotationMalformed', message: `${words} Correct it, and an address is drawn.` };
  return {
    reason: resolution.kind === 'dangling' ? 'PoolNotFound' : 'NoPool',
    message:
      `No floating IP pool applies. ${words} Create the pool under Overlay > Floating IP, or name one in the ` +
      `annotation ${FIP_POOL} of the service or its namespace, or as KUBERNETES_PUBLIC_FIP_POOL.`,
  };
}

const REASONS: ReadonlyMap<string, readonly [word: string, help: string]> = new Map([
  ['Exhausted', ['PoolExhausted', 'Release a floating IP of the pool, or give its network a further subnet.']],
  ['AddressInUse', ['AddressInUse', 'Release it there, or ask for another address.']],
  ['AlreadyExists', ['AddressInUse', 'Release the floating IP of that name.']],
  ['Invalid', ['AddressNotInPool', "Ask for an address of the pool's network, or for none."]],
  ['QuotaExceeded', ['QuotaExceeded', 'Release a floating IP of the project, or raise its quota.']],
]);

function refused({ reason, detail }: Problem, request: string, pool: string): Obstacle {
  const [word, help] = REASONS.get(reason) ?? [reason, ''];
  const what = request === ANY ? 'No address can' : `Address ${request} cannot`;
  return { reason: word, message: `${what} be drawn from pool ${pool}: ${detail.replace(/\.$/, '')}. ${help}`.trim() };
}

/** The addresses of a service that its floating IPs hold, in order. */
export function addressesOf(floatingIps: readonly FloatingIp[]): readonly string[] {
  return floatingIps.flatMap(({ props }) => props.floating_ip_address ?? []).sort();
}

const SCOPES: ReadonlyMap<string, string> = new Map([
  ['object', "the service's own annotation"],
  ['namespace', "the namespace's annotation"],
  ['global', 'KUBERNETES_PUBLIC_FIP_POOL'],
]);

/** `101.101.101.252 is from pool …, which … named.`, for each. */
export function allocatedSentence(read: Read, floatingIps: readonly FloatingIp[]): string {
  return floatingIps
    .map((floating) => {
      const { props, parent_uuid: pool = '' } = floating;
      const found = findObject(read, 'floating-ip-pool', pool);
      const scope = SCOPES.get(annotationOf(floating, POOL_SCOPE) ?? '');
      const why = scope === undefined ? '' : `, which ${scope} named`;
      const name = found === undefined ? pool : formatFqName(found.fq_name);
      return `${props.floating_ip_address} is from pool ${name}${why}.`;
    })
    .sort()
    .join(' ');
}
