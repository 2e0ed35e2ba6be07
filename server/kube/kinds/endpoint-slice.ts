/** EndpointSlices (discovery.k8s.io/v1): parts of the endpoints of a Service. */

import { duplicate, invalidValue, required, tooMany, unsupported } from '../causes.ts';
import { childIf, fill, items, text, type Draft } from '../draft.ts';
import {
  endpointAddressCauses,
  endpointPlaceCauses,
  endpointPortCauses,
  portNumberCauses,
} from '../endpoint-causes.ts';
import type { Cause } from '../kube-problem.ts';
import { labelCauses, nameCauses } from '../names.ts';
import type { KindRules } from './kind-rules.ts';

const TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_PORTS = 20_000;
const MOST_TOPOLOGY_LABELS = 16;
const MOST_HINTS = 8;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

export const endpointSliceRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'content and labels',
  defaults(object) {
    for (const port of items(object, 'ports')) fill(port, { name: '', protocol: 'TCP' });
  },
  causes(object, old) {
    const type = text(object, 'addressType') ?? '';
    const causes: Cause[] = [];
    if (type === '') causes.push(required('addressType'));
    else if (!TYPES.includes(type)) causes.push(unsupported('addressType', type, TYPES));
    const endpoints = items(object, 'endpoints');
    if (endpoints.length > MOST_ENDPOINTS) causes.push(tooMany('endpoints', endpoints.length, MOST_ENDPOINTS));
    else endpoints.forEach((endpoint, index) => causes.push(...endpointCauses(`endpoints[${index}]`, endpoint, type)));
    const ports = items(object, 'ports');
    if (ports.length > MOST_PORTS) causes.push(tooMany('ports', ports.length, MOST_PORTS));
    else causes.push(...portCauses(ports));
    if (old !== undefined && old['addressType'] !== object['addressType'])
      causes.push(invalidValue('addressType', type, 'field is immutable'));
    return causes;
  },
};

function endpointCauses(at: string, endpoint: Draft, type: string): Cause[] {
  const causes: Cause[] = [];
  const addresses = Array.isArray(endpoint['addresses']) ? endpoint['addresses'] : [];
  if (addresses.length === 0) causes.push(required(`${at}.addresses`, 'must contain at least 1 address'));
  else if (addresses.length > MOST_ADDRESSES) causes.push(tooMany(`${at}.addresses`, addresses.length, MOST_ADDRESSES));
  addresses.forEach((address, index) =>
    causes.push(...addressCauses(`${at}.addresses[${index}]`, String(address), type)),
  );
  causes.push(...endpointPlaceCauses(at, endpoint));
  const topology = childIf(endpoint, 'deprecatedTopology');
  const labels = Object.keys(topology ?? {}).length;
  if (labels > MOST_TOPOLOGY_LABELS) causes.push(tooMany(`${at}.deprecatedTopology`, labels, MOST_TOPOLOGY_LABELS));
  causes.push(...labelCauses(`${at}.deprecatedTopology`, topology));
  const zones = items(childIf(endpoint, 'hints'), 'forZones');
  if (zones.length > MOST_HINTS) causes.push(tooMany(`${at}.hints.forZones`, zones.length, MOST_HINTS));
  return causes;
}

function addressCauses(field: string, address: string, type: string): Cause[] {
  switch (type) {
    case 'IPv4':
      return endpointAddressCauses(field, address, 'must be a valid IPv4 address', 4);
    case 'IPv6':
      return endpointAddressCauses(field, address, 'must be a valid IPv6 address', 6);
    case 'FQDN':
      return domainCauses(field, address);
    default:
      return [];
  }
}

/** A domain name of at least two labels; a dot at its end is allowed. */
function domainCauses(field: string, domain: string): Cause[] {
  if (domain === '') return [required(field)];
  const name = domain.endsWith('.') ? domain.slice(0, -1) : domain;
  const causes = nameCauses(field, name, 'subdomain');
  if (causes.length > 0) return causes;
  const labels = name.split('.');
  if (labels.length < 2)
    return [invalidValue(field, domain, 'should be a domain with at least two segments separated by dots')];
  return labels.filter((label) => !DOMAIN.test(label)).flatMap((label) => nameCauses(field, label, 'label'));
}

function portCauses(ports: readonly Draft[]): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = `ports[${index}]`;
    const name = text(port, 'name') ?? '';
    if (name !== '') causes.push(...nameCauses(`${at}.name`, name, 'label'));
    if (names.has(name)) causes.push(duplicate(`${at}.name`, name));
    names.add(name);
    if (port['port'] !== undefined) causes.push(...portNumberCauses(`${at}.port`, port['port']));
    causes.push(...endpointPortCauses(at, port));
  });
  return causes;
}
