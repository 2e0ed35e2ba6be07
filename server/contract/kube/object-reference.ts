/** A reference to an object of any kind, as endpoints and events hold it. */

import { structure, TEXT } from './schema.ts';

export const OBJECT_REFERENCE = structure('ObjectReference', {
  kind: TEXT,
  namespace: TEXT,
  name: TEXT,
  uid: TEXT,
  apiVersion: TEXT,
  resourceVersion: TEXT,
  fieldPath: TEXT,
});
