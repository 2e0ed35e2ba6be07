import { RESOURCES } from '../container.ts';
import { conditionsOf, objectSchema } from '../metadata.ts';
import { POD_SPEC } from '../pod-spec.ts';
import {
  choice,
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
  TIME,
} from '../schema.ts';

const WAITING = structure(
  'ContainerStateWaiting',
  { reason: field(1, TEXT, 'Why, in one word.'), message: field(2, TEXT, 'Why, in a sentence.') },
  'A container that does not run yet.',
);
const RUNNING = structure(
  'ContainerStateRunning',
  { startedAt: field(1, TIME, 'Since when, UTC.') },
  'A container that runs.',
);
const TERMINATED = structure(
  'ContainerStateTerminated',
  {
    exitCode: required(1, INT32, 'Its exit code.'),
    signal: field(2, INT32, 'The signal that ended it.'),
    reason: field(3, TEXT, 'Why, in one word.'),
    message: field(4, TEXT, 'Why, in a sentence.'),
    startedAt: field(5, TIME, 'When it started, UTC.'),
    finishedAt: field(6, TIME, 'When it ended, UTC.'),
    containerID: field(7, TEXT, 'Its id.'),
  },
  'A container that has ended.',
);
const STATE = structure(
  'ContainerState',
  {
    waiting: field(1, WAITING, 'It does not run yet.'),
    running: field(2, RUNNING, 'It runs.'),
    terminated: field(3, TERMINATED, 'It has ended.'),
  },
  'The state of a container: one of these.',
);
const MOUNT = structure(
  'VolumeMountStatus',
  {
    name: required(1, TEXT, 'The volume.'),
    mountPath: required(2, TEXT, 'The path in the container.'),
    readOnly: field(3, FLAG, 'Whether it is read-only.'),
    recursiveReadOnly: pointer(4, TEXT, 'Disabled or Enabled.'),
  },
  'A volume that is mounted.',
);
const USER = structure(
  'ContainerUser',
  {
    linux: field(
      1,
      structure(
        'LinuxContainerUser',
        {
          uid: required(1, INT64, 'The uid.'),
          gid: required(2, INT64, 'The gid.'),
          supplementalGroups: field(3, listOf(INT64), 'Further groups.'),
        },
        'The ids of a process.',
      ),
      'The ids of its first process.',
    ),
  },
  'The user of a container.',
);
const HEALTH = structure(
  'ResourceHealth',
  { resourceID: required(1, TEXT, 'The device.'), health: field(2, TEXT, 'Healthy, Unhealthy or Unknown.') },
  'The health of a device.',
);
const RESOURCE = structure(
  'ResourceStatus',
  { name: required(1, TEXT, 'The resource.'), resources: field(2, listOf(HEALTH), 'Its devices.') },
  'The devices of a resource.',
);
const CONTAINER_STATUS = structure(
  'ContainerStatus',
  {
    name: required(1, TEXT, 'The container.'),
    state: field(2, STATE, 'Its state.'),
    lastState: field(3, STATE, 'How it ended the last time.'),
    ready: required(4, FLAG, 'Whether it is ready.'),
    restartCount: required(5, INT32, 'How often it was restarted.'),
    image: required(6, TEXT, 'Its image.'),
    imageID: required(7, TEXT, 'The id of its image.'),
    containerID: field(8, TEXT, 'Its id.'),
    started: pointer(9, FLAG, 'Whether it has started.'),
    allocatedResources: field(10, mapOf(QUANTITY), 'What was set aside for it.'),
    resources: field(11, RESOURCES, 'What it was given.'),
    volumeMounts: field(12, listOf(MOUNT), 'Its mounted volumes.'),
    user: field(13, USER, 'Its user.'),
    allocatedResourcesStatus: field(14, listOf(RESOURCE), 'Its devices.'),
    stopSignal: pointer(15, TEXT, 'The signal that ends it.'),
  },
  'The state of a container of a pod.',
);
const CLAIM = structure(
  'PodResourceClaimStatus',
  {
    name: required(1, TEXT, "One of the pod's resourceClaims."),
    resourceClaimName: pointer(2, TEXT, 'The claim made.'),
  },
  'The claim that was made for a pod.',
);
const HOST_IP = structure('HostIP', { ip: required(1, TEXT, 'The address.') }, 'An address of a node.');
const POD_IP = structure('PodIP', { ip: required(1, TEXT, 'The address.') }, 'An address of a pod.');

export const POD = objectSchema(
  'Pod',
  'Containers that run on one compute node and share the interfaces of one virtual machine.',
  {
    spec: field(2, POD_SPEC, 'What the pod is to be.'),
    status: field(
      3,
      structure(
        'PodStatus',
        {
          phase: field(
            1,
            choice('Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'),
            'Where the pod is in its life: Pending, Running, …',
          ),
          conditions: field(
            2,
            conditionsOf('PodCondition', {
              lastProbeTime: 3,
              lastTransitionTime: 4,
              reason: 5,
              message: 6,
              observedGeneration: 7,
            }),
            'PodScheduled, Initialized, ContainersReady, Ready.',
          ),
          message: field(3, TEXT, 'Why it is in this phase, in a sentence.'),
          reason: field(4, TEXT, 'Why it is in this phase, in one word.'),
          hostIP: field(5, TEXT, 'The address of its node.'),
          podIP: field(6, TEXT, 'The address of its primary interface.'),
          startTime: field(7, TIME, 'When the node took it, UTC.'),
          containerStatuses: field(8, listOf(CONTAINER_STATUS), 'The state of each container.'),
          qosClass: field(
            9,
            choice('BestEffort', 'Burstable', 'Guaranteed'),
            'Its quality of service, by the resources of its containers.',
          ),
          initContainerStatuses: field(10, listOf(CONTAINER_STATUS), 'The state of each init container.'),
          nominatedNodeName: field(11, TEXT, 'The node that was set aside for it.'),
          podIPs: field(12, listOf(POD_IP), 'The addresses of its primary interface.'),
          ephemeralContainerStatuses: field(13, listOf(CONTAINER_STATUS), 'The state of each ephemeral container.'),
          resize: field(14, TEXT, 'Where a change of its resources is.'),
          resourceClaimStatuses: field(15, listOf(CLAIM), 'Claims that were made for it.'),
          hostIPs: field(16, listOf(HOST_IP), 'The addresses of its node.'),
          observedGeneration: field(17, INT64, 'The metadata.generation that was seen.'),
        },
        'What a pod is.',
      ),
      'What the pod is. Set by the server.',
    ),
  },
);
