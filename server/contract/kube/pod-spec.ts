/** A pod's spec, in pods and in templates: the fields of Kubernetes 1.32. Rare volume sources are kept unchecked. */

import { AFFINITY, TOLERATION, TOPOLOGY_SPREAD } from './affinity.ts';
import { CONTAINER, EPHEMERAL_CONTAINER, OBJECT_IN_NAMESPACE, RESOURCES, SECURITY_PARTS } from './container.ts';
import { OBJECT_META } from './metadata.ts';
import {
  choice,
  embedded,
  field,
  FLAG,
  INT32,
  INT64,
  listOf,
  mapOf,
  pointer,
  QUANTITY,
  required,
  structure,
  TEXT,
  kept,
  withoutEffect,
} from './schema.ts';
import { VOLUME_SOURCE } from './volume-source.ts';

const VOLUME = structure(
  'Volume',
  {
    name: required(1, TEXT, 'Name of the volume, a DNS label unique in the pod.'),
    ...embedded(2, VOLUME_SOURCE),
  },
  'A volume that containers of the pod can mount.',
);
const SYSCTL = structure(
  'Sysctl',
  { name: required(1, TEXT, 'Its name.'), value: required(2, TEXT, 'Its value.') },
  'A kernel parameter.',
);
const SECURITY = structure(
  'PodSecurityContext',
  {
    seLinuxOptions: field(1, SECURITY_PARTS.SELINUX, 'Labels of SELinux.'),
    runAsUser: pointer(2, INT64, 'The uid of the processes.'),
    runAsNonRoot: pointer(3, FLAG, 'Whether containers are refused as root.'),
    supplementalGroups: field(4, listOf(INT64), 'Further groups of the processes.'),
    fsGroup: pointer(5, INT64, 'The group that owns the volumes.'),
    runAsGroup: pointer(6, INT64, 'The gid of the processes.'),
    sysctls: field(7, listOf(SYSCTL), 'Kernel parameters.'),
    windowsOptions: field(8, SECURITY_PARTS.WINDOWS, 'Options of Windows containers.'),
    fsGroupChangePolicy: pointer(9, TEXT, 'When the owner of volumes is changed: OnRootMismatch or Always.'),
    seccompProfile: field(10, SECURITY_PARTS.SECCOMP, 'The seccomp profile.'),
    appArmorProfile: field(11, SECURITY_PARTS.APP_ARMOR, 'The AppArmor profile.'),
    supplementalGroupsPolicy: pointer(12, TEXT, 'How groups are found: Merge or Strict.'),
    seLinuxChangePolicy: pointer(13, TEXT, 'How labels get to volumes: MountOption or Recursive.'),
  },
  'Privileges of all containers of a pod. No containers run here: kept as given.',
);
const HOST_ALIAS = structure(
  'HostAlias',
  { ip: required(1, TEXT, 'The address.'), hostnames: field(2, listOf(TEXT), 'Its names.') },
  'A line of /etc/hosts.',
);
const DNS_OPTION = structure(
  'PodDNSConfigOption',
  { name: field(1, TEXT, 'The name of the option.'), value: pointer(2, TEXT, 'Its value.') },
  'An option of the resolver.',
);
const DNS_CONFIG = structure(
  'PodDNSConfig',
  {
    nameservers: field(1, listOf(TEXT), 'Addresses of name servers.'),
    searches: field(2, listOf(TEXT), 'Search domains.'),
    options: field(3, listOf(DNS_OPTION), 'Options of the resolver.'),
  },
  'Settings of DNS beside those of dnsPolicy.',
);
const SCHEDULING_GATE = structure(
  'PodSchedulingGate',
  { name: required(1, TEXT, 'The name of the gate.') },
  'Keeps a pod from being scheduled.',
);
const READINESS_GATE = structure(
  'PodReadinessGate',
  { conditionType: required(1, TEXT, 'A type of condition.') },
  'A condition that must hold for the pod to be ready.',
);
const OS = structure('PodOS', { name: required(1, TEXT, 'linux or windows.') }, 'The operating system of a pod.');
const RESOURCE_CLAIM = structure(
  'PodResourceClaim',
  {
    name: required(1, TEXT, 'A name for the claim, unique in the pod.'),
    resourceClaimName: pointer(3, TEXT, 'An existing claim.'),
    resourceClaimTemplateName: pointer(4, TEXT, 'A template by which a claim is made.'),
  },
  'A claim for a device.',
);

