import { useSearch } from '@tanstack/react-router';

/** What stands behind `?` in the address: plain text, as the router of this console reads it (`app/router.tsx`). */
export type Search = Readonly<Record<string, string | undefined>>;

/** The search parameters of the page that is shown. */
export const useSearchText = (): Search => useSearch({ strict: false }) as Search;
