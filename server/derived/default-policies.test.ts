/**
 * Who is connected with whom by the policies that kube-manager creates (`vnc_kubernetes._provision_cluster`,
 * `vnc_namespace._create_attach_policy`), and a route target that is set on a network, as in the chapter.
 */

import { describe, expect, test } from 'vitest';
import { addressOf } from '../model/net/address.ts';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import {
  derivedStore,
  FABRIC,
  networkId,
  nodeId,
  podNetworkOf,
  PODS,
  putCluster,
  putFloatingIp,
  putNetwork,
  putPod,
  putPool,
  seenBy,
  serviceNetworkOf,
  SERVICES,
  write,
} from '../testing/builders/cluster.ts';
import { idOf } from '../testing/builders/records.ts';

const ISOLATED = ['ns-a', 'ns-b'];

describe('default policies', () => {
  const { store, derived } = derivedStore();
  write(store, (transaction) => putCluster(transaction, ISOLATED));
  const [podsA, servicesA, podsB, servicesB] = ['ns-a', 'ns-b'].flatMap((namespace) => [
    podNetworkOf(namespace),
    serviceNetworkOf(namespace),
  ]) as [string, string, string, string];

  test.each([
    [PODS, [FABRIC, SERVICES]],
    [SERVICES, [FABRIC, PODS, podsA, podsB]],
    [podsA, [FABRIC, SERVICES, servicesA]],
    [servicesA, [FABRIC, podsA]],
    [podsB, [FABRIC, SERVICES, servicesB]],
    [FABRIC, [PODS, SERVICES, podsA, podsB, servicesA, servicesB]],
  ])('%s imports exactly the routes it should', (name, expected) => {
    expect(seenBy(derived, name)).toEqual([...expected].sort());
  });

  test('isolated pods reach the default services, and the reason names the policy', () => {
    const leak = derived.leaksInto(networkId(podsA)).find(({ exporter }) => exporter === networkId(SERVICES));
    expect(leak?.via.map((use) => use.target)).toEqual(['target:60100:8000003']);
    expect(leak?.via[0]?.why).toMatchObject([
      {
        kind: 'connection',
        steps: [
          { policyName: ['default-domain', 'k8s-default', 'k8s-default-service-np'], rule: 0, side: 'own' },
          { side: 'peer' },
        ],
      },
    ]);
  });

  test('no network of a NetworkAttachmentDefinition is connected', () => {
    write(store, (transaction) =>
      putNetwork(transaction, 'default-domain:k8s-default:k8s-vn-left-1-pod-network', { number: 90 }),
    );
    expect(seenBy(derived, 'default-domain:k8s-default:k8s-vn-left-1-pod-network')).toEqual([]);
    expect(
      derived.routingInstance(networkId('default-domain:k8s-default:k8s-vn-left-1-pod-network'))?.connections,
    ).toEqual([]);
  });

  test('A30: without the pod-service policy the default pods lose the services, and a condition says so', () => {
    const policy = idOf('network-policy', 'default-domain:k8s-default:k8s-default-pod-service-np');
    const before = store.get('network-policy', policy)!.value;
    write(store, (transaction) => transaction.delete('network-policy', policy));
    expect(seenBy(derived, PODS)).toEqual([FABRIC]);
    expect(derived.conditions('virtual-network', networkId(PODS)).map(({ reason }) => reason)).toContain(
      'ReferenceNotFound',
    );
    write(store, (transaction) => transaction.put('network-policy', policy, before));
    expect(seenBy(derived, PODS)).toEqual([FABRIC, SERVICES].sort());
    expect(derived.conditions('virtual-network', networkId(PODS))).toEqual([]);
  });

  test('the fabric network has a second instance for BGP routers, which exchanges nothing', () => {
    const facts = derived.routingInstance(`${networkId(FABRIC)}/__default__`);
    expect(facts).toMatchObject({
      fqName: ['default-domain', 'default-project', 'ip-fabric', '__default__'],
      imports: [],
      exports: [],
      isDefault: false,
    });
    expect(derived.config.byUuid(facts!.uuid)?.record.parent_uuid).toBe(networkId(FABRIC));
  });
});

