/** DeleteOptions from the body and the query of a DELETE. */

import type { DeleteOptions, Propagation } from '../kube/deletion.ts';
import { childIf, isDraft, text, type Draft } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';
import { own } from '../model/own.ts';
import { queryFlag } from './query-flag.ts';

export function deleteOptionsOf(
  body: Json,
  query: URLSearchParams,
): { readonly options: DeleteOptions; readonly dryRun: boolean } {
  const given = checked(body);
  const policy = text(given, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  const orphan = given['orphanDependents'] === true || queryFlag(query, 'orphanDependents');
  const propagation = propagationOf(policy, orphan);
  const preconditions = childIf(given, 'preconditions');
  const uid = text(preconditions, 'uid');
  const resourceVersion = text(preconditions, 'resourceVersion');
  const dryRun = Array.isArray(given['dryRun'])
    ? given['dryRun'].filter((value) => typeof value === 'string')
    : query.getAll('dryRun');
  return {
    options: {
      ...(propagation === undefined ? {} : { propagation }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
    dryRun: dryRunOf(dryRun),
  };
}

type Holds = (value: unknown) => boolean;
const isText: Holds = (value) => typeof value === 'string';
const MEMBERS: readonly (readonly [member: string, holds: Holds, what: string])[] = [
  ['propagationPolicy', isText, 'a text'],
  ['orphanDependents', (value) => typeof value === 'boolean', 'true or false'],
  ['gracePeriodSeconds', (value) => Number.isSafeInteger(value), 'a whole number'],
  ['dryRun', (value) => Array.isArray(value) && value.every(isText), 'a list of texts'],
  ['preconditions', isDraft, 'an object'],
];
const PRECONDITIONS: typeof MEMBERS = [
  ['uid', isText, 'a text'],
  ['resourceVersion', isText, 'a text'],
];

/**
 * The body. Nothing in it is ignored: an unknown precondition would delete what it should protect. 400 for members of
 * wrong types; null counts as absent.
 */
function checked(body: Json): Draft {
  if (body === null) return {};
  if (!isDraft(body)) throw badRequest('the body of a DELETE is a DeleteOptions object');
  checkMembers(body, MEMBERS, '');
  checkMembers(childIf(body, 'preconditions') ?? {}, PRECONDITIONS, 'preconditions.');
  return body;
}

function checkMembers(given: Draft, members: typeof MEMBERS, before: string): void {
  for (const [member, holds, what] of members) {
    const value = own(given, member) ?? null;
    if (value !== null && !holds(value))
      throw badRequest(`the body of a DELETE is not a DeleteOptions object: ${before}${member} must be ${what}`);
  }
}

/** Undefined leaves it to the object's own finalizers. */
function propagationOf(policy: string | undefined, orphan: boolean): Propagation | undefined {
  if (policy === undefined || policy === '') return orphan ? 'Orphan' : undefined;
  if (policy === 'Background' || policy === 'Foreground' || policy === 'Orphan') return policy;
  throw badRequest(
    `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "${policy}": must be one of ` +
      'Foreground, Background, Orphan',
  );
}

/** Whether a request is a dry run. The only accepted value is `All`. */
export function dryRunOf(values: readonly string[]): boolean {
  const named = values.filter((value) => value !== '');
  const other = named.find((value) => value !== 'All');
  if (other !== undefined) throw badRequest(`dryRun: Unsupported value: "${other}": supported values: "All"`);
  return named.length > 0;
}
