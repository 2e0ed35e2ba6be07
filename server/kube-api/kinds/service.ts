import { childIf, items, text, type Draft } from '../../kube/draft.ts';
import { age, column, name, NONE, orNone, part, wide } from '../table-columns.ts';
import { fieldOf, type ServedKind } from './served-kind.ts';

export const servedService: ServedKind<'Service'> = {
  columns: [
    name,
    column('Type', 'The type of the service', (object) => text(part(object, 'spec'), 'type') ?? ''),
    column('Cluster-IP', 'The address inside the cluster', (object) => orNone(text(part(object, 'spec'), 'clusterIP'))),
    column('External-IP', 'The addresses outside', externalAddresses),
    column('Port(s)', 'The ports', portsOf),
    age,
    wide('Selector', 'Label selector', (object) =>
      orNone(
        Object.entries(childIf(part(object, 'spec'), 'selector') ?? {})
          .map(([key, value]) => `${key}=${String(value)}`)
          .sort()
          .join(','),
      ),
    ),
  ],
  fields: { 'spec.clusterIP': fieldOf('spec', 'clusterIP'), 'spec.type': fieldOf('spec', 'type') },
};

function externalAddresses(object: Draft): string {
  const spec = part(object, 'spec');
  const external = Array.isArray(spec['externalIPs']) ? spec['externalIPs'].map(String) : [];
  if (spec['type'] === 'ExternalName') return text(spec, 'externalName') ?? NONE;
  if (spec['type'] !== 'LoadBalancer') return orNone(external.join(','));
  const ingress = items(childIf(part(object, 'status'), 'loadBalancer'), 'ingress').map(
    (item) => text(item, 'ip') ?? text(item, 'hostname') ?? '',
  );
  const all = [...ingress.filter((address) => address !== ''), ...external];
  return all.length === 0 ? '<pending>' : all.join(',');
}

function portsOf(object: Draft): string {
  const ports = items(part(object, 'spec'), 'ports').map((port) => {
    const nodePort = typeof port['nodePort'] === 'number' && port['nodePort'] > 0 ? `:${port['nodePort']}` : '';
    return `${String(port['port'])}${nodePort}/${String(port['protocol'])}`;
  });
  return orNone(ports.join(','));
}
