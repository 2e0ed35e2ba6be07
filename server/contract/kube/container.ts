/** Containers of a pod: the fields of Kubernetes 1.32. */

import {
  described,
  FLAG,
  INT32,
  INT64,
  INT_OR_TEXT,
  listOf,
  mapOf,
  OPEN,
  QUANTITY,
  structure,
  TEXT,
} from './schema.ts';

const KEY_SELECTOR = { key: TEXT, name: TEXT, optional: FLAG };
export const FIELD_REF = structure('ObjectFieldSelector', { apiVersion: TEXT, fieldPath: TEXT });
export const RESOURCE_FIELD_REF = structure('ResourceFieldSelector', {
  containerName: TEXT,
  resource: TEXT,
  divisor: QUANTITY,
});

const ENV = structure('EnvVar', {
  name: TEXT,
  value: TEXT,
  valueFrom: structure('EnvVarSource', {
    fieldRef: FIELD_REF,
    resourceFieldRef: RESOURCE_FIELD_REF,
    configMapKeyRef: structure('ConfigMapKeySelector', KEY_SELECTOR),
    secretKeyRef: structure('SecretKeySelector', KEY_SELECTOR),
  }),
});
const ENV_FROM = structure('EnvFromSource', {
  prefix: TEXT,
  configMapRef: structure('ConfigMapEnvSource', { name: TEXT, optional: FLAG }),
  secretRef: structure('SecretEnvSource', { name: TEXT, optional: FLAG }),
});
const PORT = structure('ContainerPort', {
  name: TEXT,
  containerPort: described(INT32, "Port 1–65535 on the pod's address."),
  protocol: described(TEXT, 'TCP (default), UDP or SCTP.'),
  hostPort: INT32,
  hostIP: TEXT,
});
const ACTION = {
  exec: structure('ExecAction', { command: listOf(TEXT) }),
  httpGet: structure('HTTPGetAction', {
    path: TEXT,
    port: INT_OR_TEXT,
    host: TEXT,
    scheme: TEXT,
    httpHeaders: listOf(structure('HTTPHeader', { name: TEXT, value: TEXT })),
  }),
  tcpSocket: structure('TCPSocketAction', { port: INT_OR_TEXT, host: TEXT }),
};
const PROBE = structure('Probe', {
  ...ACTION,
  grpc: structure('GRPCAction', { port: INT32, service: TEXT }),
  initialDelaySeconds: INT32,
  timeoutSeconds: INT32,
  periodSeconds: INT32,
  successThreshold: INT32,
  failureThreshold: INT32,
  terminationGracePeriodSeconds: INT64,
});
const HANDLER = structure('LifecycleHandler', { ...ACTION, sleep: structure('SleepAction', { seconds: INT64 }) });
export const RESOURCES = structure('ResourceRequirements', {
  limits: mapOf(QUANTITY),
  requests: mapOf(QUANTITY),
  claims: listOf(structure('ResourceClaim', { name: TEXT, request: TEXT })),
});
const SECURITY = structure('SecurityContext', {
  allowPrivilegeEscalation: FLAG,
  privileged: FLAG,
  readOnlyRootFilesystem: FLAG,
  runAsNonRoot: FLAG,
  runAsUser: INT64,
  runAsGroup: INT64,
  procMount: TEXT,
  capabilities: structure('Capabilities', { add: listOf(TEXT), drop: listOf(TEXT) }),
  seLinuxOptions: OPEN,
  seccompProfile: OPEN,
  windowsOptions: OPEN,
  appArmorProfile: OPEN,
});

export const CONTAINER = structure('Container', {
  name: described(TEXT, 'Name of the container, a DNS label unique in the pod.'),
  image: described(TEXT, 'Container image.'),
  imagePullPolicy: TEXT,
  command: listOf(TEXT),
  args: listOf(TEXT),
  workingDir: TEXT,
  ports: listOf(PORT),
  env: listOf(ENV),
  envFrom: listOf(ENV_FROM),
  resources: RESOURCES,
  resizePolicy: listOf(structure('ContainerResizePolicy', { resourceName: TEXT, restartPolicy: TEXT })),
  restartPolicy: TEXT,
  volumeMounts: listOf(
    structure('VolumeMount', {
      name: TEXT,
      mountPath: TEXT,
      subPath: TEXT,
      subPathExpr: TEXT,
      readOnly: FLAG,
      recursiveReadOnly: TEXT,
      mountPropagation: TEXT,
    }),
  ),
  volumeDevices: listOf(structure('VolumeDevice', { name: TEXT, devicePath: TEXT })),
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: structure('Lifecycle', { postStart: HANDLER, preStop: HANDLER, stopSignal: TEXT }),
  terminationMessagePath: TEXT,
  terminationMessagePolicy: TEXT,
  securityContext: SECURITY,
  stdin: FLAG,
  stdinOnce: FLAG,
  tty: FLAG,
});
