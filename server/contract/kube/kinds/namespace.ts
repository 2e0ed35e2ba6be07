import { CONDITIONS, objectSchema } from '../metadata.ts';
import { listOf, structure, TEXT } from '../schema.ts';

export const NAMESPACE = objectSchema(
  'Namespace',
  'A namespace; it has a project of its own, and networks of its own when it is isolated.',
  {
    spec: structure('NamespaceSpec', { finalizers: listOf(TEXT) }),
    status: structure('NamespaceStatus', { phase: TEXT, conditions: CONDITIONS }),
  },
);
