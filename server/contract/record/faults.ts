/** What is wrong with a record, found while it is read through. */

import { pointerTo } from '../../model/json-pointer.ts';
import type { FieldError } from '../../model/problem.ts';

/** Faults that are listed at most: nobody reads a thousand. */
const MOST = 20;

/** Faults of one record, each with the place where it is. A place is a list of steps, innermost last. */
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

  /** Within `step`, faults are of what stands there. */
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

  /** The fault under one more step. */
  addAt(step: string | number, detail: string): void {
    this.add(detail, step);
  }
}
