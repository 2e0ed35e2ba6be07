/**
 * Reading position in a message. Whoever reads asks `has` first: reading beyond the end is a `BUG:`. A meter is shared
 * by all cursors of a message and counts steps, so that tests can hold decoding to a bound (8 steps an input byte).
 */

/** Throws `BUG:` beyond its limit; without a limit it only counts. */
export class Meter {
  steps = 0;
  readonly limit: number;

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.limit = limit;
  }

  step(n: number): void {
    this.steps += n;
    if (this.steps > this.limit) throw new Error(`BUG: decoding took more than ${this.limit} steps`);
  }
}

export class Cursor {
  readonly bytes: Uint8Array;
  /** Next byte to be read. */
  at: number;
  /** First byte that is no longer ours. */
  readonly end: number;
  readonly meter: Meter;

  constructor(bytes: Uint8Array, at: number, end: number, meter: Meter) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.meter = meter;
  }

  /** Bytes not read yet. */
  left(): number {
    return this.end - this.at;
  }

  has(n: number): boolean {
    return this.end - this.at >= n;
  }

  u8(): number {
    return this.bytes[this.take(1)]!;
  }

  u16(): number {
    const at = this.take(2);
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  /** Unsigned. */
  u32(): number {
    const at = this.take(4);
    const { bytes } = this;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  }

  /** A copy: what is kept must not hang on the socket's buffer. */
  copy(n: number): Uint8Array {
    const at = this.take(n);
    return this.bytes.slice(at, at + n);
  }

  /** The next `n` bytes as a cursor of their own; this one goes on behind them. */
  sub(n: number): Cursor {
    if (n > this.left()) throw new Error(`BUG: ${n} bytes wanted, ${this.left()} left`);
    this.meter.step(1);
    const { at } = this;
    this.at = at + n;
    return new Cursor(this.bytes, at, this.at, this.meter);
  }

  /** Passes over `n` bytes that the caller reads by index; answers where they begin. */
  take(n: number): number {
    const { at } = this;
    if (at + n > this.end) throw new Error(`BUG: ${n} bytes wanted, ${this.end - at} left`);
    this.meter.step(n);
    this.at = at + n;
    return at;
  }
}

/** A cursor over all of `bytes`. */
export function cursorOver(bytes: Uint8Array, meter: Meter = new Meter()): Cursor {
  return new Cursor(bytes, 0, bytes.length, meter);
}
