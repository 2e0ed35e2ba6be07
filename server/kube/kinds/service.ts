/** Services: a ClusterIP allocated in the same transaction, node ports for NodePort and LoadBalancer. */

import { allocateClusterIp } from '../../config/addresses/cluster-ip.ts';
import { deepEqual } from '../../model/json.ts';
import { parseAddress } from '../../model/net/address.ts';
import { byNodePort } from '../../store/indexes.ts';
import type { KubeContext } from '../cluster-ip-port.ts';
import { child, childIf, fill, items, text, type Draft } from '../draft.ts';
import { KubeProblem } from '../kube-problem.ts';
import { poolWarnings } from '../warnings.ts';
import type { KindRules } from './kind-rules.ts';
import { serviceCauses } from './service-causes.ts';

const NODE_PORTS = { first: 30000, count: 2768 } as const;

export const serviceRules: KindRules = {
  nameForm: 'dns1035',
  generation: 'none',
  defaults(object) {
    const spec = child(object, 'spec');
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
    for (const port of items(spec, 'ports')) {
      fill(port, { protocol: 'TCP' });
      if (port['targetPort'] === undefined || port['targetPort'] === '' || port['targetPort'] === 0)
        port['targetPort'] = port['port'] ?? null;
    }
    if (spec['type'] === 'LoadBalancer' || spec['type'] === 'NodePort')
      fill(spec, { externalTrafficPolicy: 'Cluster' });
    if (spec['type'] === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
    if (spec['type'] !== 'ExternalName') fill(spec, { internalTrafficPolicy: 'Cluster' });
    if (spec['sessionAffinity'] === 'ClientIP')
      fill(child(child(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10800 });
  },
  prepareCreate(context, object) {
    object['status'] = { loadBalancer: {} };
    if (serviceCauses(object, undefined).length > 0) return;
    drawAddress(context, child(object, 'spec'));
    drawNodePorts(context, child(object, 'spec'));
  },
  prepareUpdate(context, object, old) {
    const spec = child(object, 'spec');
    const before = childIf(old, 'spec') ?? {};
    if (spec['type'] !== 'ExternalName' && before['type'] !== 'ExternalName') {
      if (before['clusterIP'] !== undefined) {
        const [listed] = Array.isArray(spec['clusterIPs']) ? spec['clusterIPs'] : [];
        if ((text(spec, 'clusterIP') ?? '') === '') spec['clusterIP'] = listed ?? before['clusterIP'];
        if (listed === undefined) spec['clusterIPs'] = before['clusterIPs'] ?? [before['clusterIP']];
        // A client that knows only the single-address field changed that one.
        else if (deepEqual(spec['clusterIPs'], before['clusterIPs'])) spec['clusterIPs'] = [spec['clusterIP'] ?? null];
      }
      if (before['ipFamilies'] !== undefined)
        fill(spec, { ipFamilies: before['ipFamilies'], ipFamilyPolicy: before['ipFamilyPolicy'] ?? 'SingleStack' });
      keepNodePorts(spec, before);
    }
    dropForeignFields(spec, before);
    if (spec['type'] === 'ExternalName')
      for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) delete spec[field];
    if (serviceCauses(object, old).length > 0) return;
    if (spec['type'] !== 'ExternalName' && spec['clusterIP'] === undefined) drawAddress(context, spec);
    drawNodePorts(context, spec);
  },
  causes: serviceCauses,
  warnings: ({ metadata }) => poolWarnings(metadata.annotations),
};

function drawAddress(context: KubeContext, spec: Draft): void {
  if (spec['type'] === 'ExternalName') return;
  const listed = Array.isArray(spec['clusterIPs']) ? spec['clusterIPs'][0] : undefined;
  const requested = text(spec, 'clusterIP') || (typeof listed === 'string' ? listed : undefined);
  if (requested === 'None') {
    spec['clusterIP'] = 'None';
    spec['clusterIPs'] = ['None'];
    fill(spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
    return;
  }
  const address = (context.allocateClusterIp ?? allocateClusterIp)(context, requested);
  spec['clusterIP'] = address;
  spec['clusterIPs'] = [address];
  fill(spec, { ipFamilies: [parseAddress(address)?.family === 6 ? 'IPv6' : 'IPv4'], ipFamilyPolicy: 'SingleStack' });
}

/**
 * What only the former type had is dropped, unless the client has changed it: `kubectl edit` sends the whole object
 * with another type.
 */
function dropForeignFields(spec: Draft, before: Draft): void {
  if (wantsNodePorts(before) && !wantsNodePorts(spec)) {
    const held = new Set(items(before, 'ports').map((port) => port['nodePort']));
    const ports = items(spec, 'ports').filter((port) => typeof port['nodePort'] === 'number' && port['nodePort'] !== 0);
    if (ports.every((port) => held.has(port['nodePort']))) for (const port of ports) delete port['nodePort'];
  }
  const drop = (field: string, applies: (of: Draft) => boolean): void => {
    if (applies(before) && !applies(spec) && deepEqual(spec[field], before[field])) delete spec[field];
  };
  const balances = (of: Draft): boolean => of['type'] === 'LoadBalancer';
  drop('allocateLoadBalancerNodePorts', balances);
  drop('loadBalancerClass', balances);
  drop('healthCheckNodePort', (of) => balances(of) && of['externalTrafficPolicy'] === 'Local');
  drop('externalTrafficPolicy', (of) => balances(of) || of['type'] === 'NodePort' || hasExternalIps(of));
  drop('internalTrafficPolicy', (of) => of['type'] !== 'ExternalName');
}

function hasExternalIps(spec: Draft): boolean {
  return spec['type'] === 'ClusterIP' && Array.isArray(spec['externalIPs']) && spec['externalIPs'].length > 0;
}

function keepNodePorts(spec: Draft, before: Draft): void {
  if (!wantsNodePorts(spec)) return;
  for (const port of items(spec, 'ports')) {
    const held = items(before, 'ports').find(
      (candidate) => deepEqual(candidate['port'], port['port']) && deepEqual(candidate['protocol'], port['protocol']),
    );
    if (held?.['nodePort'] !== undefined) fill(port, { nodePort: held['nodePort'] });
  }
}

function wantsNodePorts(spec: Draft): boolean {
  return (
    spec['type'] === 'NodePort' || (spec['type'] === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false)
  );
}

function drawNodePorts(context: KubeContext, spec: Draft): void {
  if (!wantsNodePorts(spec)) return;
  const missing = items(spec, 'ports').filter((port) => typeof port['nodePort'] !== 'number' || port['nodePort'] === 0);
  if (missing.length === 0) return;
  const own = new Set<number>();
  const isUsed = (port: number): boolean =>
    own.has(port) || context.transaction.countIn(byNodePort('kube/Service'), port) > 0;
  for (const port of items(spec, 'ports')) if (typeof port['nodePort'] === 'number') own.add(port['nodePort']);
  for (const port of missing) {
    const start = Number.parseInt(context.mint.uuid().slice(0, 8), 16) % NODE_PORTS.count;
    let offset = 0;
    while (offset < NODE_PORTS.count && isUsed(NODE_PORTS.first + ((start + offset) % NODE_PORTS.count))) offset++;
    if (offset === NODE_PORTS.count)
      throw new KubeProblem(500, 'InternalError', 'failed to allocate a nodePort: range is full');
    const drawn = NODE_PORTS.first + ((start + offset) % NODE_PORTS.count);
    own.add(drawn);
    port['nodePort'] = drawn;
  }
}
