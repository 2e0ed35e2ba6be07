/** Writes to the standard APIs: one request, or several as one transaction. */

import { ask, type Answer } from './client.ts';

/** A write. `path` begins with `/config` or `/kube`; a batch uses it unchanged. */
export type Write = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** ETag that the object must still have; only for a single write. */
  readonly ifMatch?: string | undefined;
};

/** The content type of a body: a PATCH of the console is a merge patch (RFC 7396). */
export const contentTypeOf = ({ method }: Pick<Write, 'method'>): string =>
  method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';

/** The single request for these writes: the write itself, or a batch. */
export function requestOf(writes: readonly Write[]): Write {
  const [only] = writes;
  if (only !== undefined && writes.length === 1) return only;
  return {
    method: 'POST',
    path: '/config/batch',
    body: writes.map(({ method, path, body, ifMatch }) => ({
      method,
      path,
      ...(body === undefined ? {} : { body }),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    })),
  };
}

/**
 * Sends the writes, all or none. Throws the server's `Problem`; pointers of a batch are made relative to the body of
 * the write that failed.
 */
export async function sendWrites<T = unknown>(writes: readonly Write[]): Promise<Answer<T>> {
  const request = requestOf(writes);
  const { method, path, body, ifMatch } = request;
  return ask<T>(path, { method, body, ifMatch, type: contentTypeOf(request) });
}

/** A random uuid (version 4); works on plain HTTP too, where `crypto.randomUUID` does not exist. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
