import { childIf, isDraft, items, text, type Draft } from '../../kube/draft.ts';
import { badRequest } from '../../kube/kube-problem.ts';
import type { Json } from '../../model/json.ts';
import { byNode } from '../../store/indexes.ts';
import { refuseConnect, serveExec } from '../exec.ts';
import { serveLog } from '../logs.ts';
import { age, column, count, meta, name, NONE, orNone, part, wide } from '../table-columns.ts';
import { fieldOf, type ServedKind } from './served-kind.ts';

export const servedPod: ServedKind<'Pod'> = {
  columns: [
    name,
    column('Ready', 'Containers that are ready, of all', readyOf),
    column('Status', 'The state of the containers', statusOf),
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
  fields: {
    'spec.nodeName': fieldOf('spec', 'nodeName'),
    'spec.restartPolicy': fieldOf('spec', 'restartPolicy'),
    'spec.schedulerName': fieldOf('spec', 'schedulerName'),
    'spec.serviceAccountName': fieldOf('spec', 'serviceAccountName'),
    'spec.hostNetwork': fieldOf('spec', 'hostNetwork', 'false'),
    'status.phase': fieldOf('status', 'phase'),
    'status.podIP': fieldOf('status', 'podIP'),
    'status.nominatedNodeName': fieldOf('status', 'nominatedNodeName'),
  },
  indexed: { 'spec.nodeName': byNode('kube/Pod') },
  connects: new Map([
    ['exec', serveExec],
    ['log', serveLog],
    [
      'attach',
      refuseConnect(
        'attach',
        'the processes of a container are modelled and write to its log only; read that with kubectl logs -f, or ' +
          'start a command with kubectl exec',
      ),
    ],
    [
      'portforward',
      refuseConnect(
        'port-forward',
        'nothing listens on a real socket in a modelled container; ask it from another pod with kubectl exec, ' +
          'as in: kubectl exec POD -- wget -qO- http://ADDRESS:PORT',
      ),
    ],
  ]),
};

function readyOf(object: Draft): string {
  const ready = items(part(object, 'status'), 'containerStatuses').filter((status) => status['ready'] === true);
  return `${ready.length}/${items(part(object, 'spec'), 'containers').length}`;
}

function statusOf(object: Draft): string {
  const status = part(object, 'status');
  if (meta(object)['deletionTimestamp'] !== undefined) return 'Terminating';
  for (const container of items(status, 'containerStatuses')) {
    const state = childIf(container, 'state');
    const reason = text(childIf(state, 'waiting'), 'reason') ?? text(childIf(state, 'terminated'), 'reason');
    if (reason !== undefined && reason !== '') return reason;
  }
  return text(status, 'reason') ?? text(status, 'phase') ?? '';
}

/** The node that a Binding assigns to the pod in the path. */
export function nodeInBinding(binding: Json, pod: string | undefined): string {
  const to = isDraft(binding) ? childIf(binding, 'target') : undefined;
  const node = text(to, 'name');
  if (node === undefined || node === '') throw badRequest('a Binding has target.name, the name of a node');
  const kind = text(to, 'kind') ?? '';
  if (kind !== '' && kind !== 'Node') throw badRequest(`target.kind is "${kind}": a Binding gives a pod a Node`);
  const name = (isDraft(binding) ? text(childIf(binding, 'metadata'), 'name') : undefined) ?? '';
  if (name !== '' && name !== pod) throw badRequest(`metadata.name is "${name}", and the address names the pod ${pod}`);
  return node;
}
