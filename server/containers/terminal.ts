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
  /** Within an escape sequence, as of the arrow keys: there is nothing that they could move. */
  #escape = '';

  constructor(signals: Signals, echo: (text: string) => void, resume: () => void) {
    this.#signals = signals;
    this.#echo = echo;
    this.#lines = new PipeInput(signals, resume);
  }

  push(bytes: Uint8Array): boolean {
    let room = true;
    for (const character of this.#decoder.write(bytes as Buffer)) room = this.#key(character) && room;
    return room;
  }

  end(): void {
    this.#lines.end();
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#lines.read();
  }

  #key(character: string): boolean {
    if (this.#escape !== '') {
      this.#escape += character;
      if (this.#escape.length > 2 ? /[@-~]/.test(character) : character !== '[') this.#escape = '';
      return true;
    }
    switch (character) {
      case '\u001b':
        this.#escape = character;
        return true;
      case '\u0003':
        this.#line = [];
        this.#echo('^C');
        this.#signals.interrupt();
        return true;
      case '\u0004':
        if (this.#line.length > 0) return this.#give('');
        this.end();
        return true;
      case '\b':
      case '\u007f':
        this.#erase(1);
        return true;
      case '\u0015':
        this.#erase(this.#line.length);
        return true;
      case '\u0017': {
        const word = /\S*\s*$/.exec(this.#line.join(''))?.[0] ?? '';
        this.#erase([...word].length);
        return true;
      }
      case '\r':
      case '\n':
        this.#echo('\n');
        return this.#give('\n');
      default:
        if (character < ' ' || this.#line.length >= LONGEST_LINE) return true;
        this.#line.push(character);
        this.#echo(character);
        return true;
    }
  }

  #give(end: string): boolean {
    const line = this.#line.join('') + end;
    this.#line = [];
    return this.#lines.push(Buffer.from(line));
  }

  #erase(count: number): void {
    const gone = this.#line.splice(Math.max(0, this.#line.length - count));
    this.#echo('\b \b'.repeat(gone.length));
  }
}
