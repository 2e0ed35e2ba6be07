import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { readingEveryRow } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';

const KINDS = ['kube/NetworkAttachmentDefinition', 'virtual-network', 'virtual-machine-interface', 'view/conditions'];

export const attachmentsQuery = (query: URLSearchParams) => tableOf('network-attachments', KINDS, query);

/** The definition's row; null when there is none. */
export const attachmentRowQuery = (namespace: string, name: string) =>
  rowQuery('network-attachments', KINDS, `${namespace}/${name}`);

/** Networks that a definition can stand for. */
export const networksQuery = readingEveryRow<VirtualNetworkRow>('/views/tables/virtual-networks', ['virtual-network']);
