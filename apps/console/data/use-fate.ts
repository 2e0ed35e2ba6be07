import { useQuery } from '@tanstack/react-query';
import type { HistoryEntry } from '../../../server/contract/views/objects.ts';
import { lastChangeQuery } from './object-views.ts';
import { Problem } from './problem.ts';

/** What is known of an object that a page could not read. */
export type Fate = {
  /** There is none, or none any more; otherwise it could not be read, or is not read yet. */
  readonly missing: boolean;
  /**
   * The last that history has of it: who deleted it and when. Undefined while that is asked, null when history has
   * nothing.
   */
  readonly last: HistoryEntry | null | undefined;
};

/**
 * `kind` is a store kind; `name` what the address calls the object: uuid, full name, `<namespace>/<name>`, an
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
