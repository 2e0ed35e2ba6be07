/** Who answers for a service: the ready addresses of its Endpoints, and the pods' interfaces behind them. */

import { findObject } from '../../config/records.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { kubeKey } from '../../model/kube/types.ts';
import { byAddress, byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { ServiceName } from './service-objects.ts';

type Service = KubeObjectOf<'Service'>;
type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number];

export interface Member {
  /** The interface that has the address; undefined for an address that no pod has. */
  readonly port: string | undefined;
  readonly machine: string | undefined;
  readonly address: string;
  readonly number: number;
}

export interface ServiceBackends {
  /** By the position of the service's port. */
  readonly members: readonly (readonly Member[])[];
  /** The interfaces behind the service, each once, in order. */
  readonly interfaces: readonly string[];
  /** Addresses that no interface has (yet). */
  readonly unknown: readonly string[];
}

export function backendsOf(read: Read, service: Service, { namespace, name }: ServiceName): ServiceBackends {
  const subsets = read.get('kube/Endpoints', kubeKey(namespace, name))?.value.subsets ?? [];
  const known = new Map<string, { readonly port: string; readonly machine: string } | undefined>();
  const interfaceAt = (ip: string, uid: string | undefined) => {
    if (!known.has(ip)) known.set(ip, interfaceOf(read, ip, uid));
    return known.get(ip);
  };
  const members = (service.spec?.ports ?? []).map((port) =>
    subsets.flatMap(({ addresses = [], ports = [] }): readonly Member[] => {
      const number = ports.find((each) => serves(each, port))?.port;
      if (number === undefined) return [];
      return addresses.map(({ ip, targetRef }) => {
        const found = interfaceAt(ip, targetRef?.kind === 'Pod' ? targetRef.uid : undefined);
        return { port: found?.port, machine: found?.machine, address: ip, number };
      });
    }),
  );
  return {
    members,
    interfaces: [...new Set([...known.values()].flatMap((found) => (found === undefined ? [] : [found.port])))].sort(),
    unknown: [...known].filter(([, found]) => found === undefined).map(([ip]) => ip),
  };
}

function serves(each: { readonly name?: string; readonly protocol?: string }, port: ServicePort): boolean {
  return (each.name ?? '') === (port.name ?? '') && (each.protocol ?? 'TCP') === (port.protocol ?? 'TCP');
}

/**
 * The interface of a pod with this address: of the pod with this uid, or, where nobody said which pod, of one that
 * shows the address as its own.
 */
function interfaceOf(
  read: Read,
  ip: string,
  uid: string | undefined,
): { readonly port: string; readonly machine: string } | undefined {
  for (const { value } of read.lookup(byAddress('instance-ip'), ip)) {
    for (const ref of value.refs['virtual-machine-interface'] ?? []) {
      const machine = findObject(read, 'virtual-machine-interface', ref.uuid)?.refs['virtual-machine']?.[0]?.uuid;
      if (machine === undefined || (uid !== undefined && machine !== uid)) continue;
      if (uid !== undefined || showsAddress(read, machine, ip)) return { port: ref.uuid, machine };
    }
  }
  return undefined;
}

function showsAddress(read: Read, machine: string, ip: string): boolean {
  for (const { value } of read.lookup(byUid('kube/Pod'), machine))
    if (value.status?.podIPs?.some((each) => each.ip === ip) === true) return true;
  return false;
}
