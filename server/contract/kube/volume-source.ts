/** What a volume of a pod consists of. No volumes are mounted here: kept as given. */

import { FIELD_REF, LOCAL_REFERENCE, OBJECT_IN_NAMESPACE, RESOURCE_FIELD_REF } from './container.ts';
import { LABEL_SELECTOR } from './metadata.ts';
import {
  described,
  embedded,
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
  type Fields,
  type KubeSchema,
} from './schema.ts';

const KEY_TO_PATH = structure(
  'KeyToPath',
  {
    key: required(1, TEXT, 'The key.'),
    path: required(2, TEXT, 'The file, relative to the volume.'),
    mode: pointer(3, INT32, 'Permissions of the file; defaultMode unless given.'),
  },
  'A key as a file.',
);
const DOWNWARD_FILE = structure(
  'DownwardAPIVolumeFile',
  {
    path: required(1, TEXT, 'The file, relative to the volume.'),
    fieldRef: field(2, FIELD_REF, 'A field of the pod.'),
    resourceFieldRef: field(3, RESOURCE_FIELD_REF, 'A resource of a container.'),
    mode: pointer(4, INT32, 'Permissions of the file; defaultMode unless given.'),
  },
  'A fact of the pod as a file.',
);
const DEFAULT_MODE = pointer(2, INT32, 'Permissions of the files; 0644 unless given.');
const ITEMS = field(2, listOf(KEY_TO_PATH), 'Keys and their files; all keys unless given.');
const OPTIONAL = pointer(4, FLAG, 'Whether the object or its keys may be missing.');
const PROJECTED_KEYS: Fields = { ...embedded(1, LOCAL_REFERENCE), items: ITEMS, optional: OPTIONAL };
const TOKEN = structure(
  'ServiceAccountTokenProjection',
  {
    audience: field(1, TEXT, 'For whom the token is.'),
    expirationSeconds: pointer(2, INT64, 'Seconds for which it is valid; 3600 unless given.'),
    path: required(3, TEXT, 'The file, relative to the volume.'),
  },
  'A token of the service account.',
);
const TRUST_BUNDLE = structure(
  'ClusterTrustBundleProjection',
  {
    name: pointer(1, TEXT, 'The name of one bundle.'),
    signerName: pointer(2, TEXT, 'The signer of the bundles.'),
    labelSelector: field(3, LABEL_SELECTOR, 'The bundles of the signer.'),
    path: required(4, TEXT, 'The file, relative to the volume.'),
    optional: pointer(5, FLAG, 'Whether the bundles may be missing.'),
  },
  'Certificates that the cluster trusts.',
);
const DOWNWARD_ITEMS = field(1, listOf(DOWNWARD_FILE), 'The files.');
const PROJECTION = structure(
  'VolumeProjection',
  {
    secret: field(1, structure('SecretProjection', PROJECTED_KEYS, 'Keys of a Secret.'), 'Keys of a Secret.'),
    downwardAPI: field(
      2,
      structure('DownwardAPIProjection', { items: DOWNWARD_ITEMS }, 'Facts of the pod.'),
      'Facts of the pod.',
    ),
    configMap: field(
      3,
      structure('ConfigMapProjection', PROJECTED_KEYS, 'Keys of a ConfigMap.'),
      'Keys of a ConfigMap.',
    ),
    serviceAccountToken: field(4, TOKEN, 'A token of the service account.'),
    clusterTrustBundle: field(5, TRUST_BUNDLE, 'Certificates that the cluster trusts.'),
  },
  'One of the sources of a projected volume.',
);
const CSI = structure(
  'CSIVolumeSource',
  {
    driver: required(1, TEXT, 'The name of the CSI driver.'),
    readOnly: pointer(2, FLAG, 'Whether it is read-only.'),
    fsType: pointer(3, TEXT, 'The file system.'),
    volumeAttributes: field(4, mapOf(TEXT), 'What the driver is told.'),
    nodePublishSecretRef: field(5, OBJECT_IN_NAMESPACE, 'The secret of the driver.'),
  },
  'A volume of a CSI driver.',
);

/** A source that is rare here: any object, and not in protobuf. */
const rare = (what: string): KubeSchema => described(OPEN, `${what}; kept unchecked.`);

