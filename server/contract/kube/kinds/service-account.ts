import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { FLAG, listOf, structure, TEXT } from '../schema.ts';

export const SERVICE_ACCOUNT = objectSchema(
  'ServiceAccount',
  'An identity of pods. Each namespace has one with the name default.',
  {
    secrets: listOf(OBJECT_REFERENCE),
    imagePullSecrets: listOf(structure('LocalObjectReference', { name: TEXT })),
    automountServiceAccountToken: FLAG,
  },
);
