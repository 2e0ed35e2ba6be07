/** Issues certificates in a thread: loading what that needs takes longer than a turn may last. */

import { parentPort, workerData } from 'node:worker_threads';
import { issue, type Order } from './issue.ts';

parentPort!.postMessage(await issue(workerData as Order));