export const POD_SPEC = structure(
  'PodSpec',
  {
    volumes: kept(field(1, listOf(VOLUME), 'Volumes that containers can mount.')),
    containers: required(2, listOf(CONTAINER), 'The containers of the pod: at least one.'),
    restartPolicy: kept(field(3, choice('Always', 'Never', 'OnFailure'), 'Always (default), OnFailure or Never.')),
    terminationGracePeriodSeconds: kept(pointer(4, INT64, 'Seconds that the pod may take to end; 30 unless given.')),
    activeDeadlineSeconds: pointer(5, INT64, 'Seconds that the pod may be active.'),
    dnsPolicy: kept(
      field(
        6,
        choice('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
        'Where names are resolved; ClusterFirst unless given.',
      ),
    ),
    nodeSelector: field(7, mapOf(TEXT), 'Labels that the node must have.'),
    serviceAccountName: kept(field(8, TEXT, 'The service account of the pod.')),
    serviceAccount: kept(field(9, TEXT, 'Deprecated: the same as serviceAccountName.')),
    nodeName: field(10, TEXT, 'The compute node on which the pod runs.'),
    hostNetwork: field(11, FLAG, "Use the node's own network: the pod gets no interface."),
    hostPID: kept(field(12, FLAG, "Use the node's process namespace.")),
    hostIPC: kept(field(13, FLAG, "Use the node's IPC namespace.")),
    securityContext: kept(field(14, SECURITY, 'Privileges of all containers.')),
    imagePullSecrets: kept(field(15, listOf(OBJECT_IN_NAMESPACE), 'Secrets by which images are pulled.')),
    hostname: field(16, TEXT, "The host name; the pod's name unless given."),
    subdomain: field(17, TEXT, 'The domain below that of the service of this name.'),
    affinity: withoutEffect(
      field(18, AFFINITY, 'Rules for the choice of a node.'),
      'the scheduler looks at nodeSelector, taints and how many pods a node has',
    ),
    schedulerName: kept(field(19, TEXT, 'The scheduler that chooses the node.')),
    initContainers: withoutEffect(
      field(20, listOf(CONTAINER), 'Containers that run before the others, one after the other.'),
      'no containers run here, so these are over at once',
    ),
    automountServiceAccountToken: kept(pointer(21, FLAG, 'Whether the token of the service account is mounted.')),
    tolerations: field(22, listOf(TOLERATION), 'Taints of nodes that the pod tolerates.'),
    hostAliases: withoutEffect(
      field(23, listOf(HOST_ALIAS), 'Further lines of /etc/hosts.'),
      '/etc/hosts has the pod itself',
    ),
    priorityClassName: field(24, TEXT, 'The class of its priority.'),
    priority: kept(pointer(25, INT32, 'Its priority. Set by the server.')),
    dnsConfig: withoutEffect(field(26, DNS_CONFIG, 'Settings of DNS.'), 'names are those of the cluster'),
    shareProcessNamespace: kept(pointer(27, FLAG, 'Whether containers see the processes of each other.')),
    readinessGates: withoutEffect(
      field(28, listOf(READINESS_GATE), 'Conditions that must hold for the pod to be ready.'),
      'a pod is ready when its network is',
    ),
    runtimeClassName: kept(pointer(29, TEXT, 'The class of the container runtime.')),
    enableServiceLinks: kept(
      pointer(30, FLAG, 'Whether services are told in environment variables; true unless given.'),
    ),
    preemptionPolicy: kept(pointer(31, TEXT, 'PreemptLowerPriority (default) or Never.')),
    overhead: field(32, mapOf(QUANTITY), 'What the runtime itself needs.'),
    topologySpreadConstraints: withoutEffect(
      field(33, listOf(TOPOLOGY_SPREAD), 'How pods are spread over nodes.'),
      'the scheduler looks at nodeSelector, taints and how many pods a node has',
    ),
    ephemeralContainers: kept(field(34, listOf(EPHEMERAL_CONTAINER), 'Containers that were added to the running pod.')),
    setHostnameAsFQDN: kept(pointer(35, FLAG, 'Whether the host name is the whole domain name.')),
    os: kept(field(36, OS, 'The operating system of the pod.')),
    hostUsers: kept(pointer(37, FLAG, "Whether the node's user namespace is used; true unless given.")),
    schedulingGates: withoutEffect(
      field(38, listOf(SCHEDULING_GATE), 'The pod is not scheduled while there are any.'),
      'the pod is scheduled at once',
    ),
    resourceClaims: kept(field(39, listOf(RESOURCE_CLAIM), 'Claims for devices.')),
    resources: field(40, RESOURCES, 'Compute resources of the whole pod.'),
  },
  'What a pod is to be.',
);

export const POD_TEMPLATE = structure(
  'PodTemplateSpec',
  {
    metadata: field(1, OBJECT_META, 'Labels and annotations of the pods.'),
    spec: field(2, POD_SPEC, 'What the pods are to be.'),
  },
  'What pods are made from.',
);
