/** Workloads > Network Attachments. */

import type { MaybeLink, State } from '../../contract/views/reference.ts';
import type { NetworkAttachmentRow } from '../../contract/views/rows/workload-rows.ts';
import { CIDR } from '../../engine/annotations/annotation-keys.ts';
import { readAttachmentWish } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { byRef } from '../../store/indexes.ts';
import { prefixOrder } from '../shared/address-order.ts';
import { stateFrom } from '../shared/conditions.ts';
import { linkByName } from '../shared/links.ts';
import type { World } from '../shared/world.ts';
import { inOrder, table } from './table.ts';

type Attachment = ValueOf<'kube/NetworkAttachmentDefinition'>;
const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);
const namespaceOf = (key: string): string => key.slice(0, key.indexOf('/'));

function networkOf(world: World, key: string, attachment: Attachment): MaybeLink | undefined {
  const wish = readAttachmentWish(attachment.metadata.annotations);
  if (wish.kind === 'existing-network') return linkByName(world.read, 'virtual-network', wish.network);
  if (wish.kind === 'new-network')
    return linkByName(
      world.read,
      'virtual-network',
      attachmentNetworkFqName(world.names, namespaceOf(key), nameOf(key)),
    );
  return undefined;
}

/** Pods with an interface in the definition's network. */
function podsOf(world: World, key: string, attachment: Attachment): number {
  const network = networkOf(world, key, attachment);
  return network?.uuid === undefined
    ? 0
    : world.read.countIn(byRef('virtual-machine-interface', 'virtual-network'), network.uuid);
}

function stateOf(world: World, key: string, attachment: Attachment): State {
  const wish = readAttachmentWish(attachment.metadata.annotations);
  const network = networkOf(world, key, attachment);
  const fine: State =
    wish.kind === 'malformed'
      ? { tone: 'bad', word: 'Malformed', reason: `Annotation ${wish.annotation}: ${wish.message}` }
      : wish.kind === 'nothing'
        ? {
            tone: 'idle',
            word: 'No network',
            reason: `It has no annotation ${CIDR}, so no virtual network follows from it.`,
          }
        : network?.uuid === undefined
          ? {
              tone: wish.kind === 'new-network' ? 'busy' : 'warn',
              word: wish.kind === 'new-network' ? 'Creating' : 'Dangling',
              reason: `Virtual network ${network?.fqName ?? ''} does not exist.`,
            }
          : { tone: 'ok', word: 'Ready' };
  return stateFrom(world.conditions('kube/NetworkAttachmentDefinition', key), fine);
}

export const networkAttachments = table<'kube/NetworkAttachmentDefinition', NetworkAttachmentRow>({
  kind: 'kube/NetworkAttachmentDefinition',
  order: (_value, key) => nameOf(key),
  orderColumn: 'name',
  row: (world, { key, value, revision }) => ({
    id: key,
    name: nameOf(key),
    revision,
    namespace: namespaceOf(key),
    project: world.projectOf(namespaceOf(key)),
    cidr: value.metadata.annotations?.[CIDR],
    network: networkOf(world, key, value),
    pods: podsOf(world, key, value),
    state: stateOf(world, key, value),
    annotations: value.metadata.annotations ?? {},
    conditions: world.conditions('kube/NetworkAttachmentDefinition', key),
    created: value.metadata.creationTimestamp,
  }),
  sort: {
    namespace: (_world, { key }) => key,
    cidr: (_world, { value }) => inOrder(prefixOrder(value.metadata.annotations?.[CIDR]?.split(',')[0])),
    network: (world, { key, value }) => networkOf(world, key, value)?.name,
    pods: (world, { key, value }) => podsOf(world, key, value),
    created: (_world, { value }) => value.metadata.creationTimestamp,
  },
  filter: {
    namespace: (_world, { key }) => [namespaceOf(key)],
    state: (world, { key, value }) => [stateOf(world, key, value).word],
  },
  text: (world, { key, value }) =>
    [key, value.metadata.annotations?.[CIDR] ?? '', networkOf(world, key, value)?.fqName ?? ''].join(' '),
  project: (world, { key }) => world.projectOf(namespaceOf(key)),
});
