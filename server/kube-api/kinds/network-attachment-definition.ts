import { age, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedNetworkAttachment: ServedKind<'NetworkAttachmentDefinition'> = {
  columns: [name, { ...age, type: 'date' }],
};
