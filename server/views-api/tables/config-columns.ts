/** What tables of config objects have in common. */

import type { ConfigRecord } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';

interface Kept {
  readonly key: string;
  readonly value: Pick<ConfigRecord, 'fq_name'>;
  readonly revision: number;
}

/** Rows stand by the last part of their names. */
export const BY_SHORT_NAME = {
  order: ({ fq_name }: Kept['value']) => shortName(fq_name),
  orderColumn: 'name',
} as const;

export const configColumns = ({ key, value, revision }: Kept) => ({
  id: key,
  name: shortName(value.fq_name),
  revision,
  fqName: formatFqName(value.fq_name),
});
