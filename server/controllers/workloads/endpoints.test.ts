/** Endpoints and slices of services, from what users do. */

import { describe, expect, it } from 'vitest';
import { createKubeObject, deleteKubeObject, patchKubeObject, updateStatus } from '../../kube/operations.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { byNamespace } from '../../store/indexes.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

function service(system: InMemorySystem, name: string, spec: object, labels = {}): void {
  system.do((context) =>
    createKubeObject(context, 'Service', { metadata: { name, namespace: 'default', labels }, spec }),
  );
}

function pod(system: InMemorySystem, name: string, port: number, labels: object = { app: 'web' }, spec = {}): void {
  system.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name, namespace: 'default', labels },
      spec: {
        containers: [{ name: 'c', image: 'i', ports: [{ name: 'http', containerPort: port }] }],
        ...spec,
      },
    }),
  );
}

function endpoints(system: InMemorySystem, name: string): KubeObjectOf<'Endpoints'> | undefined {
  return system.store.get('kube/Endpoints', `default/${name}`)?.value;
}

function slices(system: InMemorySystem, service: string): readonly KubeObjectOf<'EndpointSlice'>[] {
  return [...system.store.lookup(byNamespace('kube/EndpointSlice'), 'default')]
    .map(({ value }) => value)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service);
}

const ips = (all: readonly { readonly ip: string }[] | undefined) => all?.map(({ ip }) => ip);

