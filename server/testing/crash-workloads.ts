/** What `npm run crash -- --workload NAME` can kill. */

import { storeWorkload, type CrashWorkload } from './crash-workload.ts';
import { httpWorkload } from './http-crash-workload.ts';

export const WORKLOADS: readonly CrashWorkload[] = [storeWorkload, httpWorkload];
