/**
 * Drives a router from a process of its own: `node drive.ts '{"host", "port", "asn", "pid", "routes"}'`.
 * Prints one line of JSON. Processor time is that of the router alone.
 */

import { readFileSync } from 'node:fs';
import { processorTime } from '../processor-time.ts';
import { announcements, withdrawals } from './peer-wire.ts';
import { establish } from './peer.ts';

export interface Task {
  readonly host: string;
  readonly port: number;
  readonly asn: number;
  /** Of the router that is driven. */
  readonly pid: number;
  readonly routes: number;
  readonly perUpdate: number;
}

/**
 * Milliseconds, except `rss` (MiB) and `routesPerCpuSecond`. `resetSender`: a reset of the client that sends all
 * routes.
 */
export interface Figures {
  readonly propagate: number;
  readonly dump: number;
  readonly reset: number;
  readonly resetSender: number;
  readonly withdraw: number;
  readonly rss: number;
  readonly routesPerCpuSecond: number;
}

const SENDER = '127.0.0.21';
const RECEIVER = '127.0.0.22';
const RESETS = 5;

const resident = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function drive(task: Task): Promise<Figures> {
  const { routes, perUpdate, pid } = task;
  const all = announcements(routes, perUpdate);
  const none = withdrawals(routes, perUpdate);
  let sender = await establish(SENDER, task, routes);
  let receiver = await establish(RECEIVER, task, routes);
  await pause(1500); // what a router sends first (End-of-RIB and its own timers) is not measured

  const cpuBefore = processorTime(pid);
  const sent = performance.now();
  sender.send(all);
  const propagate = (await receiver.holds(routes)) - sent;
  await pause(200);
  const cpu = processorTime(pid) - cpuBefore;
  const rss = resident(pid);

  receiver.drop();
  await pause(500);
  receiver = await establish(RECEIVER, task, routes);
  const dump = (await receiver.holds(routes)) - receiver.establishedAt;

  const resets: number[] = [];
  for (let again = 0; again < RESETS; again++) {
    await pause(100);
    const dropped = performance.now();
    receiver.drop();
    receiver = await establish(RECEIVER, task, routes);
    resets.push(receiver.establishedAt - dropped);
    await receiver.holds(routes);
  }
  await pause(200);

  const lost = performance.now();
  sender.drop();
  sender = await establish(SENDER, task, routes);
  const resetSender = sender.establishedAt - lost;
  await receiver.holds(0);
  sender.send(all);
  await receiver.holds(routes);
  await pause(500);

  const taken = performance.now();
  sender.send(none);
  const withdraw = (await receiver.holds(0)) - taken;
  sender.drop();
  receiver.drop();
  return {
    propagate,
    dump,
    reset: resets.toSorted((a, b) => a - b)[RESETS >> 1]!,
    resetSender,
    withdraw,
    rss,
    routesPerCpuSecond: (routes * 1000) / cpu,
  };
}

if (process.argv[1] === import.meta.filename) {
  const figures = await drive(JSON.parse(process.argv[2]!) as Task);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}
