/**
 * A queue of due entries, oldest first. An entry that is no longer due stays in the queue, is skipped, and is removed
 * later.
 */
export interface DueQueue<T> {
  readonly size: number;
  /** Marks an entry as due. Must not be due already; `queued`: it is still in the queue from before. */
  add(one: T, queued: boolean): void;
  /** Marks an entry as no longer due; it stays in the queue. */
  cancel(): void;
  /** Removes and returns the first due entry; undefined if there is none. */
  next(): T | undefined;
}

/** Entries that are no longer due are removed when they are the majority, and at least this many. */
const SLACK = 1024;

/** `leave` is called with each entry that leaves the queue. */
export function createDueQueue<T>(isDue: (one: T) => boolean, leave: (one: T) => void): DueQueue<T> {
  let queue: T[] = [];
  let head = 0;
  let size = 0;

  const compact = (): void => {
    const kept: T[] = [];
    for (let at = head; at < queue.length; at += 1) {
      const one = queue[at] as T;
      if (isDue(one)) kept.push(one);
      else leave(one);
    }
    queue = kept;
    head = 0;
  };

  return {
    get size() {
      return size;
    },
    add(one, queued) {
      size += 1;
      if (queued) return;
      if (queue.length > 2 * size + SLACK) compact();
      queue.push(one);
    },
    cancel() {
      size -= 1;
    },
    next() {
      while (head < queue.length) {
        const one = queue[head] as T;
        head += 1;
        const due = isDue(one);
        leave(one);
        if (!due) continue;
        size -= 1;
        return one;
      }
      queue = [];
      head = 0;
      return undefined;
    },
  };
}
