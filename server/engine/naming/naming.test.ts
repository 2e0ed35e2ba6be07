import { describe, expect, it, test } from 'vitest';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { labelTagName } from '../../model/naming/label-tag.ts';
import {
  attachmentIpamFqName,
  attachmentNetworkFqName,
  clusterIpamFqName,
  clusterPodNetworkFqName,
  clusterServiceNetworkFqName,
  DEFAULT_CLUSTER_NAMES as k8s,
  defaultSecurityGroupFqName,
  ipFabricNetworkFqName,
  ipFabricPolicyFqName,
  namespaceOfProject,
  podNetworkFqName,
  podServicePolicyFqName,
  projectFqName,
  serviceNetworkFqName,
  servicePolicyFqName,
  virtualRouterFqName,
  type ClusterNames,
} from './kube-names.ts';
import { attachmentCollision, attachmentOfNetwork, possibleOrigins } from './network-origin.ts';
import {
  ingressFloatingIpName,
  instanceIpFqName,
  listenerName,
  loadBalancerFqName,
  loadBalancerInterfaceFqName,
  ownerOfLoadBalancerInterface,
  podInterfaceFqName,
  serviceFloatingIpName,
  virtualMachineFqName,
} from './workload-names.ts';

const UID = '0f1e2d3c-4b5a-4978-8069-5a4b3c2d1e0f';
const c1: ClusterNames = { clusterName: 'c1', domain: 'default-domain' };

describe('names that kube-manager gives', () => {
  test.each<[FqName, string]>([
    [projectFqName(k8s, 'ns-user-1'), 'default-domain:k8s-ns-user-1'],
    [projectFqName(c1, 'ns-user-1'), 'default-domain:c1-ns-user-1'],
    [clusterPodNetworkFqName(k8s), 'default-domain:k8s-default:k8s-default-pod-network'],
    [clusterServiceNetworkFqName(k8s), 'default-domain:k8s-default:k8s-default-service-network'],
    [podNetworkFqName(k8s, 'ns-isolated'), 'default-domain:k8s-ns-isolated:k8s-ns-isolated-pod-network'],
    [serviceNetworkFqName(k8s, 'ns-isolated'), 'default-domain:k8s-ns-isolated:k8s-ns-isolated-service-network'],
    [
      attachmentNetworkFqName(k8s, 'ns-user-1', 'vn-ns-default'),
      'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network',
    ],
    [
      attachmentIpamFqName(k8s, 'ns-user-1', 'vn-ns-default'),
      'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-ipam',
    ],
    [clusterIpamFqName(k8s, 'pod'), 'default-domain:k8s-default:k8s-pod-ipam'],
    [clusterIpamFqName(k8s, 'service'), 'default-domain:k8s-default:k8s-service-ipam'],
    [clusterIpamFqName(k8s, 'ip-fabric'), 'default-domain:k8s-default:k8s-ip-fabric-ipam'],
    [ipFabricNetworkFqName(k8s), 'default-domain:default-project:ip-fabric'],
    [ipFabricPolicyFqName(k8s), 'default-domain:k8s-default:k8s-default-ip-fabric-np'],
    [servicePolicyFqName(k8s), 'default-domain:k8s-default:k8s-default-service-np'],
    [podServicePolicyFqName(k8s, 'default'), 'default-domain:k8s-default:k8s-default-pod-service-np'],
    [podServicePolicyFqName(k8s, 'ns-isolated'), 'default-domain:k8s-ns-isolated:k8s-ns-isolated-pod-service-np'],
    [defaultSecurityGroupFqName(k8s, 'ns-user-1'), 'default-domain:k8s-ns-user-1:k8s-ns-user-1-default-sg'],
    [virtualRouterFqName('cent222'), 'default-global-system-config:cent222'],
    [
      virtualMachineFqName(k8s, 'ns-user-1', 'webserver-85fc7dd848-215k8'),
      'k8s__ns-user-1__webserver-85fc7dd848-215k8',
    ],
    [podInterfaceFqName(k8s, 'ns-user-1', 'web', UID), `default-domain:k8s-ns-user-1:web__${UID}`],
    [instanceIpFqName('web', UID), `web__${UID}`],
    [loadBalancerFqName(k8s, 'default', 'svc', UID), `default-domain:k8s-default:svc__${UID}`],
    [
      loadBalancerInterfaceFqName(k8s, 'default', 'Service', 'svc', UID),
      `default-domain:k8s-default:k8s__Service__svc__${UID}`,
    ],
    [
      loadBalancerInterfaceFqName(k8s, 'default', 'Ingress', 'ing', UID),
      `default-domain:k8s-default:k8s__Ingress__ing__${UID}`,
    ],
    [[labelTagName('app.kubernetes.io/name', 'a/b')!], 'app.kubernetes.io__slash__name=a__slash__b'],
  ])('%j is %s', (name, text) => {
    expect(formatFqName(name)).toBe(text);
  });

  it('single-project mode puts every namespace into one project', () => {
    const single: ClusterNames = { ...k8s, clusterProject: ['default-domain', 'tenant'] };
    expect(formatFqName(podNetworkFqName(single, 'ns-1'))).toBe('default-domain:tenant:k8s-ns-1-pod-network');
  });

  it('listeners and floating IPs', () => {
    expect(listenerName(`svc__${UID}`, 'TCP', 8888, UID)).toBe(`svc__${UID}-TCP-8888-${UID}`);
    expect(serviceFloatingIpName('svc', undefined)).toBe('svcNone-externalIP');
    expect(serviceFloatingIpName('svc', '101.101.101.2')).toBe('svc101.101.101.2-externalIP');
    expect(ingressFloatingIpName('ing', UID)).toBe(`ing__${UID}`);
  });

  test.each<[FqName, string | undefined]>([
    [['default-domain', 'k8s-ns-user-1'], 'ns-user-1'],
    [['default-domain', 'c1-ns-user-1'], undefined],
    [['other-domain', 'k8s-ns-user-1'], undefined],
    [['default-domain', 'k8s-'], undefined],
    [['default-domain', 'default-project'], undefined],
  ])('project %j belongs to namespace %s', (project, namespace) => {
    expect(namespaceOfProject(k8s, project)).toBe(namespace);
  });
});

