/** Workloads > Network Attachments. */

import type { MaybeLink, State } from '../../contract/views/reference.ts';
import type { NetworkAttachmentRow } from '../../contract/views/rows/workload-rows.ts';
import { CIDR } from '../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { byRef } from '../../store/indexes.ts';
import { prefixOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { linkByName } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { inOrder, table } from './table.ts';

type Attachment = ValueOf<'kube/NetworkAttachmentDefinition'>;
const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);
const namespaceOf = (key: string): string => key.slice(0, key.indexOf('/'));

function networkOf(context: ViewContext, key: string, attachment: Attachment): MaybeLink | undefined {
  const request = readAttachmentRequest(attachment.metadata.annotations);
  if (request.kind === 'existing-network') return linkByName(context.read, 'virtual-network', request.network);
  if (request.kind === 'new-network')
    return linkByName(
      context.read,
      'virtual-network',
      attachmentNetworkFqName(context.names, namespaceOf(key), nameOf(key)),
    );
  return undefined;
}

/** Pods with an interface in the definition's network. */
function podsOf(context: ViewContext, key: string, attachment: Attachment): number {
  const network = networkOf(context, key, attachment);
  return network?.uuid === undefined
    ? 0
    : context.read.countIn(byRef('virtual-machine-interface', 'virtual-network'), network.uuid);
}

function stateOf(context: ViewContext, key: string, attachment: Attachment): State {
  const request = readAttachmentRequest(attachment.metadata.annotations);
  const network = networkOf(context, key, attachment);
  const fine: State =
    request.kind === 'malformed'
      ? { tone: 'bad', word: 'Malformed', reason: `Annotation ${request.annotation}: ${request.message}` }
      : request.kind === 'nothing'
        ? {
            tone: 'idle',
            word: 'No network',
            reason: `It has no annotation ${CIDR}, so no virtual network follows from it.`,
          }
        : network?.uuid === undefined
          ? {
              tone: request.kind === 'new-network' ? 'busy' : 'warn',
              word: request.kind === 'new-network' ? 'Creating' : 'Dangling',
              reason: `Virtual network ${network?.fqName ?? ''} does not exist.`,
            }
          : { tone: 'ok', word: 'Ready' };
  return stateFrom(context.conditions('kube/NetworkAttachmentDefinition', key), fine);
}

export const networkAttachments = table<'kube/NetworkAttachmentDefinition', NetworkAttachmentRow>({
  kind: 'kube/NetworkAttachmentDefinition',
  order: (_value, key) => nameOf(key),
  orderColumn: 'name',
  row: (context, { key, value, revision }) => ({
    id: key,
    name: nameOf(key),
    revision,
    namespace: namespaceOf(key),
    project: context.projectOf(namespaceOf(key)),
    cidr: value.metadata.annotations?.[CIDR],
    network: networkOf(context, key, value),
    pods: podsOf(context, key, value),
    state: stateOf(context, key, value),
    annotations: value.metadata.annotations ?? {},
    conditions: context.conditions('kube/NetworkAttachmentDefinition', key),
    created: value.metadata.creationTimestamp,
  }),
  sort: {
    namespace: (_context, { key }) => key,
    cidr: (_context, { value }) => inOrder(prefixOrder(value.metadata.annotations?.[CIDR]?.split(',')[0])),
    network: (context, { key, value }) => networkOf(context, key, value)?.name,
    pods: (context, { key, value }) => podsOf(context, key, value),
    created: (_context, { value }) => value.metadata.creationTimestamp,
  },
  filter: {
    namespace: (_context, { key }) => [namespaceOf(key)],
    state: (context, { key, value }) => [stateOf(context, key, value).word],
  },
  text: (context, { key, value }) =>
    [key, value.metadata.annotations?.[CIDR] ?? '', networkOf(context, key, value)?.fqName ?? ''].join(' '),
  project: (context, { key }) => context.projectOf(namespaceOf(key)),
});
