import { everyRowOf, rowQuery } from '../../data/tables.ts';

/** The definition's row; null if it does not exist. */
export const attachmentRowQuery = (namespace: string, name: string) =>
  rowQuery('network-attachments', `${namespace}/${name}`);

/** Networks that a definition can refer to. */
export const networksQuery = everyRowOf('virtual-networks');
