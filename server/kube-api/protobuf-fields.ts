/**
 * Field numbers of what `kubectl create namespace|configmap|service|deployment` sends, from Kubernetes' published
 * generated.proto files. A field that carries something and is not here is refused, never dropped.
 */

import type { KubeKind } from '../model/kube/types.ts';

/** How a field is read. Zero values are left out, but for `pointer`: there, zero was said. */
type FieldForm = 'text' | 'texts' | 'number' | 'pointer' | 'flag' | 'textMap' | 'intOrText' | 'ignored';

export type ProtobufField =
  | { readonly name: string; readonly form: FieldForm }
  | { readonly name: string; readonly form: 'message' | 'messages'; readonly fields: ProtobufFields };

export type ProtobufFields = { readonly [number: number]: ProtobufField };

const plain = (name: string, form: FieldForm = 'text'): ProtobufField => ({ name, form });
const message = (name: string, fields: ProtobufFields): ProtobufField => ({ name, form: 'message', fields });
const messages = (name: string, fields: ProtobufFields): ProtobufField => ({ name, form: 'messages', fields });

const METADATA = message('metadata', {
  1: plain('name'),
  2: plain('generateName'),
  3: plain('namespace'),
  4: plain('selfLink', 'ignored'),
  5: plain('uid'),
  6: plain('resourceVersion'),
  7: plain('generation', 'ignored'),
  8: plain('creationTimestamp', 'ignored'),
  11: plain('labels', 'textMap'),
  12: plain('annotations', 'textMap'),
  14: plain('finalizers', 'texts'),
  17: plain('managedFields', 'ignored'),
});
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
const STATUS = plain('status', 'ignored');

export const PROTOBUF_FIELDS: { readonly [K in KubeKind]?: ProtobufFields } = {
  Namespace: { 1: METADATA, 2: message('spec', { 1: plain('finalizers', 'texts') }), 3: STATUS },
  ConfigMap: { 1: METADATA, 2: plain('data', 'textMap'), 4: plain('immutable', 'flag') },
  Service: {
    1: METADATA,
    3: STATUS,
    2: message('spec', {
      1: messages('ports', {
        1: plain('name'),
        2: plain('protocol'),
        3: plain('port', 'number'),
        4: plain('targetPort', 'intOrText'),
        5: plain('nodePort', 'number'),
        6: plain('appProtocol'),
      }),
      2: plain('selector', 'textMap'),
      3: plain('clusterIP'),
      4: plain('type'),
      5: plain('externalIPs', 'texts'),
      7: plain('sessionAffinity'),
      8: plain('loadBalancerIP'),
      10: plain('externalName'),
      11: plain('externalTrafficPolicy'),
      12: plain('healthCheckNodePort', 'number'),
      13: plain('publishNotReadyAddresses', 'flag'),
      18: plain('clusterIPs', 'texts'),
    }),
  },
  Deployment: {
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
