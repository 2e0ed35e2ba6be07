import { readAttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../engine/naming/kube-names.ts';
import { findNamed } from '../shared/links.ts';
import { networkThatMayStay } from './made-networks.ts';
import type { ShownKind } from './shown-kind.ts';

/** The network that kube-manager made of a definition goes with it, unless something is in it. */
export const shownAttachment: ShownKind<'kube/NetworkAttachmentDefinition'> = {
  noun: 'network attachment definition',
  consequences(deleting, key, { metadata }) {
    const { read, names } = deleting.context;
    if (readAttachmentRequest(metadata.annotations).kind !== 'new-network') return [];
    const [namespace = '', name = ''] = key.split('/');
    const network = findNamed(read, 'virtual-network', attachmentNetworkFqName(names, namespace, name));
    return network === undefined ? [] : [networkThatMayStay(deleting, network.uuid)];
  },
};