describe('where a network came from', () => {
  test.each<[FqName, readonly unknown[]]>([
    [
      ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network'],
      [{ kind: 'network-attachment-definition', namespace: 'ns-user-1', name: 'vn-ns-default' }],
    ],
    [
      ['default-domain', 'k8s-default', 'k8s-default-pod-network'],
      [
        { kind: 'pod-network', namespace: 'default' },
        { kind: 'network-attachment-definition', namespace: 'default', name: 'default' },
      ],
    ],
    [
      ['default-domain', 'k8s-default', 'k8s-default-service-network'],
      [{ kind: 'service-network', namespace: 'default' }],
    ],
    [['default-domain', 'k8s-a', 'k8s-b-service-network'], []],
    [['default-domain', 'k8s-a', 'vn-public-1'], []],
    [['default-domain', 'k8s-a', 'k8s-pod-network'], []],
    [['default-domain', 'default-project', 'ip-fabric'], []],
  ])('%j', (network, origins) => {
    expect(possibleOrigins(k8s, network)).toEqual(origins);
  });

  it('the definition behind a network name', () => {
    expect(attachmentOfNetwork(k8s, ['default-domain', 'k8s-ns-user-1', 'k8s-vn-public-1-pod-network'])).toBe(
      'vn-public-1',
    );
    expect(attachmentOfNetwork(k8s, ['default-domain', 'k8s-ns-user-1', 'vn-public-1'])).toBeUndefined();
  });

  it('a definition named like its namespace collides with the pod network', () => {
    expect(attachmentCollision(k8s, 'ns-1', 'ns-1')).toContain('default-domain:k8s-ns-1:k8s-ns-1-pod-network');
    expect(attachmentCollision(k8s, 'ns-1', 'default')).toBeUndefined();
  });
});

test.each([
  ['k8s__Service__web__4c038df9-a005-4082-a9ca-59ca1ff408cd', { kind: 'Service', name: 'web' }],
  ['k8s__Ingress__a__b__4c038df9-a005-4082-a9ca-59ca1ff408cd', { kind: 'Ingress', name: 'a__b' }],
  ['web-1__4c038df9-a005-4082-a9ca-59ca1ff408cd', undefined],
  ['k8s__Service__web', undefined],
])('the owner of the interface %s', (name, owner) => {
  expect(ownerOfLoadBalancerInterface(name)).toEqual(owner);
});
