/** The definition of a custom kind, as it is read; none can be written here. */

import { objectSchema } from './metadata.ts';
import { field, listOf, OPEN, required, structure, TEXT } from './schema.ts';

const PACKAGE = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';

const NAMES = structure(
  'CustomResourceDefinitionNames',
  {
    plural: required(1, TEXT, 'The name of the resource, in paths.'),
    singular: field(2, TEXT, 'The name of one object, for kubectl.'),
    shortNames: field(3, listOf(TEXT), 'Shorter names, for kubectl.'),
    kind: required(4, TEXT, 'The kind of the objects.'),
    listKind: field(5, TEXT, 'The kind of lists of them.'),
    categories: field(6, listOf(TEXT), 'Groups of resources, for kubectl.'),
  },
  'The names of a custom kind.',
  PACKAGE,
);

export const CUSTOM_RESOURCE_DEFINITION = objectSchema(
  'CustomResourceDefinition',
  'Defines a custom kind. Those of the kinds that are built in can be read.',
  {
    spec: required(
      2,
      structure(
        'CustomResourceDefinitionSpec',
        {
          group: required(1, TEXT, 'The API group.'),
          names: required(3, NAMES, 'The names.'),
          scope: required(4, TEXT, 'Cluster or Namespaced.'),
          versions: required(7, listOf(OPEN), 'The versions, each with its schema.'),
          conversion: field(9, OPEN, 'How objects get from one version to another.'),
        },
        'What is defined.',
        PACKAGE,
      ),
      'What is defined.',
    ),
    status: field(
      3,
      structure(
        'CustomResourceDefinitionStatus',
        {
          conditions: field(1, listOf(OPEN), 'NamesAccepted and Established.'),
          acceptedNames: field(2, NAMES, 'The names that are in use.'),
          storedVersions: field(3, listOf(TEXT), 'Versions in which objects are kept.'),
        },
        'What became of it.',
        PACKAGE,
      ),
      'What became of it.',
    ),
  },
  PACKAGE,
);
