/** Inputs and result of every write, and how its parts are parsed. */

import { invalid } from '../config/problems.ts';
import type { WriteContext } from '../config/write-context.ts';
import type { ConfigType } from '../model/config/types.ts';
import { isObject } from '../model/json.ts';
import { parseUid } from '../model/naming/uid.ts';
import { shown } from './body-values.ts';
import type { ConfigObjects } from './config-objects.ts';

export interface WriteItem {
  readonly method: string;
  /** Relative to the API's root: `/virtual-network/<uuid>`. */
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
}

export interface WriteScope {
  readonly context: WriteContext;
  readonly objects: ConfigObjects;
  readonly base: string;
}

export interface WriteAnswer {
  readonly status: number;
  /** Absent: an empty response. */
  readonly body?: unknown;
  /** The object whose revision becomes the ETag. */
  readonly object?: { readonly type: ConfigType; readonly uuid: string };
}

export function uuidOf(text: unknown): string {
  if (text === undefined || text === null) throw invalid('The uuid is missing');
  const uuid = typeof text === 'string' ? parseUid(text) : undefined;
  if (uuid === undefined) throw invalid(`Invalid UUID format: ${shown(text)}`);
  return uuid;
}

export function objectBody(body: unknown): { readonly [member: string]: unknown } {
  if (isObject(body)) return body;
  throw invalid('The body must be a JSON object');
}
