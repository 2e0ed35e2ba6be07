/** NetworkPolicies (networking.k8s.io/v1). */

import { portNameFaults } from '../../engine/validation/port-name.ts';
import { covers, parsePrefix } from '../../model/net/prefix.ts';
import { forbiddenField, GoText, invalidValue, required, unsupported } from '../causes.ts';
import { child, childIf, fill, items, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import { isPort } from '../pod-causes.ts';
import { selectorCauses } from '../selector-causes.ts';
import type { KindRules } from './kind-rules.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TYPES = ['Ingress', 'Egress'];
const CIDR_TEXT = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
const PORT_TEXT = 'must be between 1 and 65535, inclusive';

export const networkPolicyRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'spec',
  defaults(object) {
    const spec = child(object, 'spec');
    fill(spec, { podSelector: {} });
    for (const direction of ['ingress', 'egress'])
      for (const rule of items(spec, direction))
        for (const port of items(rule, 'ports')) fill(port, { protocol: 'TCP' });
    if (!Array.isArray(spec['policyTypes']) || spec['policyTypes'].length === 0)
      spec['policyTypes'] = items(spec, 'egress').length === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
  },
  causes(object) {
    const spec = childIf(object, 'spec') ?? {};
    return [
      ...selectorCauses('spec.podSelector', childIf(spec, 'podSelector') ?? {}),
      ...ruleCauses('spec.ingress', items(spec, 'ingress'), 'from'),
      ...ruleCauses('spec.egress', items(spec, 'egress'), 'to'),
      ...typeCauses(spec['policyTypes']),
    ];
  },
};

function ruleCauses(field: string, rules: readonly Draft[], side: 'from' | 'to'): Cause[] {
  return rules.flatMap((rule, index) => [
    ...items(rule, 'ports').flatMap((port, at) => portCauses(`${field}[${index}].ports[${at}]`, port)),
    ...items(rule, side).flatMap((peer, at) => peerCauses(`${field}[${index}].${side}[${at}]`, peer)),
  ]);
}

function portCauses(at: string, { protocol, port, endPort }: Draft): Cause[] {
  const causes: Cause[] = [];
  if (typeof protocol !== 'string' || !PROTOCOLS.includes(protocol))
    causes.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS));
  if (typeof port === 'number') {
    if (!isPort(port)) causes.push(invalidValue(`${at}.port`, port, PORT_TEXT));
    if (typeof endPort === 'number') {
      if (endPort < port) causes.push(invalidValue(`${at}.endPort`, port, 'must be greater than or equal to `port`'));
      if (!isPort(endPort)) causes.push(invalidValue(`${at}.endPort`, endPort, PORT_TEXT));
    }
    return causes;
  }
  if (typeof endPort === 'number') {
    const why = `may not be specified when \`port\` is ${typeof port === 'string' ? 'non-numeric' : 'not specified'}`;
    causes.push(invalidValue(`${at}.endPort`, endPort, why));
  }
  if (typeof port === 'string')
    for (const { sentence } of portNameFaults(port)) causes.push(invalidValue(`${at}.port`, port, sentence));
  return causes;
}

function peerCauses(at: string, peer: Draft): Cause[] {
  const causes: Cause[] = [];
  const selectors = ['podSelector', 'namespaceSelector'].filter((name) => childIf(peer, name) !== undefined);
  for (const name of selectors) causes.push(...selectorCauses(`${at}.${name}`, childIf(peer, name)!));
  const block = childIf(peer, 'ipBlock');
  if (block !== undefined) causes.push(...blockCauses(`${at}.ipBlock`, block));
  if (selectors.length === 0 && block === undefined) causes.push(required(at, 'must specify a peer'));
  if (selectors.length > 0 && block !== undefined)
    causes.push(forbiddenField(at, 'may not specify both ipBlock and another peer'));
  return causes;
}

function blockCauses(at: string, block: Draft): Cause[] {
  const cidr = text(block, 'cidr') ?? '';
  if (cidr === '') return [required(`${at}.cidr`)];
  const prefix = parsePrefix(cidr, 'mask');
  if (prefix === undefined) return [invalidValue(`${at}.cidr`, cidr, CIDR_TEXT)];
  const except = Array.isArray(block['except']) ? block['except'].map(String) : [];
  return except.flatMap((item, index) => {
    const field = `${at}.except[${index}]`;
    const without = parsePrefix(item, 'mask');
    if (without === undefined) return [invalidValue(field, item, CIDR_TEXT)];
    return covers(prefix, without) && prefix.length < without.length
      ? []
      : [invalidValue(field, item, 'must be a strict subset of `cidr`')];
  });
}

function typeCauses(types: unknown): Cause[] {
  const field = 'spec.policyTypes';
  if (!Array.isArray(types)) return [];
  if (types.length > TYPES.length) {
    const shown = new GoText(`[]networking.PolicyType{${types.map((type) => JSON.stringify(type)).join(', ')}}`);
    return [invalidValue(field, shown, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type: unknown, index) =>
    typeof type === 'string' && TYPES.includes(type) ? [] : [unsupported(`${field}[${index}]`, type, TYPES)],
  );
}