export const VOLUME_SOURCE: Fields = {
  hostPath: field(
    1,
    structure(
      'HostPathVolumeSource',
      {
        path: required(1, TEXT, 'The path on the node.'),
        type: pointer(2, TEXT, 'What the path must be: Directory, File, …'),
      },
      'A path of the node.',
    ),
    'A path of the node.',
  ),
  emptyDir: field(
    2,
    structure(
      'EmptyDirVolumeSource',
      {
        medium: field(1, TEXT, 'Memory, or empty for the disk of the node.'),
        sizeLimit: field(2, QUANTITY, 'The most that it may hold.'),
      },
      'A directory that is empty at the start of the pod.',
    ),
    'A directory that is empty at the start of the pod.',
  ),
  secret: field(
    6,
    structure(
      'SecretVolumeSource',
      {
        secretName: field(1, TEXT, 'The name of the Secret.'),
        items: ITEMS,
        defaultMode: pointer(3, INT32, 'Permissions of the files; 0644 unless given.'),
        optional: OPTIONAL,
      },
      'Keys of a Secret.',
    ),
    'Keys of a Secret.',
  ),
  nfs: field(
    7,
    structure(
      'NFSVolumeSource',
      {
        server: required(1, TEXT, 'The server.'),
        path: required(2, TEXT, 'The exported path.'),
        readOnly: field(3, FLAG, 'Whether it is read-only.'),
      },
      'A directory of an NFS server.',
    ),
    'A directory of an NFS server.',
  ),
  persistentVolumeClaim: field(
    10,
    structure(
      'PersistentVolumeClaimVolumeSource',
      {
        claimName: required(1, TEXT, 'The name of the claim.'),
        readOnly: field(2, FLAG, 'Whether it is read-only.'),
      },
      'A claimed persistent volume.',
    ),
    'A claimed persistent volume.',
  ),
  downwardAPI: field(
    16,
    structure('DownwardAPIVolumeSource', { items: DOWNWARD_ITEMS, defaultMode: DEFAULT_MODE }, 'Facts of the pod.'),
    'Facts of the pod.',
  ),
  configMap: field(
    19,
    structure(
      'ConfigMapVolumeSource',
      {
        ...embedded(1, LOCAL_REFERENCE),
        items: ITEMS,
        defaultMode: pointer(3, INT32, 'Permissions of the files; 0644 unless given.'),
        optional: OPTIONAL,
      },
      'Keys of a ConfigMap.',
    ),
    'Keys of a ConfigMap.',
  ),
  projected: field(
    26,
    structure(
      'ProjectedVolumeSource',
      { sources: field(1, listOf(PROJECTION), 'The sources.'), defaultMode: DEFAULT_MODE },
      'Several sources in one directory.',
    ),
    'Several sources in one directory.',
  ),
  csi: field(28, CSI, 'A volume of a CSI driver.'),
  image: field(
    30,
    structure(
      'ImageVolumeSource',
      {
        reference: field(1, TEXT, 'The image.'),
        pullPolicy: field(2, TEXT, 'When it is pulled: Always, IfNotPresent or Never.'),
      },
      'An image of a registry.',
    ),
    'An image of a registry.',
  ),
  ephemeral: rare('A claim that lives as long as the pod'),
  iscsi: rare('An iSCSI disk'),
  rbd: rare('A Rados block device'),
  cephfs: rare('A Ceph file system'),
  cinder: rare('A Cinder volume'),
  fc: rare('A Fibre Channel disk'),
  flexVolume: rare('A volume of a flexVolume driver'),
  flocker: rare('A Flocker volume'),
  gitRepo: rare('A git repository'),
  glusterfs: rare('A Glusterfs mount'),
  awsElasticBlockStore: rare('An AWS disk'),
  azureDisk: rare('An Azure disk'),
  azureFile: rare('An Azure file share'),
  gcePersistentDisk: rare('A GCE disk'),
  photonPersistentDisk: rare('A Photon disk'),
  portworxVolume: rare('A Portworx volume'),
  quobyte: rare('A Quobyte volume'),
  scaleIO: rare('A ScaleIO volume'),
  storageos: rare('A StorageOS volume'),
  vsphereVolume: rare('A vSphere volume'),
};
