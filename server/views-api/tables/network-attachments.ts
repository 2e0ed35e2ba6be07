/** Workloads > Network Attachments. */

import type { MaybeLink, State } from '../../contract/views/reference.ts';
import type { NetworkAttachmentRow } from '../../contract/views/rows/workload-rows.ts';
import { CIDR } from '../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest, type AttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { byRef } from '../../store/indexes.ts';
import { prefixOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { linkByName } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import {
  NAMESPACED,
  NAMESPACED_FILTER,
  NAMESPACED_SORT,
  namespacedColumns,
  nameOf,
  namespaceOf,
} from './kube-columns.ts';
import { inOrder, table } from './table.ts';

type Attachment = ValueOf<'kube/NetworkAttachmentDefinition'>;

const requestOf = ({ metadata }: Attachment): AttachmentRequest => readAttachmentRequest(metadata.annotations);

function networkOf(context: ViewContext, key: string, attachment: Attachment): MaybeLink | undefined {
  const request = requestOf(attachment);
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
  const request = requestOf(attachment);
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
  ...NAMESPACED,
  row(context, record) {
    const { key, value } = record;
    return {
      ...namespacedColumns(context, record),
      cidr: value.metadata.annotations?.[CIDR],
      network: networkOf(context, key, value),
      pods: podsOf(context, key, value),
      state: stateOf(context, key, value),
      annotations: value.metadata.annotations ?? {},
      conditions: context.conditions('kube/NetworkAttachmentDefinition', key),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    cidr: (_context, { value }) => inOrder(prefixOrder(value.metadata.annotations?.[CIDR]?.split(',')[0])),
    network: (context, { key, value }) => networkOf(context, key, value)?.name,
    pods: (context, { key, value }) => podsOf(context, key, value),
  },
  filter: {
    ...NAMESPACED_FILTER,
    state: (context, { key, value }) => [stateOf(context, key, value).word],
  },
  text: (context, { key, value }) =>
    [key, value.metadata.annotations?.[CIDR] ?? '', networkOf(context, key, value)?.fqName ?? ''].join(' '),
});
