import { everyRowOf, rowQuery, tableOf } from '../../data/tables.ts';

export const attachmentsQuery = (query: URLSearchParams) => tableOf('network-attachments', query);

/** The definition's row; null when there is none. */
export const attachmentRowQuery = (namespace: string, name: string) =>
  rowQuery('network-attachments', `${namespace}/${name}`);

/** Networks that a definition can stand for. */
export const networksQuery = everyRowOf('virtual-networks');
