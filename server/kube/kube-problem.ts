/** Refusals with the texts of the Kubernetes API server, so that `kubectl` prints familiar messages. */

import { pointerTo } from '../model/json-pointer.ts';
import { KUBE_RESOURCES, qualifiedKind, qualifiedResource } from '../model/kube/resources.ts';
import type { KubeKind } from '../model/kube/types.ts';
import { Problem } from '../model/problem.ts';

/** One reason for a refusal: an entry of `details.causes` of a Status. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  /** `spec.containers[0].name`. */
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** A Problem with the `details` of the Status that the API returns. */
export class KubeProblem extends Problem {
  readonly details: StatusDetails | undefined;
  constructor(status: number, reason: string, message: string, details?: StatusDetails) {
    super({
      status,
      reason,
      detail: message,
      ...(details?.causes === undefined
        ? {}
        : {
            fields: details.causes.map((cause) => ({ pointer: pointerOf(cause.field ?? ''), detail: cause.message })),
          }),
    });
    this.name = 'KubeProblem';
    this.details = details;
  }
}

/** JSON pointer of a Kubernetes field path: `spec.ports[0].port` → `/spec/ports/0/port`. */
function pointerOf(field: string): string {
  if (field === '') return '';
  const steps = field.match(/\[[^\]]*\]|[^.[]+/g) ?? [];
  return pointerTo(steps.map((step) => step.replace(/^\[|\]$/g, '')));
}

function about(kind: KubeKind, name: string): StatusDetails {
  const { group, plural } = KUBE_RESOURCES[kind];
  return { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural };
}

export function notFound(kind: KubeKind, name: string): KubeProblem {
  return new KubeProblem(404, 'NotFound', `${qualifiedResource(kind)} "${name}" not found`, about(kind, name));
}

export function alreadyExists(kind: KubeKind, name: string): KubeProblem {
  return new KubeProblem(
    409,
    'AlreadyExists',
    `${qualifiedResource(kind)} "${name}" already exists`,
    about(kind, name),
  );
}

export function conflict(kind: KubeKind, name: string, why: string): KubeProblem {
  return new KubeProblem(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(kind)} "${name}": ${why}`,
    about(kind, name),
  );
}

export function modified(kind: KubeKind, name: string): KubeProblem {
  return conflict(
    kind,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function forbidden(kind: KubeKind, name: string, why: string, causes?: readonly Cause[]): KubeProblem {
  return new KubeProblem(403, 'Forbidden', `${qualifiedResource(kind)} "${name}" is forbidden: ${why}`, {
    ...about(kind, name),
    ...(causes === undefined ? {} : { causes }),
  });
}

export function badRequest(message: string): KubeProblem {
  return new KubeProblem(400, 'BadRequest', message);
}

/** Causes listed in a refusal; the others are only counted. */
const MOST_CAUSES = 100;

/** 422 with all causes: one is part of the message line, several are listed in brackets. */
export function invalid(kind: KubeKind, name: string, all: readonly Cause[]): KubeProblem {
  const causes =
    all.length <= MOST_CAUSES
      ? all
      : [
          ...all.slice(0, MOST_CAUSES),
          { reason: 'FieldValueInvalid', message: `and ${all.length - MOST_CAUSES} more` },
        ];
  const lines = causes.map((cause) => (cause.field === undefined ? cause.message : `${cause.field}: ${cause.message}`));
  const text = lines.length === 1 ? lines[0]! : `[${lines.join(', ')}]`;
  const { group } = KUBE_RESOURCES[kind];
  return new KubeProblem(422, 'Invalid', `${qualifiedKind(kind)} "${name}" is invalid: ${text}`, {
    name,
    ...(group === '' ? {} : { group }),
    kind,
    causes,
  });
}
