import { message, messages, METADATA, plain, STATUS, type ProtobufFields } from '../protobuf-fields.ts';
import { age, column, count, name, part, templateColumns } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

const SELECTOR = message('selector', {
  1: plain('matchLabels', 'textMap'),
  2: messages('matchExpressions', { 1: plain('key'), 2: plain('operator'), 3: plain('values', 'texts') }),
});
const CONTAINER: ProtobufFields = {
  1: plain('name'),
  2: plain('image'),
  3: plain('command', 'texts'),
  4: plain('args', 'texts'),
  5: plain('workingDir'),
  6: messages('ports', {
    1: plain('name'),
    2: plain('hostPort', 'number'),
    3: plain('containerPort', 'number'),
    4: plain('protocol'),
    5: plain('hostIP'),
  }),
  7: messages('env', { 1: plain('name'), 2: plain('value') }),
  8: message('resources', {}),
  13: plain('terminationMessagePath'),
  14: plain('imagePullPolicy'),
  16: plain('stdin', 'flag'),
  17: plain('stdinOnce', 'flag'),
  18: plain('tty', 'flag'),
  20: plain('terminationMessagePolicy'),
};
const TEMPLATE = message('template', {
  1: METADATA,
  2: message('spec', {
    2: messages('containers', CONTAINER),
    3: plain('restartPolicy'),
    4: plain('terminationGracePeriodSeconds', 'pointer'),
    6: plain('dnsPolicy'),
    7: plain('nodeSelector', 'textMap'),
    8: plain('serviceAccountName'),
    9: plain('serviceAccount'),
    10: plain('nodeName'),
    11: plain('hostNetwork', 'flag'),
    12: plain('hostPID', 'flag'),
    13: plain('hostIPC', 'flag'),
    16: plain('hostname'),
    17: plain('subdomain'),
    19: plain('schedulerName'),
    24: plain('priorityClassName'),
  }),
});

export const servedDeployment: ServedKind<'Deployment'> = {
  columns: [
    name,
    column(
      'Ready',
      'Number of the pod with ready state',
      (object) => `${count(part(object, 'status')['readyReplicas'])}/${count(part(object, 'spec')['replicas'])}`,
    ),
    column('Up-to-date', 'Pods that have the desired template', (object) =>
      count(part(object, 'status')['updatedReplicas']),
    ),
    column('Available', 'Pods that are available', (object) => count(part(object, 'status')['availableReplicas'])),
    age,
    ...templateColumns,
  ],
  protobuf: {
    1: METADATA,
    3: STATUS,
    2: message('spec', {
      1: plain('replicas', 'pointer'),
      2: SELECTOR,
      3: TEMPLATE,
      5: plain('minReadySeconds', 'number'),
      6: plain('revisionHistoryLimit', 'pointer'),
      7: plain('paused', 'flag'),
      9: plain('progressDeadlineSeconds', 'pointer'),
      4: message('strategy', {
        1: plain('type'),
        2: message('rollingUpdate', { 1: plain('maxUnavailable', 'intOrText'), 2: plain('maxSurge', 'intOrText') }),
      }),
    }),
  },
};