describe('endpoints of a service', () => {
  it('are its ready pods, in one subset for each set of ports that a named port means', () => {
    const system = createInMemorySystem();
    service(system, 'web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }, { tier: 'front' });
    expect(endpoints(system, 'web')).toMatchObject({ metadata: { labels: { tier: 'front' } } });
    expect(endpoints(system, 'web')).not.toHaveProperty('subsets');
    expect(slices(system, 'web')).toMatchObject([{ addressType: 'IPv4', endpoints: [], ports: [] }]);
    pod(system, 'a', 8080);
    pod(system, 'b', 8080);
    pod(system, 'c', 9090);
    pod(system, 'other', 8080, { app: 'db' });
    expect(endpoints(system, 'web')?.subsets).toMatchObject([
      { addresses: [{ ip: '10.47.255.251' }, { ip: '10.47.255.252' }], ports: [{ port: 8080, protocol: 'TCP' }] },
      { addresses: [{ ip: '10.47.255.250', targetRef: { kind: 'Pod', name: 'c' } }], ports: [{ port: 9090 }] },
    ]);
    expect(
      slices(system, 'web')
        .map(({ ports, endpoints: all }) => [ports?.[0]?.port, all?.length])
        .sort(),
    ).toEqual([
      [8080, 2],
      [9090, 1],
    ]);
    expect(slices(system, 'web')[0]!.metadata).toMatchObject({
      ownerReferences: [{ kind: 'Service', name: 'web', controller: true }],
      labels: { tier: 'front', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
    });
  });

  it('follow readiness, labels and the selector; a pod that is not ready is published where that is asked for', () => {
    const system = createInMemorySystem();
    const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
    service(system, 'web', spec);
    service(system, 'all', { ...spec, clusterIP: 'None', publishNotReadyAddresses: true });
    pod(system, 'a', 80);
    const status = system.store.get('kube/Pod', 'default/a')!.value.status!;
    system.do((context) =>
      updateStatus(context, 'Pod', 'default/a', {
        ...status,
        conditions: status.conditions!.map((each) => (each.type === 'Ready' ? { ...each, status: 'False' } : each)),
        containerStatuses: [],
      }),
    );
    // The node agent makes it ready again at once, so what stands between is looked at before it runs.
    expect(ips(endpoints(system, 'web')?.subsets?.[0]?.addresses)).toEqual(['10.47.255.252']);
    expect(endpoints(system, 'all')?.metadata.labels).toEqual({ 'service.kubernetes.io/headless': '' });
    system.do((context) =>
      patchKubeObject(context, 'Pod', 'default/a', { metadata: { labels: { app: 'db' } } }, { type: 'merge' }),
    );
    expect(endpoints(system, 'web')).not.toHaveProperty('subsets');
    system.do((context) =>
      patchKubeObject(context, 'Service', 'default/web', { spec: { selector: { app: 'db' } } }, { type: 'merge' }),
    );
    expect(ips(endpoints(system, 'web')?.subsets?.[0]?.addresses)).toEqual(['10.47.255.252']);
    system.do((context) => deleteKubeObject(context, 'Pod', 'default/a'));
    expect(endpoints(system, 'web')).not.toHaveProperty('subsets');
  });

  it('of a service without a selector are what somebody wrote, mirrored in slices, and go with the service', () => {
    const system = createInMemorySystem();
    service(system, 'db', { ports: [{ name: 'sql', port: 5432 }] });
    expect(endpoints(system, 'db')).toBeUndefined();
    const subsets = [
      {
        addresses: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', hostname: 'two' }],
        notReadyAddresses: [{ ip: '192.0.2.3' }],
        ports: [{ name: 'sql', port: 15432, protocol: 'TCP' }],
      },
    ];
    system.do((context) =>
      createKubeObject(context, 'Endpoints', { metadata: { name: 'db', namespace: 'default' }, subsets }),
    );
    expect(endpoints(system, 'db')?.subsets).toEqual(subsets);
    expect(slices(system, 'db')).toMatchObject([
      {
        addressType: 'IPv4',
        ports: [{ name: 'sql', port: 15432 }],
        endpoints: [
          { addresses: ['192.0.2.1'], conditions: { ready: true } },
          { addresses: ['192.0.2.2'], conditions: { ready: true }, hostname: 'two' },
          { addresses: ['192.0.2.3'], conditions: { ready: false } },
        ],
        metadata: { ownerReferences: [{ kind: 'Endpoints', name: 'db' }] },
      },
    ]);
    system.do((context) => deleteKubeObject(context, 'Service', 'default/db'));
    expect(endpoints(system, 'db')).toBeUndefined();
    expect(slices(system, 'db')).toEqual([]);
    expect(system.failures).toEqual([]);
  });

  it('that a service hands over with its selector stay, and those of an external name go', () => {
    const system = createInMemorySystem();
    service(system, 'web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    pod(system, 'a', 80);
    system.do((context) =>
      patchKubeObject(context, 'Service', 'default/web', { spec: { selector: null } }, { type: 'merge' }),
    );
    expect(ips(endpoints(system, 'web')?.subsets?.[0]?.addresses)).toEqual(['10.47.255.252']);
    system.do((context) =>
      patchKubeObject(
        context,
        'Service',
        'default/web',
        { spec: { type: 'ExternalName', externalName: 'a.example' } },
        { type: 'merge' },
      ),
    );
    expect([endpoints(system, 'web'), slices(system, 'web')]).toEqual([undefined, []]);
  });

  it('of very many pods: slices of a hundred, and a thousand addresses in Endpoints, which say so', () => {
    const system = createInMemorySystem();
    service(system, 'web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
    system.do((context) =>
      createKubeObject(context, 'Deployment', {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          replicas: 1010,
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
        },
      }),
    );
    const sizes = slices(system, 'web').map(({ endpoints: all }) => all?.length ?? 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1010);
    expect(Math.max(...sizes)).toBe(100);
    expect(sizes).toHaveLength(11);
    expect(endpoints(system, 'web')?.subsets?.[0]?.addresses).toHaveLength(1000);
    expect(endpoints(system, 'web')?.metadata.annotations).toMatchObject({
      'endpoints.kubernetes.io/over-capacity': 'truncated',
    });
    // One pod more or less writes one slice.
    const before = new Map(slices(system, 'web').map((slice) => [slice.metadata.name, slice]));
    const victim = [...system.store.lookup(byNamespace('kube/Pod'), 'default')].find(
      ({ value }) => value.metadata.labels?.['app'] === 'web',
    )!;
    system.do((context) =>
      patchKubeObject(context, 'Pod', victim.key, { metadata: { labels: { app: 'other' } } }, { type: 'merge' }),
    );
    const changed = slices(system, 'web').filter((slice) => before.get(slice.metadata.name) !== slice);
    expect(changed.length).toBeLessThanOrEqual(2);
    const { revision } = system.store;
    system.restart();
    expect(system.store.revision).toBe(revision);
  }, 60_000);
});
