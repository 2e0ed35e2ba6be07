/**
 * Puts a lab into the store: namespaces, kube-manager's configuration, nodes, the control node. Idempotent, so that it
 * runs at every start; what an operator edited or deleted since stays so, because a lab is built once.
 */

import { createObject, updateObject } from '../config/operations/operations.ts';
import { BGP_ROUTERS_PARENT } from '../config/operations/system-objects.ts';
import { findByFqName, objectOf } from '../config/records.ts';
import type { WriteContext } from '../config/write-context.ts';
import { readClusterSettings } from '../controllers/kube-manager/settings.ts';
import { DEFAULT_HOLD_TIME } from '../engine/policy/peering.ts';
import type { KubeContext } from '../kube/cluster-ip-port.ts';
import { KUBERNETES_CONFIG } from '../kube/cluster-names.ts';
import { kubeTime } from '../kube/kube-time.ts';
import { createKubeObject, replaceKubeObject, updateStatus } from '../kube/operations.ts';
import { BGP_PORT } from '../model/bgp/bgp-port.ts';
import { API_SERVICE } from '../model/kube/api-service.ts';
import { addAddress, formatAddress } from '../model/net/address.ts';
import { FIRST_NAMESPACES, type Lab, type LabNode } from './chapter.ts';

const SYSTEM_CONFIG = ['default-global-system-config'];
/** What a control node speaks (provision_bgp's default). */
const CONTROL_NODE_FAMILIES: readonly string[] = ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'];
/** Remembers in kube-manager's configuration that the lab was built. */
const BUILT = 'OVERLAY_LAB_BUILT';

/** `config`: the data of kube-manager's ConfigMap as settings have it. `autonomousSystem` overrides the lab's. */
export function provisionLab(
  context: WriteContext,
  lab: Lab,
  config: { readonly [key: string]: string },
  autonomousSystem?: number,
): void {
  for (const name of FIRST_NAMESPACES) {
    if (context.transaction.get('kube/Namespace', name) === undefined)
      createKubeObject(context, 'Namespace', { metadata: { name } });
  }
  const before = context.transaction.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data;
  const { namespace, name } = KUBERNETES_CONFIG;
  const data = { ...before, ...config, [BUILT]: 'true' };
  if (before === undefined) createKubeObject(context, 'ConfigMap', { metadata: { namespace, name }, data });
  else replaceKubeObject(context, 'ConfigMap', KUBERNETES_CONFIG.key, { metadata: { namespace, name }, data });
  if (before?.[BUILT] === 'true') return;

  const asn = autonomousSystem ?? lab.autonomousSystem;
  const system = findByFqName(context.transaction, 'global-system-config', SYSTEM_CONFIG);
  if (system === undefined) throw new Error('BUG: the system objects come before the lab');
  updateObject(context, 'global-system-config', system.uuid, {
    props: { autonomous_system: asn, ...(asn > 65535 ? { enable_4byte_as: true } : {}) },
  });
  for (const node of lab.computeNodes) provisionComputeNode(context, node);
  for (const node of lab.controlNodes) provisionControlNode(context, system.uuid, node, asn);
}

/**
 * The Service `kubernetes`, under the first address of the service range, and who answers for it: the control node, as
 * the API server itself writes it in Kubernetes. After kube-manager has made its IPAM.
 */
export function provisionApiService(context: KubeContext, lab: Lab): void {
  provisionService(context);
  const [node] = lab.controlNodes;
  if (node !== undefined) provisionEndpoints(context, node.management);
}

const API = { ...API_SERVICE, port: 6443 } as const;

function provisionEndpoints(context: KubeContext, ip: string): void {
  const { transaction } = context;
  const metadata = { namespace: API.namespace, name: API.name };
  const port = { name: 'https', port: API.port, protocol: 'TCP' };
  if (transaction.get('kube/Endpoints', API.key) === undefined)
    createKubeObject(context, 'Endpoints', {
      metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      subsets: [{ addresses: [{ ip }], ports: [port] }],
    });
  if (transaction.get('kube/EndpointSlice', API.key) === undefined)
    createKubeObject(context, 'EndpointSlice', {
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': API.name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [ip], conditions: { ready: true } }],
      ports: [port],
    });
}

function provisionService(context: KubeContext): void {
  if (context.transaction.get('kube/Service', API.key) !== undefined) return;
  const range = readClusterSettings(context.transaction).serviceSubnets[0];
  const address = range && addAddress(range.address, 1);
  createKubeObject(context, 'Service', {
    metadata: { namespace: API.namespace, name: API.name, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP',
      ...(address === undefined ? {} : { clusterIP: formatAddress(address) }),
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: API.port }],
    },
  });
}

/** A compute node: a virtual router at its fabric address, and a ready Kubernetes node. Also used by benchmarks. */
export function provisionComputeNode(context: WriteContext, node: LabNode): void {
  const fqName = [...SYSTEM_CONFIG, node.name];
  if (findByFqName(context.transaction, 'virtual-router', fqName) === undefined) {
    createObject(context, 'virtual-router', {
      fq_name: fqName,
      parent_type: 'global-system-config',
      props: {
        virtual_router_ip_address: node.fabric,
        virtual_router_type: 'embedded',
        virtual_router_dpdk_enabled: false,
      },
    });
  }
  if (context.transaction.get('kube/Node', node.name) !== undefined) return;
  const labels = {
    'kubernetes.io/hostname': node.name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'node-role.opencontrail.org': 'agent',
  };
  createKubeObject(context, 'Node', { metadata: { name: node.name, labels } });
  const now = kubeTime(context.transaction.time);
  updateStatus(context, 'Node', node.name, {
    addresses: [
      { type: 'InternalIP', address: node.fabric },
      { type: 'Hostname', address: node.name },
    ],
    capacity: { cpu: '8', memory: '32Gi', pods: '110' },
    allocatable: { cpu: '8', memory: '32Gi', pods: '110' },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastTransitionTime: now,
        lastHeartbeatTime: now,
      },
    ],
    nodeInfo: {
      kubeletVersion: 'v1.14.1',
      osImage: 'CentOS Linux 7 (Core)',
      kernelVersion: '3.10.0-957.el7.x86_64',
      containerRuntimeVersion: 'docker://18.3.1',
      operatingSystem: 'linux',
      architecture: 'amd64',
      bootID: '',
      machineID: '',
      systemUUID: '',
      kubeProxyVersion: 'v1.14.1',
    },
  });
}

function provisionControlNode(context: WriteContext, system: string, node: LabNode, autonomousSystem: number): void {
  const fqName = [...BGP_ROUTERS_PARENT, node.name];
  if (findByFqName(context.transaction, 'bgp-router', fqName) !== undefined) return;
  const router = createObject(context, 'bgp-router', {
    fq_name: fqName,
    props: {
      bgp_router_parameters: {
        router_type: 'control-node',
        vendor: 'contrail',
        autonomous_system: autonomousSystem,
        identifier: node.fabric,
        address: node.fabric,
        port: BGP_PORT,
        hold_time: DEFAULT_HOLD_TIME,
        address_families: { family: CONTROL_NODE_FAMILIES },
      },
    },
  });
  const { refs } = objectOf(context.transaction, 'global-system-config', system);
  updateObject(context, 'global-system-config', system, {
    refs: { 'bgp-router': [...(refs['bgp-router'] ?? []), { uuid: router.uuid, attr: null }] },
  });
}
