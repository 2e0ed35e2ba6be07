/** The subsets of an Endpoints object: addresses that have the same ports. */

import { by } from '../../model/order.ts';
import { publishesAll, isPortless, type Backend, type BackendPort, type ServiceView } from './backends.ts';

interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: { readonly [field: string]: string };
}

interface EndpointPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

export interface Subset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly EndpointPort[];
}

/** Addresses of an Endpoints object at most, as Kubernetes has it; the rest is left to the slices. */
const MOST_ADDRESSES = 1000;

/** `truncated`: there are more addresses than an Endpoints object shows; ready ones come first. */
export function subsetsOf(
  service: ServiceView,
  backends: readonly Backend[],
): { readonly subsets: readonly Subset[]; readonly truncated: boolean } {
  const portless = isPortless(service);
  const shown = backends.filter(
    ({ terminating, ports }) => (!terminating || publishesAll(service)) && (ports.length > 0 || portless),
  );
  const kept =
    shown.length <= MOST_ADDRESSES
      ? shown
      : [...shown.filter(({ ready }) => ready), ...shown.filter(({ ready }) => !ready)].slice(0, MOST_ADDRESSES);
  const groups = new Map<string, Backend[]>();
  for (const backend of kept) {
    const key = JSON.stringify(backend.ports);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [backend]);
    else group.push(backend);
  }
  const subsets = [...groups].sort(by(([key]) => key)).map(([, group]): Subset => {
    const addresses = group.filter(({ ready }) => ready).map(addressOf);
    const notReadyAddresses = group.filter(({ ready }) => !ready).map(addressOf);
    const ports = group[0]!.ports.map(portOf);
    return {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
      ...(ports.length === 0 ? {} : { ports }),
    };
  });
  return { subsets, truncated: shown.length > kept.length };
}

function addressOf({ ip, hostname, nodeName, pod }: Backend): EndpointAddress {
  return {
    ...(hostname === undefined ? {} : { hostname }),
    ip,
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', ...pod },
  };
}

function portOf({ name, port, protocol, appProtocol }: BackendPort): EndpointPort {
  return {
    ...(appProtocol === undefined ? {} : { appProtocol }),
    ...(name === '' ? {} : { name }),
    port,
    protocol,
  };
}
