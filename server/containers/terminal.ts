/**
 * A terminal in canonical mode with echo, as the kernel's line discipline has it (termios(3)): a line is read when it
 * is complete; backspace, ^U and ^W edit it; ^C interrupts; ^D ends the input at the begin of a line.
 */

import { StringDecoder } from 'node:string_decoder';
import { PipeInput, type StandardInput } from './input.ts';
import type { Signals } from './signals.ts';

/** Characters of a line; more are ignored, as by the kernel. */
const LONGEST_LINE = 4095;

export class Terminal implements StandardInput {
  readonly #signals: Signals;
  readonly #echo: (text: string) => void;
  readonly #lines: PipeInput;
  readonly #decoder = new StringDecoder('utf8');
  #line: string[] = [];
  /** What the keys of a message echo, in one piece. */
  #echoed = '';
  /** Within an escape sequence, as of the arrow keys: there is nothing that they could move. */
  #escape = '';

  constructor(signals: Signals, echo: (text: string) => void, resume: () => void) {
    this.#signals = signals;
    this.#echo = echo;
    this.#lines = new PipeInput(signals, resume);
  }

  push(bytes: Uint8Array): boolean {
    for (const character of this.#decoder.write(bytes as Buffer)) this.#key(character);
    if (this.#echoed !== '') this.#echo(this.#echoed);
    this.#echoed = '';
    return !this.#lines.full;
  }

  end(): void {
    this.#lines.end();
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#lines.read();
  }

  #key(character: string): void {
    if (this.#escape !== '') {
      this.#escape += character;
      if (this.#escape.length > 2 ? /[@-~]/.test(character) : character !== '[') this.#escape = '';
      return;
    }
    switch (character) {
      case '\u001b':
        this.#escape = character;
        return;
      case '\u0003':
        this.#line = [];
        this.#echoed += '^C';
        this.#signals.interrupt();
        return;
      case '\u0004':
        if (this.#line.length > 0) this.#give('');
        else this.end();
        return;
      case '\b':
      case '\u007f':
        return this.#erase(1);
      case '\u0015':
        return this.#erase(this.#line.length);
      case '\u0017': {
        const isSpace = (at: number): boolean => this.#line[at] === ' ';
        let begin = this.#line.length;
        while (begin > 0 && isSpace(begin - 1)) begin--;
        while (begin > 0 && !isSpace(begin - 1)) begin--;
        return this.#erase(this.#line.length - begin);
      }
      case '\r':
      case '\n':
        this.#echoed += '\n';
        this.#give('\n');
        return;
      default:
        if (character < ' ' || this.#line.length >= LONGEST_LINE) return;
        this.#line.push(character);
        this.#echoed += character;
    }
  }

  /** To the process; lost where it does not read, as by the kernel. */
  #give(end: string): void {
    if (!this.#lines.full) this.#lines.push(Buffer.from(this.#line.join('') + end));
    this.#line = [];
  }

  #erase(count: number): void {
    const gone = this.#line.splice(Math.max(0, this.#line.length - count));
    this.#echoed += '\b \b'.repeat(gone.length);
  }
}
