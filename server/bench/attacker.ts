/** A thread of its own for an attack, so that the bystander is not slowed by it on the client's side. */

import { parentPort, workerData } from 'node:worker_threads';
import { ATTACKS } from '../testing/attacks.ts';

const { name, port, scale } = workerData as { readonly name: string; readonly port: number; readonly scale: number };
const { stop } = ATTACKS[name]!({ port, scale });
parentPort!.once('message', () => {
  stop();
  parentPort!.close();
});
