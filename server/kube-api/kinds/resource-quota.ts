import { childIf, text, type Draft } from '../../kube/draft.ts';
import { age, column, name, part } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedResourceQuota: ServedKind<'ResourceQuota'> = {
  columns: [
    name,
    column('Request', 'What is requested, of what may be', (object) => usedOf(object, false)),
    column('Limit', 'To what containers are limited together, of what they may be', (object) => usedOf(object, true)),
    age,
  ],
};

function usedOf(object: Draft, limits: boolean): string {
  const [hard, used] = [childIf(part(object, 'status'), 'hard') ?? {}, childIf(part(object, 'status'), 'used')];
  return Object.keys(hard)
    .filter((resource) => resource.startsWith('limits.') === limits)
    .sort()
    .map((resource) => `${resource}: ${text(used, resource) ?? '0'}/${String(hard[resource])}`)
    .join(', ');
}
