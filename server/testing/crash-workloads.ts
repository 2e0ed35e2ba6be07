/** What `npm run crash -- --workload NAME` can kill. */
import { storeWorkload, type CrashWorkload } from './crash-workload.ts';

export const WORKLOADS: readonly CrashWorkload[] = [storeWorkload];
