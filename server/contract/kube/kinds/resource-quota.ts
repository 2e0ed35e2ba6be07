import { objectSchema } from '../metadata.ts';
import { choice, field, listOf, mapOf, QUANTITY, required, structure, TEXT } from '../schema.ts';

const SCOPE = choice('BestEffort', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating');

const REQUIREMENT = structure(
  'ScopedResourceSelectorRequirement',
  {
    scopeName: required(1, SCOPE, 'The scope.'),
    operator: required(2, choice('DoesNotExist', 'Exists', 'In', 'NotIn'), 'Exists, but for PriorityClass.'),
    values: field(3, listOf(TEXT), 'The priority classes of In and NotIn.'),
  },
  'A scope in which pods must be.',
);
const SELECTOR = structure(
  'ScopeSelector',
  { matchExpressions: field(1, listOf(REQUIREMENT), 'All of these must hold.') },
  'Which pods count.',
);

export const RESOURCE_QUOTA = objectSchema('ResourceQuota', 'How much the objects of a namespace may use together.', {
  spec: field(
    2,
    structure(
      'ResourceQuotaSpec',
      {
        hard: field(
          1,
          mapOf(QUANTITY),
          'The limits: pods, count/<resource>.<group>, requests.<resource>, limits.<resource>, …',
        ),
        scopes: field(2, listOf(SCOPE), 'Which pods count; all of these must hold. They cannot change.'),
        scopeSelector: field(3, SELECTOR, 'Which pods count.'),
      },
      'What a quota limits.',
    ),
    'What it limits.',
  ),
  status: field(
    3,
    structure(
      'ResourceQuotaStatus',
      {
        hard: field(1, mapOf(QUANTITY), 'The limits.'),
        used: field(2, mapOf(QUANTITY), 'How much of each is used.'),
      },
      'How much of a quota is used.',
    ),
    'How much is used. Set by the server.',
  ),
});
