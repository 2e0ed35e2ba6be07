import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/**
 * A refused read is not retried; one without a connection is, twice, and once more when the live stream is back. A
 * write is sent once, immediately, and never retried or queued for a connection. There is no polling: the live stream
 * reports changes. The browser's offline state is ignored: a console on loopback works without a network.
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
