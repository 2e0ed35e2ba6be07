/** Objects that are created for their answer alone: who somebody is, and what they may do. */

import { objectSchema } from './metadata.ts';
import { choice, field, FLAG, listOf, required, structure, TEXT } from './schema.ts';

const AUTHENTICATION = 'io.k8s.api.authentication.v1';
const AUTHORIZATION = 'io.k8s.api.authorization.v1';
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const USER_INFO = structure(
  'UserInfo',
  {
    username: field(1, TEXT, 'The name of the user.'),
    uid: field(2, TEXT, 'Unique among users, and in time.'),
    groups: field(3, listOf(TEXT), 'The groups of the user.'),
  },
  'A user.',
  AUTHENTICATION,
);

export const SELF_SUBJECT_REVIEW = objectSchema(
  'SelfSubjectReview',
  'Says who makes the request.',
  {
    status: field(
      2,
      structure(
        'SelfSubjectReviewStatus',
        { userInfo: field(1, USER_INFO, 'Who makes the request.') },
        'Who makes a request.',
        AUTHENTICATION,
      ),
      'Filled in by the server.',
    ),
  },
  AUTHENTICATION,
);

const requirements = (of: 'Field' | 'Label') =>
  structure(
    `${of}SelectorAttributes`,
    {
      rawSelector: field(1, TEXT, 'The selector as in the query of a request.'),
      requirements: field(
        2,
        listOf(
          structure(
            `${of}SelectorRequirement`,
            {
              key: required(1, TEXT, 'What is compared.'),
              operator: required(2, TEXT, 'How it is compared.'),
              values: field(3, listOf(TEXT), 'With what it is compared.'),
            },
            'A requirement of a selector.',
            META,
          ),
        ),
        'The selector, requirement by requirement.',
      ),
    },
    'A selector by which a request is limited.',
    AUTHORIZATION,
  );

const RESOURCE_ATTRIBUTES = structure(
  'ResourceAttributes',
  {
    namespace: field(1, TEXT, 'The namespace; empty for all, and for what has none.'),
    verb: field(2, TEXT, 'get, list, watch, create, update, patch, delete, …; * is all.'),
    group: field(3, TEXT, 'The API group; * is all.'),
    version: field(4, TEXT, 'The version of the group; * is all.'),
    resource: field(5, TEXT, 'The resource; * is all.'),
    subresource: field(6, TEXT, 'A subresource.'),
    name: field(7, TEXT, 'The name of an object; empty for all.'),
    fieldSelector: field(8, requirements('Field'), 'The field selector of the request.'),
    labelSelector: field(9, requirements('Label'), 'The label selector of the request.'),
  },
  'A request for objects.',
  AUTHORIZATION,
);
const NON_RESOURCE_ATTRIBUTES = structure(
  'NonResourceAttributes',
  { path: field(1, TEXT, 'The path.'), verb: field(2, TEXT, 'The method of HTTP, in lower case.') },
  'A request for something that is no object.',
  AUTHORIZATION,
);

export const SELF_SUBJECT_ACCESS_REVIEW = objectSchema(
  'SelfSubjectAccessReview',
  'Says whether whoever makes the request may do something.',
  {
    spec: required(
      2,
      structure(
        'SelfSubjectAccessReviewSpec',
        {
          resourceAttributes: field(1, RESOURCE_ATTRIBUTES, 'What is to be done with objects.'),
          nonResourceAttributes: field(2, NON_RESOURCE_ATTRIBUTES, 'What else is to be done.'),
        },
        'What is to be done.',
        AUTHORIZATION,
      ),
      'What is to be done: one of both.',
    ),
    status: field(
      3,
      structure(
        'SubjectAccessReviewStatus',
        {
          allowed: required(1, FLAG, 'Whether it is allowed.'),
          reason: field(2, TEXT, 'Why.'),
          evaluationError: field(3, TEXT, 'What could not be found out.'),
          denied: field(4, FLAG, 'Whether it is forbidden, whatever else may allow it.'),
        },
        'Whether something is allowed.',
        AUTHORIZATION,
      ),
      'Filled in by the server.',
    ),
  },
  AUTHORIZATION,
);

const RESOURCE_RULE = structure(
  'ResourceRule',
  {
    verbs: required(1, listOf(choice('*', 'create', 'delete', 'get', 'list', 'patch', 'update', 'watch')), 'Verbs.'),
    apiGroups: field(2, listOf(TEXT), 'API groups.'),
    resources: field(3, listOf(TEXT), 'Resources.'),
    resourceNames: field(4, listOf(TEXT), 'Names of objects; none for all.'),
  },
  'What may be done with objects.',
  AUTHORIZATION,
);
const NON_RESOURCE_RULE = structure(
  'NonResourceRule',
  {
    verbs: required(1, listOf(TEXT), 'Methods of HTTP.'),
    nonResourceURLs: field(2, listOf(TEXT), 'Paths.'),
  },
  'What else may be done.',
  AUTHORIZATION,
);

export const SELF_SUBJECT_RULES_REVIEW = objectSchema(
  'SelfSubjectRulesReview',
  'Says everything that whoever makes the request may do in a namespace.',
  {
    spec: required(
      2,
      structure(
        'SelfSubjectRulesReviewSpec',
        { namespace: field(1, TEXT, 'The namespace.') },
        'Where it is to be done.',
        AUTHORIZATION,
      ),
      'Where.',
    ),
    status: field(
      3,
      structure(
        'SubjectRulesReviewStatus',
        {
          resourceRules: required(1, listOf(RESOURCE_RULE), 'With objects.'),
          nonResourceRules: required(2, listOf(NON_RESOURCE_RULE), 'With what is no object.'),
          incomplete: required(3, FLAG, 'Whether there may be more.'),
          evaluationError: field(4, TEXT, 'What could not be found out.'),
        },
        'What may be done.',
        AUTHORIZATION,
      ),
      'Filled in by the server.',
    ),
  },
  AUTHORIZATION,
);
