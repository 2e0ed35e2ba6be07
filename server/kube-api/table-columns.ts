/** The columns that `kubectl get` prints for each kind, and how their cells are made. */

import { childIf, items, text, type Draft } from '../kube/draft.ts';
import { formatLabelSelector } from '../kube/label-selector.ts';
import type { KubeKind } from '../model/kube/types.ts';
import { ageOf } from './human-duration.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly format: '' | 'name';
  readonly description: string;
  /** 1 = only with `-o wide`. */
  readonly priority: 0 | 1;
}

type Cell = string | number;
type CellOf = (object: Draft, now: number) => Cell;

interface TableColumn extends Column {
  readonly cell: CellOf;
}

const NONE = '<none>';
const name = column('Name', 'The name of the object', (object) => text(meta(object), 'name') ?? '', { format: 'name' });
const age = column('Age', 'How long ago the object was created', (object, now) =>
  ageOf(text(meta(object), 'creationTimestamp'), now),
);

function column(title: string, description: string, cell: CellOf, facts: Partial<Column> = {}): TableColumn {
  return { name: title, type: 'string', format: '', description, priority: 0, ...facts, cell };
}
function wide(title: string, description: string, cell: CellOf): TableColumn {
  return column(title, description, cell, { priority: 1 });
}
function meta(object: Draft): Draft {
  return childIf(object, 'metadata') ?? {};
}
function part(object: Draft, field: 'spec' | 'status'): Draft {
  return childIf(object, field) ?? {};
}
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const orNone = (value: string | undefined): string => (value === undefined || value === '' ? NONE : value);

const template = (object: Draft) => items(childIf(childIf(part(object, 'spec'), 'template'), 'spec'), 'containers');
const workload: readonly TableColumn[] = [
  wide('Containers', 'Names of each container in the template', (object) =>
    template(object)
      .map((container) => text(container, 'name'))
      .join(','),
  ),
  wide('Images', 'Images referenced by each container in the template', (object) =>
    template(object)
      .map((container) => text(container, 'image'))
      .join(','),
  ),
  wide('Selector', 'Label selector', (object) => formatLabelSelector(childIf(part(object, 'spec'), 'selector'))),
];

export const TABLE_COLUMNS: { readonly [K in KubeKind]: readonly TableColumn[] } = {
  Namespace: [
    name,
    column('Status', 'The status of the namespace', (object) => text(part(object, 'status'), 'phase') ?? ''),
    age,
  ],
  NetworkAttachmentDefinition: [name, { ...age, type: 'date' }],
  ConfigMap: [
    name,
    column('Data', 'How many keys it holds', (object) =>
      String(
        Object.keys(childIf(object, 'data') ?? {}).length + Object.keys(childIf(object, 'binaryData') ?? {}).length,
      ),
    ),
    age,
  ],
  Deployment: [
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
    ...workload,
  ],
  ReplicaSet: [
    name,
    column('Desired', 'Pods that are wanted', (object) => count(part(object, 'spec')['replicas']), { type: 'integer' }),
    column('Current', 'Pods that exist', (object) => count(part(object, 'status')['replicas']), { type: 'integer' }),
    column('Ready', 'Pods that are ready', (object) => count(part(object, 'status')['readyReplicas']), {
      type: 'integer',
    }),
    age,
    ...workload,
  ],
  Pod: [
    name,
    column('Ready', 'Containers that are ready, of all', (object) => {
      const ready = items(part(object, 'status'), 'containerStatuses').filter((status) => status['ready'] === true);
      return `${ready.length}/${items(part(object, 'spec'), 'containers').length}`;
    }),
    column('Status', 'The state of the containers', podStatus),
    column('Restarts', 'How often containers were restarted', (object) =>
      String(
        items(part(object, 'status'), 'containerStatuses').reduce(
          (sum, status) => sum + count(status['restartCount']),
          0,
        ),
      ),
    ),
    age,
    wide('IP', 'The address of the primary interface', (object) => orNone(text(part(object, 'status'), 'podIP'))),
    wide('Node', 'The compute node', (object) => orNone(text(part(object, 'spec'), 'nodeName'))),
    wide('Nominated Node', 'The node that was set aside', (object) =>
      orNone(text(part(object, 'status'), 'nominatedNodeName')),
    ),
    wide('Readiness Gates', 'Readiness gates', () => NONE),
  ],
  Node: [
    name,
    column('Status', 'The status of the node', nodeStatus),
    column('Roles', 'The roles of the node', nodeRoles),
    age,
    column(
      'Version',
      'Kubelet version',
      (object) => text(childIf(part(object, 'status'), 'nodeInfo'), 'kubeletVersion') ?? '',
    ),
    wide('Internal-IP', 'Address in the fabric', (object) => orNone(nodeAddress(object, 'InternalIP'))),
    wide('External-IP', 'Address outside', (object) => orNone(nodeAddress(object, 'ExternalIP'))),
    wide('OS-Image', 'Operating system', (object) => nodeInfo(object, 'osImage')),
    wide('Kernel-Version', 'Kernel', (object) => nodeInfo(object, 'kernelVersion')),
    wide('Container-Runtime', 'Container runtime', (object) => nodeInfo(object, 'containerRuntimeVersion')),
  ],
  Service: [
    name,
    column('Type', 'The type of the service', (object) => text(part(object, 'spec'), 'type') ?? ''),
    column('Cluster-IP', 'The address inside the cluster', (object) => orNone(text(part(object, 'spec'), 'clusterIP'))),
    column('External-IP', 'The addresses outside', externalAddresses),
    column('Port(s)', 'The ports', servicePorts),
    age,
    wide('Selector', 'Label selector', (object) =>
      orNone(
        Object.entries(childIf(part(object, 'spec'), 'selector') ?? {})
          .map(([key, value]) => `${key}=${String(value)}`)
          .sort()
          .join(','),
      ),
    ),
  ],
};

