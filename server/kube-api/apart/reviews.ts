/**
 * Reviews: created for their answer alone, never stored. `SelfSubjectReview` says who makes the request (`kubectl auth
 * whoami`), `SelfSubjectAccessReview` and `SelfSubjectRulesReview` what they may do (`kubectl auth can-i`). Today
 * everybody may do everything that is served.
 */

import { decodeKubeObject } from '../../contract/kube/decode.ts';
import {
  SELF_SUBJECT_ACCESS_REVIEW,
  SELF_SUBJECT_REVIEW,
  SELF_SUBJECT_RULES_REVIEW,
} from '../../contract/kube/reviews.ts';
import type { KubeSchema } from '../../contract/kube/schema.ts';
import { childIf, isDraft, shown, text, type Draft } from '../../kube/draft.ts';
import { badRequest } from '../../kube/kube-problem.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { fieldValidationOf } from '../accept-object.ts';
import { sendDocument, warn } from '../reply.ts';
import { receiveBody, valueOf } from '../request-body.ts';
import { failure, methodNotAllowed } from '../status.ts';
import type { Apart, ApartRequest } from './apart.ts';
import { definitions } from './definitions.ts';

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';

/** The answer to a review, from what was asked. */
type Answer = (asked: ApartRequest, spec: Draft) => Draft;

export const reviews: readonly Apart[] = [
  review(
    AUTHENTICATION,
    SELF_SUBJECT_REVIEW,
    ({ origin }) => ({
      userInfo: { username: origin.actor, groups: ['system:masters', 'system:authenticated'] },
    }),
    // kubectl 1.27 asks for these alone.
    ['v1beta1', 'v1alpha1'],
  ),
  review(AUTHORIZATION, SELF_SUBJECT_ACCESS_REVIEW, (_asked, spec) => accessOf(spec)),
  review(AUTHORIZATION, SELF_SUBJECT_RULES_REVIEW, () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  })),
];

function review(group: string, schema: KubeSchema, answer: Answer, olderVersions: readonly string[] = []): Apart {
  const kind = schema.title!;
  return {
    schema,
    resource: {
      group,
      version: 'v1',
      kind,
      plural: `${kind.toLowerCase()}s`,
      singular: kind.toLowerCase(),
      shortNames: [],
      categories: [],
      namespaced: false,
      verbs: ['create'],
      olderVersions,
    },
    async serve(asked) {
      const { request, response, query, name } = asked;
      const apiVersion = `${group}/${asked.version}`;
      if (request.method !== 'POST' || name !== undefined) throw methodNotAllowed();
      const warnings: string[] = [];
      const object = accepted(
        schema,
        apiVersion,
        await valueOf(await receiveBody(request)),
        fieldValidationOf(query),
        warnings,
      );
      const spec = childIf(object, 'spec');
      const document = {
        kind,
        apiVersion,
        metadata: { creationTimestamp: group === AUTHENTICATION ? kubeTime(new Date().toISOString()) : null },
        ...(spec === undefined ? {} : { spec }),
        status: answer(asked, spec ?? {}),
      };
      warn(response, warnings);
      return sendDocument(request, response, 201, document);
    },
  };
}

function accepted(
  schema: KubeSchema,
  apiVersion: string,
  body: unknown,
  validation: ReturnType<typeof fieldValidationOf>,
  warnings: string[],
): Draft {
  if (!isDraft(body)) throw badRequest('the body is not an object');
  const kind = schema.title!;
  const given = { apiVersion, kind, ...body };
  if (given.apiVersion !== apiVersion)
    throw badRequest(
      `the API version in the data (${shown(given.apiVersion)}) does not match the expected API version ` +
        `(${apiVersion})`,
    );
  if (given.kind !== kind)
    throw badRequest(`the kind in the data (${shown(given.kind)}) does not match the expected kind (${kind})`);
  const { value, unknown, mistyped } = decodeKubeObject(schema, given as Draft);
  const handled = `${kind} in version "${apiVersion.split('/').at(-1)}" cannot be handled as a ${kind}`;
  if (mistyped !== undefined)
    throw badRequest(
      `${handled}: json: cannot unmarshal ${mistyped.found} into Go struct field ${mistyped.goField} of type ` +
        mistyped.wanted,
    );
  const told = unknown.map((field) => `unknown field "${field}"`).slice(0, 20);
  if (told.length > 0 && validation === 'Strict')
    throw badRequest(`${handled}: strict decoding error: ${told.join(', ')}`);
  if (validation === 'Warn') warnings.push(...told);
  return value as Draft;
}

/** Whether something may be done. Everything may, but for what is only read here. */
function accessOf(spec: Draft): Draft {
  const [resource, other] = [childIf(spec, 'resourceAttributes'), childIf(spec, 'nonResourceAttributes')];
  if ((resource === undefined) === (other === undefined))
    throw failure(
      422,
      'Invalid',
      'SelfSubjectAccessReview.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: ' +
        `${resource === undefined ? 'null' : JSON.stringify(resource)}: ` +
        (resource === undefined
          ? 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
          : 'cannot be specified in combination with nonResourceAttributes'),
      { group: AUTHORIZATION, kind: 'SelfSubjectAccessReview' },
    );
  const { group, plural, verbs } = definitions.resource;
  const verb = text(resource, 'verb') ?? '';
  if (text(resource, 'group') === group && text(resource, 'resource') === plural && !verbs.includes(verb))
    return { allowed: false, reason: 'definitions of custom kinds are built in and can only be read' };
  return { allowed: true };
}
