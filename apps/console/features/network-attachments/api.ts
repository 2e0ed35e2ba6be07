import { queryOptions } from '@tanstack/react-query';
import type { NetworkAttachmentRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { detailKey, liveKey } from '../../data/live-keys.ts';
import { allRowsOf, tableOf } from '../../data/tables.ts';

const KINDS = ['kube/NetworkAttachmentDefinition', 'virtual-network', 'virtual-machine-interface', 'view/conditions'];

export const attachmentsQuery = (query: URLSearchParams) => tableOf('network-attachments', KINDS, query);

/** The definition's row; null when there is none. */
export const attachmentRowQuery = (namespace: string, name: string) => queryOptions({
  queryKey: detailKey(KINDS, `${namespace}/${name}`, 'attachment-row'),
  queryFn: async ({ signal }) => (await get<TablePage<NetworkAttachmentRow>>(`/views/tables/network-attachments?namespace=${encodeURIComponent(namespace)}&q=${encodeURIComponent(name)}&limit=1000`, signal)).rows.find((row) => row.name === name && row.namespace === namespace) ?? null,
});

/** Networks that a definition can stand for. */
export const networksQuery = queryOptions({ queryKey: liveKey(['virtual-network'], 'attachment-networks'), queryFn: () => allRowsOf('virtual-networks', new URLSearchParams()) });
