/** The faults of a record, collected while it is checked. */

import { pointerTo } from '../../model/json-pointer.ts';
import type { FieldError } from '../../model/problem.ts';

/** Faults listed at most. */
const MOST = 20;

/** Faults of one record, each with its place: a list of steps, innermost last. */
export class Faults {
  readonly found: FieldError[] = [];
  readonly #most: number;
  readonly #at: (string | number)[] = [];

  constructor(most = MOST) {
    this.#most = most;
  }

  get full(): boolean {
    return this.found.length >= this.#most;
  }

  /** Faults added before `leave` are at `step`. */
  enter(step: string | number): void {
    this.#at.push(step);
  }

  leave(): void {
    this.#at.pop();
  }

  add(detail: string, ...below: readonly PropertyKey[]): void {
    if (this.full) return;
    this.found.push({ pointer: pointerTo([...this.#at, ...below]), detail });
  }

  /** A fault one step further down. */
  addAt(step: string | number, detail: string): void {
    this.add(detail, step);
  }
}
