/** Containers of a pod: the fields of Kubernetes 1.32. */

import {
  choice,
  embedded,
  field,
  FLAG,
  INT32,
  INT64,
  INT_OR_TEXT,
  listOf,
  mapOf,
  pointer,
  QUANTITY,
  required,
  structure,
  TEXT,
  type Fields,
  kept,
  withoutEffect,
} from './schema.ts';

/** The fields of a LocalObjectReference. */
export const LOCAL_REFERENCE: Fields = { name: field(1, TEXT, 'The name of the object, in the same namespace.') };
export const OBJECT_IN_NAMESPACE = structure(
  'LocalObjectReference',
  LOCAL_REFERENCE,
  'An object of the same namespace.',
);
const KEY_SELECTOR: Fields = {
  ...embedded(1, LOCAL_REFERENCE),
  key: required(2, TEXT, 'The key of which the value is taken.'),
  optional: pointer(3, FLAG, 'Whether the object or its key may be missing.'),
};
const WHOLE_SOURCE: Fields = {
  ...embedded(1, LOCAL_REFERENCE),
  optional: pointer(2, FLAG, 'Whether the object may be missing.'),
};
export const FIELD_REF = structure(
  'ObjectFieldSelector',
  {
    apiVersion: field(1, TEXT, 'The version in which the path is written; v1 unless given.'),
    fieldPath: required(2, TEXT, 'The path of the field: metadata.name, status.podIP, …'),
  },
  'A field of the pod itself.',
);
export const RESOURCE_FIELD_REF = structure(
  'ResourceFieldSelector',
  {
    containerName: field(1, TEXT, 'The container; in volumes it must be named.'),
    resource: required(2, TEXT, 'The resource: limits.cpu, requests.memory, …'),
    divisor: field(3, QUANTITY, 'The unit in which it is told; 1 unless given.'),
  },
  'A resource of a container.',
);
const ENV_SOURCE = structure(
  'EnvVarSource',
  {
    fieldRef: field(1, FIELD_REF, 'A field of the pod.'),
    resourceFieldRef: field(2, RESOURCE_FIELD_REF, 'A resource of the container.'),
    configMapKeyRef: field(
      3,
      structure('ConfigMapKeySelector', KEY_SELECTOR, 'A key of a ConfigMap.'),
      'A key of a ConfigMap.',
    ),
    secretKeyRef: field(4, structure('SecretKeySelector', KEY_SELECTOR, 'A key of a Secret.'), 'A key of a Secret.'),
  },
  'Where a variable gets its value from.',
);
const ENV = structure(
  'EnvVar',
  {
    name: required(1, TEXT, 'The name of the variable.'),
    value: field(2, TEXT, 'Its value; $(NAME) stands for another variable.'),
    valueFrom: field(3, ENV_SOURCE, 'Where its value comes from, in place of value.'),
  },
  'An environment variable.',
);
const ENV_FROM = structure(
  'EnvFromSource',
  {
    prefix: field(1, TEXT, 'Written before each key.'),
    configMapRef: field(2, structure('ConfigMapEnvSource', WHOLE_SOURCE, 'All keys of a ConfigMap.'), 'A ConfigMap.'),
    secretRef: field(3, structure('SecretEnvSource', WHOLE_SOURCE, 'All keys of a Secret.'), 'A Secret.'),
  },
  'All keys of an object as environment variables.',
);
const PORT = structure(
  'ContainerPort',
  {
    name: field(1, TEXT, 'A name by which services refer to the port, unique in the pod.'),
    hostPort: kept(field(2, INT32, 'The port on the node.')),
    containerPort: required(3, INT32, "Port 1–65535 on the pod's address."),
    protocol: field(4, choice('SCTP', 'TCP', 'UDP'), 'TCP (default), UDP or SCTP.'),
    hostIP: kept(field(5, TEXT, "The node's address to which hostPort is bound.")),
  },
  'A port on which a container listens.',
);
const EXEC = structure(
  'ExecAction',
  { command: field(1, listOf(TEXT), 'The command and its arguments.') },
  'A command.',
);
const HEADER = structure(
  'HTTPHeader',
  { name: required(1, TEXT, 'The name of the header.'), value: required(2, TEXT, 'Its value.') },
  'A header of a request.',
);
const HTTP_GET = structure(
  'HTTPGetAction',
  {
    path: field(1, TEXT, 'The path; / unless given.'),
    port: required(2, INT_OR_TEXT, 'The port, by number or name.'),
    host: field(3, TEXT, "The host; the pod's address unless given."),
    scheme: field(4, choice('HTTP', 'HTTPS'), 'HTTP (default) or HTTPS.'),
    httpHeaders: field(5, listOf(HEADER), 'Headers of the request.'),
  },
  'A request over HTTP.',
);
const TCP_SOCKET = structure(
  'TCPSocketAction',
  {
    port: required(1, INT_OR_TEXT, 'The port, by number or name.'),
    host: field(2, TEXT, "The host; the pod's address unless given."),
  },
  'A TCP connection.',
);
const GRPC = structure(
  'GRPCAction',
  {
    port: required(1, INT32, 'The port of the gRPC service.'),
    service: pointer(2, TEXT, 'The service that is asked for.'),
  },
  'A gRPC health check.',
);
const ACTION: Fields = {
  exec: field(1, EXEC, 'A command that is executed in the container.'),
  httpGet: field(2, HTTP_GET, 'A request over HTTP.'),
  tcpSocket: field(3, TCP_SOCKET, 'A TCP connection.'),
};
const PROBE = structure(
  'Probe',
  {
    ...embedded(1, { ...ACTION, grpc: field(4, GRPC, 'A gRPC health check.') }),
    initialDelaySeconds: field(2, INT32, 'Seconds after the start of the container before the first probe.'),
    timeoutSeconds: field(3, INT32, 'Seconds after which a probe has failed; 1 unless given.'),
    periodSeconds: field(4, INT32, 'Seconds between probes; 10 unless given.'),
    successThreshold: field(5, INT32, 'Successes in a row that count as success; 1 unless given.'),
    failureThreshold: field(6, INT32, 'Failures in a row that count as failure; 3 unless given.'),
    terminationGracePeriodSeconds: pointer(7, INT64, 'Seconds that the pod may take to end after a failure.'),
  },
  'A regular check of a container.',
);
const SLEEP = structure('SleepAction', { seconds: required(1, INT64, 'How long.') }, 'A pause.');
const HANDLER = structure(
  'LifecycleHandler',
  { ...ACTION, sleep: field(4, SLEEP, 'A pause.') },
  'What is done at a point of the life of a container.',
);
const LIFECYCLE = structure(
  'Lifecycle',
  {
    postStart: field(1, HANDLER, 'Done right after the container was created.'),
    preStop: field(2, HANDLER, 'Done before the container is ended.'),
    stopSignal: pointer(3, TEXT, 'The signal that ends the container.'),
  },
  'What is done when a container starts and ends.',
);
const CLAIM = structure(
  'ResourceClaim',
  {
    name: required(1, TEXT, "One of the pod's resourceClaims."),
    request: field(2, TEXT, 'A request of the claim; all of them unless given.'),
  },
  'A claim that a container uses.',
);
export const RESOURCES = structure(
  'ResourceRequirements',
  {
    limits: field(1, mapOf(QUANTITY), 'The most that may be used, by resource: cpu, memory, …'),
    requests: field(2, mapOf(QUANTITY), 'The least that is set aside, by resource; limits unless given.'),
    claims: field(3, listOf(CLAIM), 'Claims of the pod that are used.'),
  },
  'Compute resources.',
);
const CAPABILITIES = structure(
  'Capabilities',
  {
    add: field(1, listOf(TEXT), 'Added capabilities.'),
    drop: field(2, listOf(TEXT), 'Removed capabilities.'),
  },
  'POSIX capabilities beside those of the container runtime.',
);
const SELINUX = structure(
  'SELinuxOptions',
  {
    user: field(1, TEXT, 'The SELinux user.'),
    role: field(2, TEXT, 'The SELinux role.'),
    type: field(3, TEXT, 'The SELinux type.'),
    level: field(4, TEXT, 'The SELinux level.'),
  },
  'Labels of SELinux.',
);
const SECCOMP = structure(
  'SeccompProfile',
  {
    type: required(1, choice('Localhost', 'RuntimeDefault', 'Unconfined'), 'Which profile.'),
    localhostProfile: pointer(2, TEXT, 'The file of the profile on the node, for Localhost.'),
  },
  'A seccomp profile.',
);
const APP_ARMOR = structure(
  'AppArmorProfile',
  {
    type: required(1, choice('Localhost', 'RuntimeDefault', 'Unconfined'), 'Which profile.'),
    localhostProfile: pointer(2, TEXT, 'The name of the profile on the node, for Localhost.'),
  },
  'An AppArmor profile.',
);
const WINDOWS = structure(
  'WindowsSecurityContextOptions',
  {
    gmsaCredentialSpecName: pointer(1, TEXT, 'The name of the GMSA credential spec.'),
    gmsaCredentialSpec: pointer(2, TEXT, 'The GMSA credential spec.'),
    runAsUserName: pointer(3, TEXT, 'The Windows user.'),
    hostProcess: pointer(4, FLAG, 'Whether it is a host process.'),
  },
  'Options of Windows containers.',
);
/** What containers and pods both have in their security context; they number it differently. */
export const SECURITY_PARTS = { SELINUX, SECCOMP, APP_ARMOR, WINDOWS } as const;
const SECURITY = structure(
  'SecurityContext',
  {
    capabilities: field(1, CAPABILITIES, 'Capabilities that are added and removed.'),
    privileged: pointer(2, FLAG, 'Whether it is root on the node.'),
    seLinuxOptions: field(3, SELINUX, 'Labels of SELinux.'),
    runAsUser: pointer(4, INT64, 'The uid of its process.'),
    runAsNonRoot: pointer(5, FLAG, 'Whether it is refused as root.'),
    readOnlyRootFilesystem: pointer(6, FLAG, 'Whether its root file system is read-only.'),
    allowPrivilegeEscalation: pointer(7, FLAG, 'Whether a process may gain more privileges than its parent.'),
    runAsGroup: pointer(8, INT64, 'The gid of its process.'),
    procMount: pointer(9, TEXT, 'How /proc is mounted: Default or Unmasked.'),
    windowsOptions: field(10, WINDOWS, 'Options of Windows containers.'),
    seccompProfile: field(11, SECCOMP, 'The seccomp profile.'),
    appArmorProfile: field(12, APP_ARMOR, 'The AppArmor profile.'),
  },
  'Privileges of a container. No containers run here: kept as given.',
);
const VOLUME_MOUNT = structure(
  'VolumeMount',
  {
    name: required(1, TEXT, "One of the pod's volumes."),
    readOnly: field(2, FLAG, 'Whether it is read-only.'),
    mountPath: required(3, TEXT, 'The path in the container; without ":".'),
    subPath: field(4, TEXT, 'The path in the volume; its root unless given.'),
    mountPropagation: pointer(5, TEXT, 'None (default), HostToContainer or Bidirectional.'),
    subPathExpr: field(6, TEXT, 'The path in the volume, in which $(NAME) stands for a variable.'),
    recursiveReadOnly: pointer(7, TEXT, 'Disabled (default), IfPossible or Enabled.'),
  },
  'Where a volume is mounted in a container.',
);
const VOLUME_DEVICE = structure(
  'VolumeDevice',
  {
    name: required(1, TEXT, "One of the pod's volumes, a PersistentVolumeClaim."),
    devicePath: required(2, TEXT, 'The path in the container.'),
  },
  'A block device in a container.',
);
const RESIZE_POLICY = structure(
  'ContainerResizePolicy',
  {
    resourceName: required(1, TEXT, 'The resource: cpu or memory.'),
    restartPolicy: required(2, TEXT, 'NotRequired or RestartContainer.'),
  },
  'What becomes of a container when a resource is resized.',
);

