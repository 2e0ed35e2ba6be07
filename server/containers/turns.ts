/**
 * The turns of the event loop that sessions share with everybody else. Whatever a process does passes a door of its
 * session, to read, to write, to send, or to start the next command, and each of them counts.
 */

/** A long task of the server (`http/turn-budget`). */
export interface Turns {
  /** Counts work; true: go on in the next turn. */
  spend(work: 'rows' | 'bytes', amount: number): boolean;
  nextTurn(): Promise<void>;
}

/** Rows of work, of which some hundreds fill a turn. */
export const COST = {
  /** A command, before it begins. */
  command: 2,
  /** A piece of input or output, besides its bytes. */
  piece: 1,
  /** A packet, judged. */
  packet: 10,
  /** Looking at interfaces or names. */
  look: 10,
  /** Each so many characters of a script. */
  characters: 200,
  /** Each so many variables, which a command gets as a copy. */
  variables: 50,
} as const;
