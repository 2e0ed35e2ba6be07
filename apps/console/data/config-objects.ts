/** Objects of the config API in wire format: reading by name or uuid, and the format of references. */

import type { IdPerms, KeyValuePairs, Perms2 } from '../../../server/model/config/record.ts';
import type { ConfigType, PropsOf } from '../../../server/model/config/types.ts';
import { ask, NAME_LOOKUP } from './client.ts';
import { Problem } from './problem.ts';

/** A reference as the API returns it. `attr` is null if the reference has no attribute. */
export type WireRef<Attr = unknown> = {
  readonly to?: readonly string[];
  readonly uuid: string;
  readonly href?: string;
  readonly attr?: Attr;
};

/**
 * Members common to all config objects on the wire, besides properties, `<type>_refs`, children and back references.
 */
export type WireBase = {
  readonly uuid: string;
  readonly name?: string;
  readonly fq_name: readonly string[];
  readonly display_name?: string;
  readonly href?: string;
  readonly parent_type?: string;
  readonly parent_uuid?: string;
  readonly id_perms?: Partial<IdPerms>;
  readonly perms2?: Perms2;
  readonly annotations?: KeyValuePairs;
};
export type WireObject<T extends ConfigType> = WireBase & PropsOf<T>;

/** An object as read; `etag` is sent as If-Match of the next write. */
export type ReadObject<T extends ConfigType> = { readonly object: WireObject<T>; readonly etag: string | undefined };

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuidForm.test(text);

/**
 * The uuid of an object whose address contains its uuid or colon-joined name. Throws the API's `Problem` if it does not
 * exist.
 */
async function uuidOf(type: ConfigType, nameOrUuid: string, signal?: AbortSignal): Promise<string> {
  if (isUuid(nameOrUuid)) return nameOrUuid.toLowerCase();
  const answer = await ask<{ uuid: string }>(NAME_LOOKUP, {
    method: 'POST',
    body: { type, fq_name: nameOrUuid.split(':') },
    signal,
  });
  return answer.body.uuid;
}

/** Reads one object with children and back references, and its ETag. */
export async function readObject<T extends ConfigType>(
  type: T,
  nameOrUuid: string,
  signal?: AbortSignal,
): Promise<ReadObject<T>> {
  const uuid = await uuidOf(type, nameOrUuid, signal);
  const answer = await ask<Record<T, WireObject<T>>>(`/config/${type}/${uuid}`, { signal });
  return { object: answer.body[type], etag: answer.etag };
}

/** An object with the objects of its own type that refer to it. */
export type ReadWithReferrers<T extends ConfigType> = ReadObject<T> & { readonly referrers: readonly ReadObject<T>[] };

/**
 * Reads an object and those of its type that refer to it, each with its own ETag. What they say of the reference is
 * then of the version that a write of it must still match.
 */
export async function readWithReferrers<T extends ConfigType>(
  type: T,
  nameOrUuid: string,
  signal?: AbortSignal,
): Promise<ReadWithReferrers<T>> {
  const read = await readObject(type, nameOrUuid, signal);
  const refs = (read.object as { readonly [member: string]: unknown })[`${type.replaceAll('-', '_')}_back_refs`];
  const referrers = await Promise.all(
    ((refs ?? []) as readonly WireRef[]).map(async ({ uuid }) => {
      try {
        return await readObject(type, uuid, signal);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return []; // deleted since
        throw error;
      }
    }),
  );
  return { ...read, referrers: referrers.flat() };
}