describe('A12, A21: route target of the floating IP network', () => {
  const name = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';
  const { store, derived } = derivedStore();
  const vmi = write(store, (transaction) => {
    putCluster(transaction, ['ns-user-1']);
    putNetwork(transaction, name, { number: 60, both: ['target:60100:100'] });
    putPool(transaction, name, 'pool-ns-default');
    const uuid = putPod(transaction, {
      namespace: 'ns-user-1',
      name: 'webserver',
      network: podNetworkOf('ns-user-1'),
      address: '10.47.255.252',
      node: 'cent222',
      label: 25,
    });
    transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(podNetworkOf('ns-user-1'))), { id: 2 });
    transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(name)), { id: 5 });
    putFloatingIp(transaction, `${name}:pool-ns-default`, '101.101.101.2', {
      interfaces: [uuid],
      project: 'default-domain:k8s-ns-user-1',
    });
    return uuid;
  });

  test('the routing instance refers to the automatic and the user route target', () => {
    const facts = derived.routingInstance(networkId(name))!;
    expect(facts.imports.map((use) => [use.target, use.why.map((why) => why.kind)])).toEqual([
      ['target:60100:100', ['both-list']],
      ['target:60100:8000060', ['automatic']],
    ]);
    const object = derived.config.byFqName('routing-instance', facts.fqName)!;
    const targets = (object.record.refs['route-target'] ?? []).map(
      (ref) => derived.config.byUuid(ref.uuid)?.record.fq_name[0],
    );
    expect(targets).toEqual(['target:60100:8000060', 'target:60100:100']);
    expect(derived.config.refsTo('routing-instance', facts.uuid)).toEqual([]);
  });

  test('the floating IP is advertised with RD, next hop, label and both targets', () => {
    const [route, ...others] = [...derived.vpnRoutes(networkId(name))];
    expect(others).toEqual([]);
    expect(route).toMatchObject({
      prefix: '101.101.101.2/32',
      family: 'inet-vpn',
      routeDistinguisher: '10.169.25.20:5',
      nextHop: { address: '10.169.25.20', nodeName: 'cent222' },
      label: 25,
      localPreference: 100,
      med: 200,
      origin: 'incomplete',
      asPath: '',
      routeTargets: ['target:60100:100', 'target:60100:8000060'],
      communities: [
        'target:60100:100',
        'target:60100:8000060',
        'encapsulation:udp',
        'encapsulation:gre',
        'originvn:60100:60',
      ],
    });
    expect(route?.notAdvertised).toBeUndefined();
  });

  test('the pod keeps its own route with the same label, in its own network', () => {
    const [row] = derived.vrfLookup(networkId(podNetworkOf('ns-user-1')), addressOf('10.47.255.252'));
    expect(row?.paths[0]).toMatchObject({
      prefix: '10.47.255.252/32',
      label: 25,
      origin: { kind: 'interface', interfaceUuid: vmi },
    });
    expect(derived.config.derivedRefs('virtual-machine-interface', vmi)).toMatchObject([
      { type: 'routing-instance', uuid: derived.routingInstance(networkId(podNetworkOf('ns-user-1')))!.uuid },
    ]);
  });

  test('a new global ASN renames the automatic target alone', () => {
    const [config] = store.scan('global-system-config');
    write(store, (transaction) =>
      transaction.put('global-system-config', config!.key, {
        ...config!.value,
        props: { ...config!.value.props, autonomous_system: 64_512 },
      }),
    );
    expect([...derived.vpnRoutes(networkId(name))][0]?.routeTargets).toEqual([
      'target:60100:100',
      'target:64512:8000060',
    ]);
    expect(derived.config.byFqName('route-target', ['target:60100:8000060'])).toBeUndefined();
  });

  test('withdrawn when disassociated', () => {
    write(store, (transaction) =>
      putFloatingIp(transaction, `${name}:pool-ns-default`, '101.101.101.2', {
        project: 'default-domain:k8s-ns-user-1',
      }),
    );
    expect([...derived.vpnRoutes(networkId(name))]).toEqual([]);
    expect(derived.vrfCounts(networkId(name))).toMatchObject({ ownPrefixes: 0, notInstalled: 0 });
  });
});
