/** Problem details (RFC 9457) from the server, and their mapping to form fields. */

import { stepsOf } from '../../../server/model/json-pointer.ts';
import { isObject } from '../../../server/model/json.ts';
type ProblemItem = {
  pointer?: string | undefined;
  detail: string;
  /** A value that would be accepted. */ suggestion?: string | undefined;
};
export type ProblemBody = {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  errors?: readonly ProblemItem[];
};

/** A request that was refused or failed. `message` is a sentence for the user. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.detail ?? body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.body = body;
  }
  /** The object was changed since it was read. */
  get changedMeanwhile(): boolean {
    return this.status === 412 || this.status === 409;
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A name that is taken is a fault of the name, although neither API gives its place. */
function takenName({ reason, details, blocking }: Readonly<Record<string, unknown>>): ProblemItem[] {
  if (reason !== 'AlreadyExists') return [];
  const kubeName = isObject(details) ? text(details['name']) : undefined;
  if (kubeName !== undefined) return [{ pointer: '/metadata/name', detail: `${kubeName} already exists` }];
  const [taken]: readonly unknown[] = Array.isArray(blocking) ? blocking : [];
  const [kind, name] = isObject(taken) ? [text(taken['kind']), text(taken['name'])] : [];
  return kind === undefined || name === undefined
    ? []
    : [{ pointer: `/${kind}/fq_name`, detail: `${name.slice(name.lastIndexOf(':') + 1)} already exists` }];
}

/** Parses problem+json, a Kubernetes `Status`, or plain text, tried in this order. */
export function readProblem(status: number, statusText: string, body: unknown): Problem {
  const title = statusText === '' ? `The server answered ${status}.` : statusText;
  if (isObject(body)) {
    const causes =
      isObject(body['details']) && Array.isArray(body['details']['causes']) ? body['details']['causes'] : [];
    const errors = [
      ...(Array.isArray(body['errors']) ? body['errors'] : []).filter(isObject).map((item) => ({
        pointer: text(item['pointer']),
        detail: text(item['detail']) ?? '',
        ...(text(item['suggestion']) === undefined ? {} : { suggestion: text(item['suggestion']) }),
      })),
      ...causes.filter(isObject).map((item) => ({
        pointer: text(item['field'])?.replace(/^/, '/').replaceAll('.', '/'),
        detail: text(item['message']) ?? '',
      })),
    ].filter((item) => item.detail !== '');
    const detail =
      text(body['detail']) ??
      text(body['message']) ??
      (typeof body['error'] === 'string' ? text(body['error']) : undefined);
    return new Problem({
      title: text(body['title']) ?? title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(text(body['type']) === undefined ? {} : { type: text(body['type'])! }),
      errors: errors.length > 0 ? errors : takenName(body),
    });
  }
  const told = text(body);
  return new Problem({ title, status, ...(told === undefined || told.startsWith('<') ? {} : { detail: told.trim() }) });
}

/** Refusals that pass by themselves: the request took too long, or there were too many. */
const PASSING: readonly number[] = [408, 429];

/** The server answered that it will not, or that there is no such thing; asking again gives the same. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Problem && error.status >= 400 && error.status < 500 && !PASSING.includes(error.status);

/** The server is unreachable: reads are retried when the stream of changes is back, a write is not. */
export const unreachable = (writing: boolean): Problem =>
  new Problem({
    title: 'No connection',
    status: 0,
    detail: writing
      ? 'The server does not answer, so whether it took this is not known. Nothing is sent again by itself; do it ' +
        'again when the connection is back.'
      : 'The server does not answer. It is read again when the connection is back.',
  });

/**
 * Assigns the items of a problem to fields. `fields` maps a JSON pointer to a form field; `*` matches one segment, and
 * a pointer below a mapped one belongs to its field ("/virtual-network/route_target_list/route_target/2" →
 * "routeTargets"). Items without a field are returned in `rest`, to be shown above the form.
 */
export function toFieldErrors<F extends string>(
  problem: Problem,
  fields: Readonly<Record<string, F>>,
): { fields: Partial<Record<F, string>>; rest: string[] } {
  const found: Partial<Record<F, string>> = {};
  const rest: string[] = [];
  const patterns = Object.entries(fields)
    .map(([pointer, field]) => ({ parts: split(pointer), field }))
    .sort((a, b) => b.parts.length - a.parts.length);
  for (const item of problem.body.errors ?? []) {
    const parts = item.pointer === undefined ? undefined : split(item.pointer);
    const hit =
      parts &&
      patterns.find(
        (pattern) =>
          pattern.parts.length <= parts.length &&
          pattern.parts.every((part, index) => part === '*' || part === parts[index]),
      );
    if (hit) found[hit.field] = found[hit.field] === undefined ? item.detail : `${found[hit.field]} ${item.detail}`;
    else rest.push(item.detail);
  }
  if (Object.keys(found).length === 0 && rest.length === 0) rest.push(problem.message);
  return { fields: found, rest };
}

const split = (pointer: string): string[] => stepsOf(pointer.replace(/^#/, ''));
