/** A reference to another object, in endpoints, events and bindings. */

import { field, structure, TEXT } from './schema.ts';

export const OBJECT_REFERENCE = structure(
  'ObjectReference',
  {
    kind: field(1, TEXT, 'The kind of the object.'),
    namespace: field(2, TEXT, 'Its namespace.'),
    name: field(3, TEXT, 'Its name.'),
    uid: field(4, TEXT, 'Its uid.'),
    apiVersion: field(5, TEXT, 'Its API group and version.'),
    resourceVersion: field(6, TEXT, 'Its version.'),
    fieldPath: field(7, TEXT, 'A part of it.'),
  },
  'Refers to an object.',
);
