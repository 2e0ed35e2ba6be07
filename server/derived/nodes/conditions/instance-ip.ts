import type { Stored } from '../../../store/store.ts';
import { danglingRefs, NONE, type Evaluate } from './evaluate.ts';

export const instanceIpConditions: Evaluate = (_key, { read }, _sources, record) => {
  const iip = (record as Stored<'instance-ip'> | undefined)?.value;
  return iip === undefined ? NONE : danglingRefs(iip, read);
};
