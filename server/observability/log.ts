/** The log: one JSON object a line, on standard error. Nothing secret is logged: names and sentences only. */

import pino from 'pino';
import type { Failure } from '../controllers/runtime/loop.ts';
import type { FaultLog } from '../engine/faults/faults.ts';
import { Problem } from '../model/problem.ts';

const log = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' },
  pino.destination({ dest: 2, sync: true }),
);

/** Characters of a message: it may quote what a client sent. */
const LONGEST = 2_000;

function bounded(sentence: string): string {
  return sentence.length <= LONGEST ? sentence : `${sentence.slice(0, LONGEST)}…`;
}

/** A fault of ours: the client was told that the log knows more under this request. */
export function logFault(error: unknown, requestId?: string): void {
  log.error({ err: error, requestId }, 'fault');
}

/** Something that an operator should know, and that hinders nothing: a sentence. */
export function logWarning(sentence: string): void {
  log.warn(bounded(sentence));
}

/**
 * A controller could not reconcile a name; it will try again. A Problem is the operator's matter and a condition on the
 * object; anything else is a fault of ours, which `Faults` has logged once.
 */
export function logFailure({ controller, key, error }: Failure): void {
  if (error instanceof Problem) log.info({ controller, key, reason: error.reason }, bounded(error.detail));
}

/** What could not be computed, with its stack; the rest goes on. */
export const logContained: FaultLog = ({ by, key, subjects, malformed }, error) => {
  if (malformed === true)
    return log.warn({ by, concerns: key }, bounded(error instanceof Error ? error.message : String(error)));
  log.error(
    {
      err: error,
      by,
      key,
      ...(subjects.length === 0 ? {} : { concerns: subjects.map((subject) => `${subject.kind} ${subject.key}`) }),
    },
    'cannot be worked out',
  );
};
