import { OBJECT_IN_NAMESPACE } from '../container.ts';
import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { field, FLAG, listOf, pointer, kept } from '../schema.ts';

export const SERVICE_ACCOUNT = objectSchema(
  'ServiceAccount',
  'An identity of pods. Each namespace has one with the name default.',
  {
    secrets: kept(field(2, listOf(OBJECT_REFERENCE), 'Secrets that its pods may mount.')),
    imagePullSecrets: kept(field(3, listOf(OBJECT_IN_NAMESPACE), 'Secrets by which images of its pods are pulled.')),
    automountServiceAccountToken: kept(pointer(4, FLAG, 'Whether its token is mounted in pods.')),
  },
);
