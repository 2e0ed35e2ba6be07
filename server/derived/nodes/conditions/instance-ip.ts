import { danglingRefs, NONE, type Evaluate } from './evaluate.ts';

export const instanceIpConditions: Evaluate = (key, { read }) => {
  const iip = read.get('instance-ip', key)?.value;
  return iip === undefined ? NONE : danglingRefs(iip, read);
};
