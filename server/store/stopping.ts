import { Problem } from '../model/problem.ts';

/** What is answered to a request that comes, or goes on, while the server closes: no fault of anybody. */
export function stopping(): Problem {
  return new Problem({
    status: 503,
    reason: 'ServiceUnavailable',
    detail: 'The server is stopping, and nothing was done. Send the request again when it runs.',
  });
}
