/** Runs an attack in a thread of its own, so that it does not slow down the bystander's client. */

import { parentPort, workerData } from 'node:worker_threads';
import { ATTACKS } from '../testing/attacks.ts';

const { name, port, scale } = workerData as { readonly name: string; readonly port: number; readonly scale: number };
const { stop } = ATTACKS[name]!({ port, scale });
parentPort!.once('message', () => {
  stop();
  parentPort!.close();
});
