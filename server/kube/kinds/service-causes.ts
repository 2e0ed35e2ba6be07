/** Why a Service is invalid. */

import { parseAddress } from '../../model/net/address.ts';
import { duplicate, forbiddenField, GoText, invalidValue, required, unsupported } from '../causes.ts';
import { childIf, items, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import { labelCauses, nameCauses } from '../names.ts';
import { isPort } from '../pod-causes.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ADDRESS_TEXT = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

export function serviceCauses(object: Draft, old: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  const spec = childIf(object, 'spec') ?? {};
  const type = text(spec, 'type') ?? '';
  const ports = items(spec, 'ports');
  const headless = spec['clusterIP'] === 'None';
  if (!TYPES.includes(type)) causes.push(unsupported('spec.type', type, TYPES));
  if (ports.length === 0 && !headless && type !== 'ExternalName') causes.push(required('spec.ports'));
  if (type === 'ExternalName' && (text(spec, 'externalName') ?? '') === '') causes.push(required('spec.externalName'));
  if (headless && (type === 'NodePort' || type === 'LoadBalancer'))
    causes.push(invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  causes.push(...portCauses(ports, type));
  causes.push(...labelCauses('spec.selector', childIf(spec, 'selector')));
  const address = text(spec, 'clusterIP');
  if (address !== undefined && address !== '' && address !== 'None' && parseAddress(address) === undefined)
    causes.push(invalidValue('spec.clusterIPs[0]', address, ADDRESS_TEXT));
  if (type !== 'ExternalName') causes.push(...listedCauses(spec, address ?? ''));
  const external = Array.isArray(spec['externalIPs']) ? spec['externalIPs'] : [];
  external.forEach((item, index) => {
    if (typeof item !== 'string' || parseAddress(item) === undefined)
      causes.push(invalidValue(`spec.externalIPs[${index}]`, item, ADDRESS_TEXT));
  });
  const affinity = text(spec, 'sessionAffinity');
  if (affinity !== undefined && affinity !== 'None' && affinity !== 'ClientIP')
    causes.push(unsupported('spec.sessionAffinity', affinity, ['ClientIP', 'None']));
  return old === undefined ? causes : [...causes, ...immutableCauses(spec, childIf(old, 'spec') ?? {})];
}

/** `clusterIPs` must equal `clusterIP`: a service here has one address. */
function listedCauses(spec: Draft, address: string): Cause[] {
  const listed = Array.isArray(spec['clusterIPs']) ? spec['clusterIPs'] : [];
  const shown = new GoText(`[]string{${listed.map((item) => JSON.stringify(item)).join(', ')}}`);
  if (listed.length > 1)
    return [invalidValue('spec.clusterIPs', shown, 'may only hold one address: services here have one family')];
  const [first] = listed;
  if (first === undefined || first === 'None' || (typeof first === 'string' && parseAddress(first) !== undefined)) {
    return first === undefined || address === '' || first === address
      ? []
      : [invalidValue('spec.clusterIPs[0]', shown, 'must match `clusterIP`')];
  }
  return [invalidValue('spec.clusterIPs[0]', first, ADDRESS_TEXT)];
}

function portCauses(ports: readonly Draft[], type: string): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  const taken = new Set<string>();
  ports.forEach((port, index) => {
    const at = `spec.ports[${index}]`;
    const name = text(port, 'name') ?? '';
    if (name === '' && ports.length > 1) causes.push(required(`${at}.name`));
    else if (name !== '') {
      causes.push(...nameCauses(`${at}.name`, name, 'label'));
      if (names.has(name)) causes.push(duplicate(`${at}.name`, name));
      names.add(name);
    }
    if (!isPort(port['port']))
      causes.push(invalidValue(`${at}.port`, port['port'] ?? 0, 'must be between 1 and 65535, inclusive'));
    const target = port['targetPort'];
    if (typeof target === 'number' && !isPort(target))
      causes.push(invalidValue(`${at}.targetPort`, target, 'must be between 1 and 65535, inclusive'));
    const protocol = text(port, 'protocol') ?? '';
    if (!PROTOCOLS.includes(protocol)) causes.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS));
    const node = port['nodePort'];
    if (typeof node === 'number' && node !== 0) {
      if (type !== 'NodePort' && type !== 'LoadBalancer')
        causes.push(forbiddenField(`${at}.nodePort`, `may not be used when \`type\` is '${type}'`));
      else if (node < 30000 || node > 32767)
        causes.push(
          invalidValue(
            `${at}.nodePort`,
            node,
            'provided port is not in the valid range. The range of valid ports is 30000-32767',
          ),
        );
    }
    const key = `${protocol}/${String(port['port'])}`;
    if (taken.has(key)) causes.push(duplicate(at, { protocol, port: port['port'] }));
    taken.add(key);
  });
  return causes;
}

function immutableCauses(spec: Draft, before: Draft): Cause[] {
  if (spec['type'] === 'ExternalName' || before['type'] === 'ExternalName') return [];
  const now = text(spec, 'clusterIP') ?? '';
  if (before['clusterIP'] === undefined || now === before['clusterIP']) return [];
  return [
    invalidValue('spec.clusterIPs[0]', new GoText(`[]string{${JSON.stringify(now)}}`), 'may not change once set'),
  ];
}