const CONTAINER_FIELDS: Fields = {
  name: required(1, TEXT, 'Name of the container, a DNS label unique in the pod.'),
  image: field(2, TEXT, 'Container image.'),
  command: kept(field(3, listOf(TEXT), "The command; the image's ENTRYPOINT unless given.")),
  args: kept(field(4, listOf(TEXT), "Arguments of the command; the image's CMD unless given.")),
  workingDir: kept(field(5, TEXT, "The working directory; the image's unless given.")),
  ports: field(6, listOf(PORT), 'Ports on which it listens.'),
  env: field(7, listOf(ENV), 'Environment variables.'),
  resources: field(8, RESOURCES, 'Compute resources that it needs.'),
  volumeMounts: kept(field(9, listOf(VOLUME_MOUNT), 'Where volumes of the pod are mounted.')),
  livenessProbe: kept(field(10, PROBE, 'The container is restarted when it fails.')),
  readinessProbe: withoutEffect(
    field(11, PROBE, 'The pod is taken from its services while it fails.'),
    'a pod is ready when its network is',
  ),
  lifecycle: kept(field(12, LIFECYCLE, 'What is done when it starts and ends.')),
  terminationMessagePath: kept(field(13, TEXT, 'The file with its last message; /dev/termination-log unless given.')),
  imagePullPolicy: kept(
    field(
      14,
      choice('Always', 'IfNotPresent', 'Never'),
      'When the image is pulled: Always for the tag latest, else IfNotPresent, unless given.',
    ),
  ),
  securityContext: kept(field(15, SECURITY, 'Its privileges.')),
  stdin: kept(field(16, FLAG, 'Whether it has a standard input.')),
  stdinOnce: kept(field(17, FLAG, 'Whether its standard input is closed after the first attach.')),
  tty: kept(field(18, FLAG, 'Whether it has a terminal.')),
  envFrom: kept(field(19, listOf(ENV_FROM), 'Objects of which all keys become environment variables.')),
  terminationMessagePolicy: kept(
    field(
      20,
      choice('FallbackToLogsOnError', 'File'),
      'Where its last message is read: File (default) or FallbackToLogsOnError.',
    ),
  ),
  volumeDevices: kept(field(21, listOf(VOLUME_DEVICE), 'Block devices.')),
  startupProbe: kept(field(22, PROBE, 'The other probes wait until it succeeds.')),
  resizePolicy: kept(field(23, listOf(RESIZE_POLICY), 'What becomes of it when a resource is resized.')),
  restartPolicy: kept(pointer(24, TEXT, 'Always makes an init container a sidecar; else absent.')),
};

export const CONTAINER = structure('Container', CONTAINER_FIELDS, 'A container of a pod.');

export const EPHEMERAL_CONTAINER = structure(
  'EphemeralContainer',
  {
    ...embedded(1, CONTAINER_FIELDS),
    targetContainerName: field(2, TEXT, 'The container whose namespaces it shares.'),
  },
  'A container that was added to a running pod.',
);
