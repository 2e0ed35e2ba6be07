/**
 * Parses bodies before their transaction, yielding in between: a transaction is one turn of the event loop, and parsing
 * is half of the cost of many writes.
 */

import { parseBody, type BodyReading } from '../contract/config/parse-body.ts';
import { typeOfCollection } from '../contract/config/wire-names.ts';
import { LongTask } from '../http/turn-budget.ts';
import { isConfigType, type ConfigType } from '../model/config/types.ts';
import { valuesIn } from '../model/json.ts';
import type { WriteItem } from './write-scope.ts';

const ahead = new WeakMap<object, { readonly type: ConfigType; readonly reading: BodyReading }>();

/** Parses the objects to be created or changed. Refuses nothing yet. */
export async function readAhead(items: readonly Pick<WriteItem, 'method' | 'path' | 'body'>[]): Promise<void> {
  const task = new LongTask();
  for (const { method, path, body } of items) {
    const type = typeWritten(method, path);
    if (type === undefined || typeof body !== 'object' || body === null) continue;
    ahead.set(body, { type, reading: parseBody(type, body) });
    if (task.spend('nodes', valuesIn(body))) await task.nextTurn();
  }
}

/** Like `parseBody`, for a body that may have been parsed already. */
export function readingOf(type: ConfigType, body: unknown): BodyReading {
  const known = typeof body === 'object' && body !== null ? ahead.get(body) : undefined;
  return known?.type === type ? known.reading : parseBody(type, body);
}

/** The type of the object that a request creates or replaces; undefined for other requests. */
function typeWritten(method: string, path: string): ConfigType | undefined {
  const [first = '', second, third] = path
    .replace(/^\/config(?=\/)/, '')
    .split('?')[0]!
    .split('/')
    .filter((part) => part !== '');
  if (second === undefined) return method.toUpperCase() === 'POST' ? typeOfCollection(first) : undefined;
  return method.toUpperCase() === 'PUT' && third === undefined && isConfigType(first) ? first : undefined;
}
