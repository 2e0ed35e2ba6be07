import { conditionsOf, objectSchema } from '../metadata.ts';
import { choice, field, listOf, structure, TEXT } from '../schema.ts';

export const NAMESPACE = objectSchema(
  'Namespace',
  'A namespace; it has a project of its own, and networks of its own when it is isolated.',
  {
    spec: field(
      2,
      structure(
        'NamespaceSpec',
        { finalizers: field(1, listOf(TEXT), 'The namespace is removed only when this list is empty.') },
        'What keeps a namespace.',
      ),
      'What keeps the namespace.',
    ),
    status: field(
      3,
      structure(
        'NamespaceStatus',
        {
          phase: field(1, choice('Active', 'Terminating'), 'Active, or Terminating while it is being deleted.'),
          conditions: field(
            2,
            conditionsOf('NamespaceCondition', { lastTransitionTime: 4, reason: 5, message: 6 }),
            'What holds up its deletion.',
          ),
        },
        'What a namespace is.',
      ),
      'What the namespace is. Set by the server.',
    ),
  },
);
