/**
 * The budget of a drain in one turn: a number of rows, and a time. A row that reads or affects many others counts for
 * more: a network may have ten thousand route targets. Rows are the same on every machine, so tests count them; the
 * time is for machines that are slow or busy.
 */

/** Reads, parts or marks of a row that count as one more row of work. */
const PARTS_A_ROW = 10;

export class Work {
  private left: number;
  private parts = 0;
  private rows = 0;
  private readonly late: () => boolean;

  /** Unlimited without a number of rows; `late` returns true when the time is over. */
  constructor(rows = Infinity, late = (): boolean => false) {
    this.left = rows;
    this.late = late;
  }

  /** Nothing more may be begun. What has begun nothing is never over, so that each turn brings the end nearer. */
  get isOver(): boolean {
    return this.left <= 0 || (this.rows > 0 && this.late());
  }

  /** Rows computed so far, weighted. */
  get done(): number {
    return this.rows;
  }

  /** Counts a row that has read, or consists of, this many parts. */
  row(parts: number): void {
    this.spend(1);
    this.part(parts);
  }

  /** Counts parts of a row, or rows that it marked. */
  part(count: number): void {
    this.parts += count;
    if (this.parts < PARTS_A_ROW) return;
    this.spend(Math.floor(this.parts / PARTS_A_ROW));
    this.parts %= PARTS_A_ROW;
  }

  private spend(rows: number): void {
    this.rows += rows;
    this.left -= rows;
  }
}
