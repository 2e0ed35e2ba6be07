import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/**
 * A refused read is not repeated; one without a connection is, twice, and once more when the live stream is back. A
 * write is sent once, at once, and never again by itself: none waits for a connection. The live stream says when data
 * is old, so nothing polls. What the browser thinks of its network decides nothing: a console on loopback answers
 * without one.
 */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, failure) =>
          count < 2 &&
          (!(failure instanceof Problem) || failure.status === 0 || failure.status === 502 || failure.status === 503),
        retryDelay: (count) => 300 * 2 ** count,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
