import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** Refused requests are not repeated; a missing connection is, twice. The live stream says when data is old, so nothing polls. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, failure) => count < 2 && (!(failure instanceof Problem) || failure.status === 0 || failure.status === 502 || failure.status === 503),
        retryDelay: (count) => 300 * 2 ** count,
      },
      mutations: { retry: false },
    },
  });
