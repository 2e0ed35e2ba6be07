/**
 * Endpoint slices: at most 100 endpoints each, of one family of addresses and the same ports. What is already in a
 * slice stays there, so that one endpoint more or less writes one slice.
 */

import { deepEqual } from '../../model/json.ts';
import { parseAddress } from '../../model/net/address.ts';
import { by } from '../../model/order.ts';
import { isPortless, type Backend, type BackendPort, type ServiceView } from './backends.ts';

export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly conditions: { readonly [condition: string]: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: { readonly [field: string]: string | undefined };
}

interface SlicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly appProtocol?: string;
}

export interface Slice {
  readonly addressType: string;
  readonly endpoints: readonly SliceEndpoint[];
  readonly ports: readonly SlicePort[];
}

/** One that exists, with its name. */
export interface StandingSlice extends Slice {
  readonly name: string;
}

export interface SlicePlan {
  readonly write: readonly (Slice & { readonly name: string | undefined })[];
  readonly remove: readonly string[];
}

/** Endpoints of a slice at most. */
const SLICE_SIZE = 100;

/** What slices would hold if there were no limit: one for each set of ports. */
export function wholeSlices(service: ServiceView, backends: readonly Backend[]): readonly Slice[] {
  const portless = isPortless(service);
  const groups = new Map<string, { readonly ports: readonly BackendPort[]; readonly all: SliceEndpoint[] }>();
  for (const backend of backends) {
    if (backend.ports.length === 0 && !portless) continue;
    const key = JSON.stringify(backend.ports);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { ports: backend.ports, all: [] }));
    const { ip, ready, serving, terminating, hostname, nodeName, pod } = backend;
    group.all.push({
      addresses: [ip],
      conditions: { ready, serving, terminating },
      ...(hostname === undefined ? {} : { hostname }),
      ...(nodeName === undefined ? {} : { nodeName }),
      targetRef: { kind: 'Pod', ...pod },
    });
  }
  return [...groups.values()].map(({ ports, all }) => ({
    addressType: typeOf(all[0]!),
    endpoints: all,
    ports: ports.map(({ name, protocol, port, appProtocol }) => ({
      name,
      protocol,
      port,
      ...(appProtocol === undefined ? {} : { appProtocol }),
    })),
  }));
}

export function addressTypeOf(address: string): 'IPv4' | 'IPv6' {
  return parseAddress(address)?.family === 6 ? 'IPv6' : 'IPv4';
}

function typeOf({ addresses }: SliceEndpoint): string {
  return addressTypeOf(addresses[0] ?? '');
}

/**
 * What to write and to remove so that the slices hold `wanted`. `placeholder`: the family of the one empty slice that
 * a service without endpoints has; undefined for none.
 */
export function planSlices(
  wanted: readonly Slice[],
  standing: readonly StandingSlice[],
  placeholder: string | undefined,
): SlicePlan {
  const write: (Slice & { readonly name: string | undefined })[] = [];
  const left = new Map<string, StandingSlice[]>();
  for (const slice of [...standing].sort(by(({ name }) => name))) {
    const key = kindOf(slice);
    const group = left.get(key);
    if (group === undefined) left.set(key, [slice]);
    else group.push(slice);
  }
  for (const whole of wanted) {
    const key = kindOf(whole);
    const own = left.get(key) ?? [];
    left.delete(key);
    const parts = divide(whole.endpoints, own);
    parts.forEach((endpoints, index) => {
      const before = own[index];
      if (before === undefined || !deepEqual(before.endpoints, endpoints))
        write.push({ addressType: whole.addressType, ports: whole.ports, endpoints, name: before?.name });
    });
    if (own.length > parts.length) left.set(key, own.slice(parts.length));
  }
  const unused = [...left.values()].flat();
  if (wanted.length === 0 && placeholder !== undefined) {
    const empty = unused.findIndex(
      ({ addressType, endpoints, ports }) => addressType === placeholder && endpoints.length + ports.length === 0,
    );
    if (empty >= 0) unused.splice(empty, 1);
    else write.push({ addressType: placeholder, endpoints: [], ports: [], name: undefined });
  }
  return reusing(write, unused);
}

/** A slice that is not needed any more takes the place of a new one of its family. */
function reusing(write: SlicePlan['write'], unused: readonly StandingSlice[]): SlicePlan {
  const free = [...unused];
  const named = write.map((slice) => {
    if (slice.name !== undefined) return slice;
    const index = free.findIndex(({ addressType }) => addressType === slice.addressType);
    return index < 0 ? slice : { ...slice, name: free.splice(index, 1)[0]!.name };
  });
  return { write: named, remove: free.map(({ name }) => name) };
}

/** The endpoints of each slice, for the standing ones in their order and then for new ones. */
function divide(all: readonly SliceEndpoint[], own: readonly StandingSlice[]): readonly (readonly SliceEndpoint[])[] {
  const ordered = [...all].sort(by(identityOf));
  const needed = Math.max(1, Math.ceil(ordered.length / SLICE_SIZE));
  if (needed === 1 || own.length > 2 * needed)
    return Array.from({ length: needed }, (_none, index) =>
      ordered.slice(index * SLICE_SIZE, (index + 1) * SLICE_SIZE),
    );
  const missing = new Map(ordered.map((endpoint) => [identityOf(endpoint), endpoint]));
  const parts = own.map(({ endpoints }) =>
    endpoints.flatMap((before) => {
      const identity = identityOf(before);
      const now = missing.get(identity);
      missing.delete(identity);
      return now === undefined ? [] : [now];
    }),
  );
  for (const endpoint of missing.values()) {
    const room = parts.find((part) => part.length < SLICE_SIZE);
    if (room === undefined) parts.push([endpoint]);
    else room.push(endpoint);
  }
  const sorted = parts.map((part) => part.sort(by(identityOf)));
  // An emptied slice at the end goes; one in the middle takes the place of the last.
  return sorted.some((part) => part.length === 0) ? sorted.filter((part) => part.length > 0) : sorted;
}

/** Slices of one kind hold each other's endpoints. */
function kindOf({ addressType, ports }: Slice): string {
  return JSON.stringify([
    addressType,
    ports.map(({ name, protocol, port, appProtocol }) => [name ?? '', protocol ?? 'TCP', port ?? 0, appProtocol ?? '']),
  ]);
}

function identityOf({ addresses, targetRef }: SliceEndpoint): string {
  return `${addresses.join(' ')} ${targetRef?.['uid'] ?? ''}`;
}
