/**
 * The pods behind a service, as the endpoints controllers of Kubernetes see them: with which address, on which ports,
 * and whether they are ready. A named target port may be another number in each pod, or be missing in some.
 */

import { portsOfContainer } from '../../model/kube/container-ports.ts';
import type { ObjectMeta, PodSpec } from '../../model/kube/objects.ts';
import { parseAddress, type IpFamily } from '../../model/net/address.ts';

export interface BackendPort {
  /** Empty for the only port of a service. */
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly appProtocol?: string;
}

export interface Backend {
  readonly ip: string;
  readonly nodeName: string | undefined;
  /** Its name below the service's, if it asks for one (`spec.hostname` and `spec.subdomain`). */
  readonly hostname: string | undefined;
  readonly pod: { readonly namespace: string; readonly name: string; readonly uid: string };
  /** Whether it is sent requests: the service may publish pods that are not ready. */
  readonly ready: boolean;
  /** Whether the pod itself is ready, being deleted or not. */
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly ports: readonly BackendPort[];
}

/** What is read of a service. */
export interface ServiceView {
  readonly metadata: ObjectMeta;
  readonly spec?: {
    readonly clusterIP?: string;
    readonly ports?: readonly {
      readonly name?: string;
      readonly protocol?: string;
      readonly port: number;
      readonly targetPort?: number | string;
    }[];
    readonly [other: string]: unknown;
  };
}

/** What is read of a pod. */
export interface PodView {
  readonly metadata: ObjectMeta;
  readonly spec?: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly podIPs?: readonly { readonly ip: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The family of the service's addresses. */
export function familyOfService({ spec }: ServiceView): IpFamily {
  const [first] = Array.isArray(spec?.['ipFamilies']) ? (spec['ipFamilies'] as readonly unknown[]) : [];
  if (first === 'IPv6') return 6;
  return first === undefined ? (parseAddress(spec?.clusterIP ?? '')?.family ?? 4) : 4;
}

export function isHeadless({ spec }: ServiceView): boolean {
  return spec?.clusterIP === 'None';
}

/** Whether it has addresses alone: endpoints without ports are its own. */
export function isPortless(service: ServiceView): boolean {
  return isHeadless(service) && (service.spec?.ports ?? []).length === 0;
}

/** Undefined for a pod that has no address of the service's family, or has ended. */
export function backendOf(service: ServiceView, pod: PodView): Backend | undefined {
  const { metadata, spec, status } = pod;
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return undefined;
  const family = familyOfService(service);
  const all = status?.podIPs?.map(({ ip }) => ip) ?? (status?.podIP === undefined ? [] : [status.podIP]);
  const ip = all.find((text) => parseAddress(text)?.family === family);
  if (ip === undefined) return undefined;
  const serving = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
  const terminating = metadata.deletionTimestamp !== undefined;
  const [hostname, subdomain] = [spec?.['hostname'], spec?.['subdomain']];
  return {
    ip,
    nodeName: spec?.nodeName,
    hostname:
      typeof hostname === 'string' && hostname !== '' && subdomain === service.metadata.name ? hostname : undefined,
    pod: { namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid },
    ready: (serving && !terminating) || publishesAll(service),
    serving,
    terminating,
    ports: portsOf(service, spec),
  };
}

export function publishesAll({ spec }: ServiceView): boolean {
  return spec?.['publishNotReadyAddresses'] === true;
}

/** The service's ports as numbers of this pod, without those that the pod does not have. */
function portsOf({ spec }: ServiceView, pod: PodSpec | undefined): readonly BackendPort[] {
  return (spec?.ports ?? []).flatMap((port): readonly BackendPort[] => {
    const protocol = port.protocol ?? 'TCP';
    const { targetPort = port.port } = port;
    const number = typeof targetPort === 'number' ? targetPort : numberOf(targetPort, protocol, pod);
    const { appProtocol } = port as { readonly appProtocol?: string };
    if (number === undefined) return [];
    return [{ name: port.name ?? '', protocol, port: number, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

/** A target port is a number, which clients may write as text, or the name of a container's port. */
function numberOf(target: string, protocol: string, pod: PodSpec | undefined): number | undefined {
  if (/^\d+$/.test(target)) return Number(target);
  for (const container of pod?.containers ?? [])
    for (const { name, protocol: its, containerPort } of portsOfContainer(container))
      if (name === target && (its ?? 'TCP') === protocol && typeof containerPort === 'number') return containerPort;
  return undefined;
}
