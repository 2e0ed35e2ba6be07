/** Refusals and confirmations as `Status` objects. */

import type { Response } from 'express';
import { KubeProblem, type StatusDetails } from '../kube/kube-problem.ts';
import { Problem } from '../model/problem.ts';

export interface StatusBody {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string };
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code?: number;
}

/** The Status for a refusal; undefined for an internal error. */
export function statusOf(error: unknown): (StatusBody & { readonly code: number }) | undefined {
  if (!(error instanceof Problem)) return undefined;
  const details = error instanceof KubeProblem ? error.details : blockingDetails(error);
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: error.detail,
    reason: error.reason,
    ...(details === undefined ? {} : { details }),
    code: error.status,
  };
}

function blockingDetails(problem: Problem): StatusDetails | undefined {
  const causes = (problem.fields ?? []).map((field) => ({
    reason: 'FieldValueInvalid',
    message: field.detail,
    field: field.pointer.replace(/^\//, '').replaceAll('/', '.'),
  }));
  return causes.length === 0 ? undefined : { causes };
}

export function failure(code: number, reason: string, message: string, details?: StatusDetails): KubeProblem {
  return new KubeProblem(code, reason, message, details);
}

/** The response for a path that is not served. */
export function noSuchResource(): KubeProblem {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): KubeProblem {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

export function expired(message: string): KubeProblem {
  return failure(410, 'Expired', message);
}

/** 429: too many requests or streams are open; `Retry-After` is in seconds. */
export function tooMany(response: Response, message: string, seconds: number): KubeProblem {
  response.setHeader('Retry-After', String(seconds));
  return failure(429, 'TooManyRequests', message, { retryAfterSeconds: seconds });
}