function podStatus(object: Draft): string {
  const status = part(object, 'status');
  if (meta(object)['deletionTimestamp'] !== undefined) return 'Terminating';
  for (const container of items(status, 'containerStatuses')) {
    const state = childIf(container, 'state');
    const reason = text(childIf(state, 'waiting'), 'reason') ?? text(childIf(state, 'terminated'), 'reason');
    if (reason !== undefined && reason !== '') return reason;
  }
  return text(status, 'reason') ?? text(status, 'phase') ?? '';
}

function nodeStatus(object: Draft): string {
  const ready = items(part(object, 'status'), 'conditions').find((condition) => condition['type'] === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return part(object, 'spec')['unschedulable'] === true ? `${state},SchedulingDisabled` : state;
}

function nodeRoles(object: Draft): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(childIf(meta(object), 'labels') ?? {})
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  return orNone(roles.sort().join(','));
}

function nodeAddress(object: Draft, type: string): string | undefined {
  return text(
    items(part(object, 'status'), 'addresses').find((address) => address['type'] === type),
    'address',
  );
}

function nodeInfo(object: Draft, field: string): string {
  return text(childIf(part(object, 'status'), 'nodeInfo'), field) ?? '<unknown>';
}

function externalAddresses(object: Draft): string {
  const spec = part(object, 'spec');
  const external = Array.isArray(spec['externalIPs']) ? spec['externalIPs'].map(String) : [];
  if (spec['type'] === 'ExternalName') return text(spec, 'externalName') ?? NONE;
  if (spec['type'] !== 'LoadBalancer') return orNone(external.join(','));
  const ingress = items(childIf(part(object, 'status'), 'loadBalancer'), 'ingress').map(
    (item) => text(item, 'ip') ?? text(item, 'hostname') ?? '',
  );
  const all = [...ingress.filter((address) => address !== ''), ...external];
  return all.length === 0 ? '<pending>' : all.join(',');
}

function servicePorts(object: Draft): string {
  const ports = items(part(object, 'spec'), 'ports').map(({ port, nodePort, protocol }) => {
    const outside = typeof nodePort === 'number' && nodePort > 0 ? `:${nodePort}` : '';
    return `${String(port)}${outside}/${String(protocol)}`;
  });
  return orNone(ports.join(','));
}
