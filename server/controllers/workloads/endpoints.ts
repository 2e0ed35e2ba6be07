/**
 * Endpoints and EndpointSlices of services, as Kubernetes' controllers make them: from the pods that a service selects,
 * or, for a service without a selector, slices that mirror the Endpoints which somebody wrote by hand.
 *
 * A pod's change reconciles only the services that select it, once for all pods that changed meanwhile.
 */

import type { WriteContext } from '../../config/write-context.ts';
import { backendOf, familyOfService, isHeadless, type Backend } from '../../engine/endpoints/backends.ts';
import {
  addressTypeOf,
  planSlices,
  wholeSlices,
  type Slice,
  type SliceEndpoint,
  type StandingSlice,
} from '../../engine/endpoints/slices.ts';
import { subsetsOf } from '../../engine/endpoints/subsets.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { createKubeObject, deleteKubeObject, replaceKubeObject } from '../../kube/operations.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import { labelled, manyLabelled } from '../../model/kube/labelled.ts';
import { kubeKey, parseKubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import { by } from '../../model/order.ts';
import { own } from '../../model/own.ts';
import { byLabel, bySelected } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { controllerReference } from './owned.ts';

type Service = KubeObjectOf<'Service'>;
type Endpoints = KubeObjectOf<'Endpoints'>;
type Pod = KubeObjectOf<'Pod'>;

const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const FROM_PODS = 'endpointslice-controller.k8s.io';
const MIRRORING = 'endpointslicemirroring-controller.k8s.io';
const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';
const HEADLESS = 'service.kubernetes.io/headless';
/** Stands on Endpoints and slices that a controller wrote. */
const TRIGGERED = 'endpoints.kubernetes.io/last-change-trigger-time';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** Slices written in one turn; their changes bring the service back. */
const BURST = 10;

export const endpointsController: Controller = {
  name: 'endpoints',
  owner: 'endpoints',
  gathers: true,
  hears: new Set<Kind>(['kube/Service', 'kube/Pod', 'kube/Endpoints', 'kube/EndpointSlice']),
  *wokenBy(change, read, ours) {
    switch (change.kind) {
      case 'kube/Service':
        yield change.key;
        return;
      case 'kube/Pod':
        yield* servicesOf(change, read);
        return;
      case 'kube/Endpoints':
        if (!ours) yield change.key;
        return;
      case 'kube/EndpointSlice':
        for (const side of [change.old, change.new])
          if (side !== undefined) yield* serviceOf(side.value as KubeObjectOf<'EndpointSlice'>);
        return;
      default:
    }
  },
  *keys(read, skip) {
    for (const { key } of read.scan('kube/Service')) yield key;
    const orphaned = (key: string): string | undefined =>
      read.get('kube/Service', key) === undefined ? key : undefined;
    yield* among(read.scan('kube/Endpoints'), ({ key }) => orphaned(key), skip);
    yield* among(
      read.scan('kube/EndpointSlice'),
      ({ value }) => {
        const [key] = serviceOf(value);
        return key === undefined ? undefined : orphaned(key);
      },
      skip,
    );
  },
  about: (key) => [{ kind: 'kube/Service', key }],
  reconcile(context, key) {
    const { transaction } = context;
    const { namespace = '' } = parseKubeKey(key);
    if (transaction.get('kube/Namespace', namespace)?.value.metadata.deletionTimestamp !== undefined) return;
    const service = transaction.get('kube/Service', key)?.value;
    const endpoints = transaction.get('kube/Endpoints', key)?.value;
    const [fromPods, mirrored] = [FROM_PODS, MIRRORING].map((manager) => slicesOf(transaction, key, manager));
    if (service === undefined || service.spec?.['type'] === 'ExternalName') {
      // Kubernetes deletes the Endpoints of a deleted service, also those that somebody wrote.
      const leftOver = endpoints?.metadata.annotations?.[TRIGGERED] !== undefined || mirrored!.length > 0;
      writeSlices(context, key, [], [...fromPods!, ...mirrored!], undefined, {});
      if (endpoints !== undefined && leftOver) deleteKubeObject(context, 'Endpoints', key);
    } else if (Object.keys(service.spec?.selector ?? {}).length === 0) {
      writeSlices(context, key, [], fromPods!, undefined, {});
      mirror(context, key, endpoints, mirrored!);
    } else {
      writeSlices(context, key, [], mirrored!, undefined, {});
      const backends = backendsOf(transaction, service);
      writeEndpoints(context, key, service, endpoints, backends);
      writeSlices(
        context,
        key,
        wholeSlices(service, backends),
        fromPods!,
        familyOfService(service) === 6 ? 'IPv6' : 'IPv4',
        {
          labels: { ...labelsFor(service), [SERVICE_NAME]: service.metadata.name, [MANAGED_BY]: FROM_PODS },
          ownerReferences: [controllerReference(service)],
        },
      );
    }
  },
};

/** The services that select the pod, before or after, if anything of it changed that endpoints show. */
function* servicesOf({ old, new: next }: Change, read: Read): Iterable<string> {
  const [before, after] = [old, next].map((side) => side?.value as Pod | undefined);
  if (before !== undefined && after !== undefined && looksTheSame(before, after)) return;
  const pods = before?.metadata.labels === after?.metadata.labels ? [after] : [before, after];
  for (const pod of pods) {
    for (const label of Object.entries(pod?.metadata.labels ?? {})) {
      for (const { key, value } of read.lookup(bySelected('kube/Service'), labelled(pod!.metadata.namespace, label)))
        if (selects(value, pod!)) yield key;
    }
  }
}

function looksTheSame(before: Pod, after: Pod): boolean {
  return (
    before.metadata.labels === after.metadata.labels &&
    before.metadata.deletionTimestamp === after.metadata.deletionTimestamp &&
    before.spec?.nodeName === after.spec?.nodeName &&
    before.spec?.containers === after.spec?.containers &&
    before.status?.phase === after.status?.phase &&
    before.status?.podIPs === after.status?.podIPs &&
    before.status?.conditions === after.status?.conditions
  );
}

function selects({ spec }: Service, { metadata }: Pod): boolean {
  return Object.entries(spec?.selector ?? {}).every(([label, value]) => own(metadata.labels, label) === value);
}

/** The key of the service of a slice. */
function serviceOf({ metadata }: KubeObjectOf<'EndpointSlice'>): readonly string[] {
  const name = metadata.labels?.[SERVICE_NAME];
  return name === undefined ? [] : [kubeKey(metadata.namespace, name)];
}

/** Found by the label of the selector that the fewest pods have. */
function backendsOf(read: Read, service: Service): readonly Backend[] {
  const { namespace } = service.metadata;
  const [rarest] = Object.entries(service.spec?.selector ?? {})
    .map((label) => labelled(namespace, label))
    .map((label) => ({ label, pods: read.countIn(byLabel('kube/Pod'), label) }))
    .sort((one, other) => one.pods - other.pods);
  const found: Backend[] = [];
  for (const place of [rarest!.label, manyLabelled(namespace)]) {
    for (const { value } of read.lookup(byLabel('kube/Pod'), place)) {
      const backend = selects(service, value) ? backendOf(service, value) : undefined;
      if (backend !== undefined) found.push(backend);
    }
  }
  return found.sort(by(({ ip, pod }) => `${ip} ${pod.uid}`));
}

function labelsFor(service: Service): { readonly [label: string]: string } {
  return { ...service.metadata.labels, ...(isHeadless(service) ? { [HEADLESS]: '' } : {}) };
}

function writeEndpoints(
  context: WriteContext,
  key: string,
  service: Service,
  before: Endpoints | undefined,
  backends: readonly Backend[],
): void {
  const { subsets, truncated } = subsetsOf(service, backends);
  const labels = labelsFor(service);
  if (
    before !== undefined &&
    deepEqual(before.subsets ?? [], subsets) &&
    deepEqual(before.metadata.labels ?? {}, labels) &&
    (before.metadata.annotations?.[OVER_CAPACITY] !== undefined) === truncated
  )
    return;
  const { namespace, name } = service.metadata;
  const manifest = {
    metadata: {
      namespace,
      name,
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      annotations: {
        ...(truncated ? { [OVER_CAPACITY]: 'truncated' } : {}),
        [TRIGGERED]: kubeTime(context.transaction.time),
      },
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
  if (before === undefined) createKubeObject(context, 'Endpoints', manifest);
  else replaceKubeObject(context, 'Endpoints', key, manifest);
}

/** The slices of a service that one controller manages. */
function slicesOf(read: Read, key: string, manager: string): readonly Stored<'kube/EndpointSlice'>[] {
  const { namespace, name } = parseKubeKey(key);
  return [...read.lookup(byLabel('kube/EndpointSlice'), labelled(namespace, [SERVICE_NAME, name]))].filter(
    ({ value }) => value.metadata.labels?.[MANAGED_BY] === manager,
  );
}

interface SliceMetadata {
  readonly labels?: { readonly [label: string]: string };
  readonly ownerReferences?: readonly object[];
}

/** Brings the slices `standing` to hold `wanted`. */
function writeSlices(
  context: WriteContext,
  key: string,
  wanted: readonly Slice[],
  standing: readonly Stored<'kube/EndpointSlice'>[],
  placeholder: string | undefined,
  metadata: SliceMetadata,
): void {
  const { namespace, name } = parseKubeKey(key);
  const relabelled = new Set(
    standing
      .filter(({ value }) => !deepEqual(value.metadata.labels ?? {}, metadata.labels ?? {}))
      .map(({ value }) => value.metadata.name),
  );
  const plan = planSlices(wanted, standing.map(standingSlice), placeholder);
  let left = BURST;
  for (const slice of plan.remove) {
    if (left-- <= 0) return;
    deleteKubeObject(context, 'EndpointSlice', kubeKey(namespace, slice));
  }
  const written = new Set(plan.write.map((slice) => slice.name));
  const others = standing
    .map(standingSlice)
    .filter((slice) => relabelled.has(slice.name) && !written.has(slice.name) && !plan.remove.includes(slice.name));
  for (const { name: known, addressType, endpoints, ports } of [...plan.write, ...others]) {
    if (left-- <= 0) return;
    const manifest = {
      metadata: {
        namespace,
        ...(known === undefined ? { generateName: `${name}-` } : { name: known }),
        ...metadata,
        annotations: { [TRIGGERED]: kubeTime(context.transaction.time) },
      },
      addressType,
      endpoints,
      ports,
    };
    if (known === undefined) createKubeObject(context, 'EndpointSlice', manifest);
    else replaceKubeObject(context, 'EndpointSlice', kubeKey(namespace, known), manifest);
  }
}

function standingSlice({ value }: Stored<'kube/EndpointSlice'>): StandingSlice {
  const { addressType, endpoints = [], ports = [], metadata } = value;
  return { name: metadata.name, addressType, endpoints: endpoints as readonly SliceEndpoint[], ports };
}

/** Slices of the Endpoints that somebody wrote for a service without a selector. */
function mirror(
  context: WriteContext,
  key: string,
  endpoints: Endpoints | undefined,
  standing: readonly Stored<'kube/EndpointSlice'>[],
): void {
  const mirrored = endpoints !== undefined && endpoints.metadata.labels?.[SKIP_MIRROR] !== 'true';
  const wanted = mirrored ? (endpoints.subsets ?? []).flatMap((subset) => mirrorOf(subset)) : [];
  const { name } = parseKubeKey(key);
  writeSlices(context, key, joined(wanted), standing, undefined, {
    labels: { ...endpoints?.metadata.labels, [SERVICE_NAME]: name, [MANAGED_BY]: MIRRORING },
    ownerReferences: endpoints === undefined ? [] : [controllerReference(endpoints)],
  });
}

function mirrorOf({
  addresses = [],
  notReadyAddresses = [],
  ports = [],
}: NonNullable<Endpoints['subsets']>[number]): readonly Slice[] {
  const all = [
    ...addresses.map((address) => ({ address, ready: true })),
    ...notReadyAddresses.map((address) => ({ address, ready: false })),
  ].map(({ address: { ip, hostname, nodeName, targetRef }, ready }): SliceEndpoint => ({
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  }));
  return (['IPv4', 'IPv6'] as const).flatMap((addressType): readonly Slice[] => {
    const endpoints = all.filter((endpoint) => addressTypeOf(endpoint.addresses[0]!) === addressType);
    if (endpoints.length === 0) return [];
    return [{ addressType, endpoints, ports: ports.map((port) => ({ ...port, name: port.name ?? '' })) }];
  });
}

/** Slices of the same family and ports as one. */
function joined(slices: readonly Slice[]): readonly Slice[] {
  const groups = new Map<string, Slice>();
  for (const slice of slices) {
    const key = JSON.stringify([slice.addressType, slice.ports]);
    const known = groups.get(key);
    groups.set(key, known === undefined ? slice : { ...known, endpoints: [...known.endpoints, ...slice.endpoints] });
  }
  return [...groups.values()];
}
