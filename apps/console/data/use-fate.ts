import { useQuery } from '@tanstack/react-query';
import type { HistoryEntry } from '../../../server/contract/views/objects.ts';
import { lastChangeQuery } from './object-views.ts';
import { Problem } from './problem.ts';

/** Information about an object that a page could not read. */
export type Fate = {
  /** It does not exist, or no longer; otherwise reading failed or has not finished. */
  readonly missing: boolean;
  /**
   * Its last change in the history: who deleted it and when. Undefined while it is being read, null if there is none.
   */
  readonly last: HistoryEntry | null | undefined;
};

/**
 * `kind` is a store kind; `name` is the object's name in the address: uuid, full name, `<namespace>/<name>`, or an IP
 * address.
 */
export function useFate(
  kind: string,
  name: string,
  { data, error }: { readonly data: unknown; readonly error: Error | null },
): Fate {
  const missing = data === null || (error instanceof Problem && error.status === 404);
  const last = useQuery(lastChangeQuery(kind, name, missing ? 1 : undefined));
  return { missing, last: last.isPending && !last.error ? undefined : (last.data ?? null) };
}
