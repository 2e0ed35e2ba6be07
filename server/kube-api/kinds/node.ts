import { childIf, items, text, type Draft } from '../../kube/draft.ts';
import { age, column, meta, name, orNone, part, wide } from '../table-columns.ts';
import { fieldOf, type ServedKind } from './served-kind.ts';

export const servedNode: ServedKind<'Node'> = {
  columns: [
    name,
    column('Status', 'The status of the node', statusOf),
    column('Roles', 'The roles of the node', rolesOf),
    age,
    column(
      'Version',
      'Kubelet version',
      (object) => text(childIf(part(object, 'status'), 'nodeInfo'), 'kubeletVersion') ?? '',
    ),
    wide('Internal-IP', 'Address in the fabric', (object) => orNone(addressOf(object, 'InternalIP'))),
    wide('External-IP', 'Address outside', (object) => orNone(addressOf(object, 'ExternalIP'))),
    wide('OS-Image', 'Operating system', (object) => infoOf(object, 'osImage')),
    wide('Kernel-Version', 'Kernel', (object) => infoOf(object, 'kernelVersion')),
    wide('Container-Runtime', 'Container runtime', (object) => infoOf(object, 'containerRuntimeVersion')),
  ],
  fields: { 'spec.unschedulable': fieldOf('spec', 'unschedulable', 'false') },
};

function statusOf(object: Draft): string {
  const ready = items(part(object, 'status'), 'conditions').find((condition) => condition['type'] === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  return part(object, 'spec')['unschedulable'] === true ? `${state},SchedulingDisabled` : state;
}

function rolesOf(object: Draft): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(childIf(meta(object), 'labels') ?? {})
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  return orNone(roles.sort().join(','));
}

function addressOf(object: Draft, type: string): string | undefined {
  return text(
    items(part(object, 'status'), 'addresses').find((address) => address['type'] === type),
    'address',
  );
}

function infoOf(object: Draft, field: string): string {
  return text(childIf(part(object, 'status'), 'nodeInfo'), field) ?? '<unknown>';
}
