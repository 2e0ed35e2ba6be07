/** Produces long texts in pieces, for `sendBody`. */

import { WINDOW } from './send.ts';
import { LongTask } from './turn-budget.ts';

const PIECE = WINDOW / 2;

/** Items separated by commas, in pieces; yields the event loop in between. */
export async function* joined<T>(
  head: string,
  items: readonly T[],
  textOf: (item: T) => string,
  tail: string,
  task = new LongTask(),
): AsyncGenerator<string> {
  let piece = head;
  let first = true;
  for (const item of items) {
    const text = textOf(item);
    piece += first ? text : `,${text}`;
    first = false;
    const over = task.spend('bytes', text.length);
    if (task.spend('rows', 1) || over) await task.nextTurn();
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
    await task.ready();
  }
  yield piece + tail;
}
