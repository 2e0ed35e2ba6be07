/** What Endpoints and EndpointSlices have in common: addresses and ports, with the texts of Kubernetes' validation. */

import { labelKeyFaults } from '../engine/validation/kube-name.ts';
import { isLoopback, isUnspecified, parseAddress, type Address } from '../model/net/address.ts';
import { contains, prefixFrom } from '../model/net/prefix.ts';
import { invalidValue, required, unsupported } from './causes.ts';
import { text, type Draft } from './draft.ts';
import type { Cause } from './kube-problem.ts';
import { nameCauses } from './names.ts';
import { isPort } from './pod-causes.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const LINK_LOCAL = [prefixFrom('169.254.0.0/16'), prefixFrom('fe80::/10')];
const LINK_LOCAL_MULTICAST = [prefixFrom('224.0.0.0/24'), prefixFrom('ff02::/16')];

const SPECIAL: readonly (readonly [(address: Address) => boolean, string])[] = [
  [isUnspecified, 'may not be unspecified (0.0.0.0 or ::)'],
  [isLoopback, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  [among(LINK_LOCAL), 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  [among(LINK_LOCAL_MULTICAST), 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

function among(prefixes: typeof LINK_LOCAL) {
  return (address: Address): boolean => prefixes.some((prefix) => contains(prefix, address));
}

/** Faults of the address of an endpoint; `malformed` is said of one that is none of `family`. */
export function endpointAddressCauses(
  field: string,
  value: string,
  malformed: string,
  family: 4 | 6 | undefined,
): Cause[] {
  const address = parseAddress(value);
  const causes =
    address === undefined || (family !== undefined && address.family !== family)
      ? [invalidValue(field, value, malformed)]
      : [];
  if (address === undefined) return [...causes, invalidValue(field, value, 'must be a valid IP address')];
  for (const [holds, why] of SPECIAL) if (holds(address)) causes.push(invalidValue(field, value, why));
  return causes;
}

/** Faults of the parts that an endpoint has under the same names in both kinds. */
export function endpointPlaceCauses(at: string, endpoint: Draft): Cause[] {
  const hostname = text(endpoint, 'hostname');
  const node = text(endpoint, 'nodeName');
  return [
    ...(hostname === undefined || hostname === '' ? [] : nameCauses(`${at}.hostname`, hostname, 'label')),
    ...(node === undefined ? [] : nameCauses(`${at}.nodeName`, node, 'subdomain')),
  ];
}

/** Faults of a port's protocol and application protocol. */
export function endpointPortCauses(at: string, port: Draft): Cause[] {
  const causes: Cause[] = [];
  const protocol = text(port, 'protocol') ?? '';
  if (protocol === '') causes.push(required(`${at}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) causes.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS));
  const application = text(port, 'appProtocol');
  if (application !== undefined)
    for (const { sentence } of labelKeyFaults(application))
      causes.push(invalidValue(`${at}.appProtocol`, application, sentence));
  return causes;
}

/** Faults of a port's number. */
export function portNumberCauses(field: string, port: unknown): Cause[] {
  return isPort(port) ? [] : [invalidValue(field, port ?? 0, 'must be between 1 and 65535, inclusive')];
}
