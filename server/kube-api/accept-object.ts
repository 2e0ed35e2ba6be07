/** Converts a body to an object of the kind in its path: checks kind, names and fields as the API server does. */

import { decodeKubeObject, type Mistyped } from '../contract/kube/decode.ts';
import { schemaOf } from '../contract/kube/schemas.ts';
import { shortened } from '../engine/budget/budget.ts';
import { childIf, isDraft, shown, text, type Draft } from '../kube/draft.ts';
import { badRequest, invalid } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';
import { groupVersionOf, type ServedResource } from '../model/kube/resources.ts';
import { asStored } from './second-form.ts';

/** The handling of unknown fields: refused, reported, or dropped silently. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export function fieldValidationOf(query: URLSearchParams): FieldValidation {
  const asked = query.get('fieldValidation') ?? '';
  if (asked === '') return 'Warn';
  if (asked === 'Strict' || asked === 'Warn' || asked === 'Ignore') return asked;
  throw badRequest(`fieldValidation: Unsupported value: "${asked}": supported values: "Ignore", "Strict", "Warn"`);
}

/** Unknown fields listed in a message; the others are only counted. */
const MOST_TOLD = 20;

export interface Addressed {
  readonly resource: ServedResource;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * Checks kind and apiVersion (filled in if both are missing), namespace and name, then the fields. The result is in the
 * first form.
 */
export function acceptObject(target: Addressed, body: Json, validation: FieldValidation, warnings: string[]): Draft {
  if (!isDraft(body)) throw badRequest('the body is not an object');
  const { resource } = target;
  const { kind } = resource;
  const expected = groupVersionOf(resource);
  const named = body as Draft;
  if (named['kind'] === undefined && !resource.custom) named['kind'] = kind;
  if (named['apiVersion'] === undefined && !resource.custom) named['apiVersion'] = expected;
  if (named['apiVersion'] !== expected)
    throw badRequest(
      `the API version in the data (${shown(named['apiVersion'])}) does not match the expected API version ` +
        `(${expected})`,
    );
  if (named['kind'] !== kind)
    throw badRequest(`the kind in the data (${shown(named['kind'])}) does not match the expected kind (${kind})`);
  const object = acceptFields(resource, named, validation, warnings);
  const metadata = childIf(object, 'metadata');
  const namespace = text(metadata, 'namespace') ?? '';
  if (resource.namespaced && target.namespace !== undefined) {
    if (namespace !== '' && namespace !== target.namespace)
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    if (metadata === undefined) object['metadata'] = { namespace: target.namespace };
    else metadata['namespace'] = target.namespace;
  }
  const name = text(metadata, 'name') ?? '';
  if (target.name !== undefined) {
    if (name === '') throw badRequest('name must be provided');
    if (name !== target.name)
      throw badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`);
  }
  return object;
}

/** Checks fields by the kind's schema; unknown ones are dropped, mistyped ones refused. */
function acceptFields(resource: ServedResource, object: Draft, validation: FieldValidation, warnings: string[]): Draft {
  const { kind } = resource;
  const decoded = decodeKubeObject(schemaOf(resource), object);
  if (decoded.mistyped !== undefined) throw mistyped(resource, object, decoded.mistyped);
  if (decoded.malformed !== undefined)
    throw badRequest(`${kind} in version "${resource.version}" cannot be handled as a ${kind}: ${decoded.malformed}`);
  if (decoded.unknown.length > 0) {
    const texts = decoded.unknown.slice(0, MOST_TOLD).map((field) => `unknown field "${shortened(field)}"`);
    if (decoded.unknown.length > MOST_TOLD) texts.push(`${decoded.unknown.length - MOST_TOLD} more unknown fields`);
    if (validation === 'Strict')
      throw badRequest(
        `${kind} in version "${resource.version}" cannot be handled as a ${kind}: strict decoding error: ` +
          `${texts.join(', ')}`,
      );
    if (validation === 'Warn') warnings.push(...texts);
  }
  return asStored(resource, decoded.value as Draft);
}

function mistyped(resource: ServedResource, object: Draft, field: Mistyped): Error {
  const { kind } = resource;
  if (!resource.custom) {
    return badRequest(
      `${kind} in version "${resource.version}" cannot be handled as a ${kind}: json: cannot unmarshal ` +
        `${field.found} into Go struct field ${field.goField} of type ${field.wanted}`,
    );
  }
  const shown =
    field.found === 'object'
      ? '"object"'
      : field.found === 'array'
        ? '"array"'
        : field.found === 'bool'
          ? '"boolean"'
          : Number.isInteger(field.value)
            ? '"integer"'
            : `"${field.found}"`;
  const name = text(childIf(object, 'metadata'), 'name') ?? '';
  const wanted = field.wanted.startsWith('v1.') ? 'object' : field.wanted;
  return invalid(kind, name, [
    {
      reason: 'FieldValueTypeInvalid',
      message: `Invalid value: ${shown}: ${field.path} in body must be of type ${wanted}: ${shown}`,
      field: field.path,
    },
  ]);
}
