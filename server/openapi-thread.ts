/** The document `/openapi.json`, made in a thread: schemas of a hundred answers take longer than a turn may last. */

import { parentPort } from 'node:worker_threads';
import { openApi } from './contract/endpoints/openapi.ts';

parentPort!.postMessage(JSON.stringify(openApi()));
