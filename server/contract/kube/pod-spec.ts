/** A pod's spec, in pods and in templates: the fields of Kubernetes 1.32. Rare volume sources are kept unchecked. */

import { CONTAINER, FIELD_REF, RESOURCE_FIELD_REF, RESOURCES } from './container.ts';
import { LABEL_SELECTOR, OBJECT_META } from './metadata.ts';
import { described, FLAG, INT32, INT64, listOf, mapOf, OPEN, QUANTITY, structure, TEXT } from './schema.ts';

const KEY_TO_PATH = listOf(structure('KeyToPath', { key: TEXT, path: TEXT, mode: INT32 }));
const DOWNWARD_ITEMS = listOf(
  structure('DownwardAPIVolumeFile', {
    path: TEXT,
    fieldRef: FIELD_REF,
    resourceFieldRef: RESOURCE_FIELD_REF,
    mode: INT32,
  }),
);
const VOLUME = structure('Volume', {
  name: TEXT,
  emptyDir: structure('EmptyDirVolumeSource', { medium: TEXT, sizeLimit: QUANTITY }),
  hostPath: structure('HostPathVolumeSource', { path: TEXT, type: TEXT }),
  configMap: structure('ConfigMapVolumeSource', { name: TEXT, items: KEY_TO_PATH, defaultMode: INT32, optional: FLAG }),
  secret: structure('SecretVolumeSource', { secretName: TEXT, items: KEY_TO_PATH, defaultMode: INT32, optional: FLAG }),
  downwardAPI: structure('DownwardAPIVolumeSource', { items: DOWNWARD_ITEMS, defaultMode: INT32 }),
  projected: structure('ProjectedVolumeSource', {
    defaultMode: INT32,
    sources: listOf(
      structure('VolumeProjection', {
        configMap: structure('ConfigMapProjection', { name: TEXT, items: KEY_TO_PATH, optional: FLAG }),
        secret: structure('SecretProjection', { name: TEXT, items: KEY_TO_PATH, optional: FLAG }),
        downwardAPI: structure('DownwardAPIProjection', { items: DOWNWARD_ITEMS }),
        serviceAccountToken: structure('ServiceAccountTokenProjection', {
          audience: TEXT,
          expirationSeconds: INT64,
          path: TEXT,
        }),
        clusterTrustBundle: OPEN,
      }),
    ),
  }),
  persistentVolumeClaim: structure('PersistentVolumeClaimVolumeSource', { claimName: TEXT, readOnly: FLAG }),
  nfs: structure('NFSVolumeSource', { server: TEXT, path: TEXT, readOnly: FLAG }),
  csi: OPEN,
  ephemeral: OPEN,
  image: OPEN,
  iscsi: OPEN,
  rbd: OPEN,
  cephfs: OPEN,
  cinder: OPEN,
  fc: OPEN,
  flexVolume: OPEN,
  flocker: OPEN,
  gitRepo: OPEN,
  glusterfs: OPEN,
  awsElasticBlockStore: OPEN,
  azureDisk: OPEN,
  azureFile: OPEN,
  gcePersistentDisk: OPEN,
  photonPersistentDisk: OPEN,
  portworxVolume: OPEN,
  quobyte: OPEN,
  scaleIO: OPEN,
  storageos: OPEN,
  vsphereVolume: OPEN,
});
const SECURITY = structure('PodSecurityContext', {
  runAsUser: INT64,
  runAsGroup: INT64,
  runAsNonRoot: FLAG,
  fsGroup: INT64,
  fsGroupChangePolicy: TEXT,
  supplementalGroups: listOf(INT64),
  supplementalGroupsPolicy: TEXT,
  sysctls: listOf(structure('Sysctl', { name: TEXT, value: TEXT })),
  seLinuxOptions: OPEN,
  seLinuxChangePolicy: TEXT,
  seccompProfile: OPEN,
  windowsOptions: OPEN,
  appArmorProfile: OPEN,
});

export const POD_SPEC = structure('PodSpec', {
  containers: described(listOf(CONTAINER), 'The containers of the pod: at least one.'),
  initContainers: listOf(CONTAINER),
  ephemeralContainers: listOf(OPEN),
  nodeName: described(TEXT, 'The compute node on which the pod runs.'),
  nodeSelector: mapOf(TEXT),
  hostNetwork: described(FLAG, "Use the node's own network: the pod gets no interface."),
  hostPID: FLAG,
  hostIPC: FLAG,
  hostUsers: FLAG,
  hostname: TEXT,
  subdomain: TEXT,
  setHostnameAsFQDN: FLAG,
  shareProcessNamespace: FLAG,
  hostAliases: listOf(structure('HostAlias', { ip: TEXT, hostnames: listOf(TEXT) })),
  restartPolicy: TEXT,
  terminationGracePeriodSeconds: INT64,
  activeDeadlineSeconds: INT64,
  dnsPolicy: TEXT,
  dnsConfig: structure('PodDNSConfig', {
    nameservers: listOf(TEXT),
    searches: listOf(TEXT),
    options: listOf(structure('PodDNSConfigOption', { name: TEXT, value: TEXT })),
  }),
  serviceAccountName: TEXT,
  serviceAccount: TEXT,
  automountServiceAccountToken: FLAG,
  imagePullSecrets: listOf(structure('LocalObjectReference', { name: TEXT })),
  securityContext: SECURITY,
  affinity: OPEN,
  schedulerName: TEXT,
  schedulingGates: listOf(structure('PodSchedulingGate', { name: TEXT })),
  tolerations: listOf(
    structure('Toleration', { key: TEXT, operator: TEXT, value: TEXT, effect: TEXT, tolerationSeconds: INT64 }),
  ),
  topologySpreadConstraints: listOf(
    structure('TopologySpreadConstraint', {
      maxSkew: INT32,
      topologyKey: TEXT,
      whenUnsatisfiable: TEXT,
      labelSelector: LABEL_SELECTOR,
      minDomains: INT32,
      nodeAffinityPolicy: TEXT,
      nodeTaintsPolicy: TEXT,
      matchLabelKeys: listOf(TEXT),
    }),
  ),
  priority: INT32,
  priorityClassName: TEXT,
  preemptionPolicy: TEXT,
  runtimeClassName: TEXT,
  enableServiceLinks: FLAG,
  overhead: mapOf(QUANTITY),
  readinessGates: listOf(structure('PodReadinessGate', { conditionType: TEXT })),
  os: structure('PodOS', { name: TEXT }),
  resources: RESOURCES,
  resourceClaims: listOf(
    structure('PodResourceClaim', { name: TEXT, resourceClaimName: TEXT, resourceClaimTemplateName: TEXT }),
  ),
  volumes: listOf(VOLUME),
});

export const POD_TEMPLATE = structure('PodTemplateSpec', { metadata: OBJECT_META, spec: POD_SPEC });
