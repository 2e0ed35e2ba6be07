import { conditionsOf, objectSchema } from '../metadata.ts';
import {
  choice,
  described,
  field,
  FLAG,
  INT32,
  INT64,
  listOf,
  mapOf,
  OPEN,
  pointer,
  QUANTITY,
  required,
  structure,
  TEXT,
  TIME,
  kept,
} from '../schema.ts';

const TAINT = structure(
  'Taint',
  {
    key: required(1, TEXT, 'The key of the taint.'),
    value: field(2, TEXT, 'Its value.'),
    effect: required(
      3,
      choice('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
      'What becomes of pods that do not tolerate it: NoSchedule, PreferNoSchedule or NoExecute.',
    ),
    timeAdded: field(4, TIME, 'When it was added, UTC; for NoExecute.'),
  },
  'Keeps pods from a node that do not tolerate it.',
);
const ADDRESS = structure(
  'NodeAddress',
  {
    type: required(1, TEXT, 'Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.'),
    address: required(2, TEXT, 'The address.'),
  },
  'An address of a node.',
);
const ENDPOINTS = structure(
  'NodeDaemonEndpoints',
  {
    kubeletEndpoint: field(
      1,
      structure('DaemonEndpoint', { Port: required(1, INT32, 'The port.') }, 'Where a daemon listens.'),
      'Where the kubelet listens.',
    ),
  },
  'Where the daemons of a node listen.',
);
const INFO = structure(
  'NodeSystemInfo',
  {
    machineID: required(1, TEXT, 'The id of the machine.'),
    systemUUID: required(2, TEXT, 'The uuid of the system.'),
    bootID: required(3, TEXT, 'The id of the boot.'),
    kernelVersion: required(4, TEXT, 'The version of the kernel.'),
    osImage: required(5, TEXT, 'The operating system and its version.'),
    containerRuntimeVersion: required(6, TEXT, 'The version of the container runtime.'),
    kubeletVersion: required(7, TEXT, 'The version of the kubelet.'),
    kubeProxyVersion: required(8, TEXT, 'Deprecated: the version of kube-proxy.'),
    operatingSystem: required(9, TEXT, 'linux or windows.'),
    architecture: required(10, TEXT, 'amd64, arm64, …'),
    swap: field(
      11,
      structure('NodeSwapStatus', { capacity: pointer(1, INT64, 'Bytes of swap.') }, 'The swap of a node.'),
      'The swap of the node.',
    ),
  },
  'Versions and ids of a node.',
);
const IMAGE = structure(
  'ContainerImage',
  { names: field(1, listOf(TEXT), 'Its names.'), sizeBytes: field(2, INT64, 'Its size in bytes.') },
  'A container image on a node.',
);
const ATTACHED = structure(
  'AttachedVolume',
  { name: required(1, TEXT, 'The volume.'), devicePath: required(2, TEXT, 'The device.') },
  'A volume that is attached to a node.',
);
const RUNTIME = structure(
  'NodeRuntimeHandler',
  {
    name: field(1, TEXT, 'Its name; empty for the default.'),
    features: field(
      2,
      structure(
        'NodeRuntimeHandlerFeatures',
        {
          recursiveReadOnlyMounts: pointer(1, FLAG, 'Whether it supports recursiveReadOnly.'),
          userNamespaces: pointer(2, FLAG, 'Whether it supports user namespaces.'),
        },
        'What a container runtime supports.',
      ),
      'What it supports.',
    ),
  },
  'A container runtime of a node.',
);
const FEATURES = structure(
  'NodeFeatures',
  { supplementalGroupsPolicy: pointer(1, FLAG, 'Whether it supports supplementalGroupsPolicy.') },
  'What a node supports.',
);

export const NODE = objectSchema('Node', 'A compute node of the cluster.', {
  spec: field(
    2,
    structure(
      'NodeSpec',
      {
        podCIDR: kept(field(1, TEXT, 'Addresses of its pods; here pods have those of their network.')),
        externalID: kept(field(2, TEXT, 'Deprecated.')),
        providerID: kept(field(3, TEXT, 'Its id with the cloud provider.')),
        unschedulable: field(4, FLAG, 'Whether no new pods are scheduled on it, as after kubectl cordon.'),
        taints: field(5, listOf(TAINT), 'Keeps pods from it that do not tolerate them.'),
        podCIDRs: kept(field(7, listOf(TEXT), 'The same as podCIDR, for both families.')),
        configSource: kept(described(OPEN, 'Deprecated; kept unchecked.')),
      },
      'What a node is to be.',
    ),
    'What the node is to be.',
  ),
  status: field(
    3,
    structure(
      'NodeStatus',
      {
        capacity: field(1, mapOf(QUANTITY), 'Its resources.'),
        allocatable: field(2, mapOf(QUANTITY), 'Its resources for pods.'),
        phase: field(3, TEXT, 'Deprecated.'),
        conditions: field(
          4,
          conditionsOf('NodeCondition', { lastHeartbeatTime: 3, lastTransitionTime: 4, reason: 5, message: 6 }),
          'Ready, MemoryPressure, …',
        ),
        addresses: field(5, listOf(ADDRESS), 'Its addresses.'),
        daemonEndpoints: field(6, ENDPOINTS, 'Where its daemons listen.'),
        nodeInfo: field(7, INFO, 'Its versions and ids.'),
        images: field(8, listOf(IMAGE), 'Its container images.'),
        volumesInUse: field(9, listOf(TEXT), 'Volumes that are mounted.'),
        volumesAttached: field(10, listOf(ATTACHED), 'Volumes that are attached.'),
        config: described(OPEN, 'Deprecated; kept unchecked.'),
        runtimeHandlers: field(12, listOf(RUNTIME), 'Its container runtimes.'),
        features: field(13, FEATURES, 'What it supports.'),
      },
      'What a node is.',
    ),
    'What the node is.',
  ),
});
