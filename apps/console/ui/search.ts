import { useSearch } from '@tanstack/react-router';

/** The search parameters of an address as plain strings, as the console's router parses them (`app/router.tsx`). */
export type Search = Readonly<Record<string, string | undefined>>;

/** The search parameters of the current page. */
export const useSearchText = (): Search => useSearch({ strict: false }) as Search;
