import { text } from '../../kube/draft.ts';
import { column, meta, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedLimitRange: ServedKind<'LimitRange'> = {
  columns: [
    name,
    column('Created At', 'When it was created', (object) => text(meta(object), 'creationTimestamp') ?? ''),
  ],
};
