import { everyRowOf, rowQuery } from '../../data/tables.ts';

/** The definition's row; null when there is none. */
export const attachmentRowQuery = (namespace: string, name: string) =>
  rowQuery('network-attachments', `${namespace}/${name}`);

/** Networks that a definition can stand for. */
export const networksQuery = everyRowOf('virtual-networks');
