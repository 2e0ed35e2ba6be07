/**
 * A terminal in canonical mode with echo, as the kernel's line discipline has it (termios(3)): a line is read when it
 * is complete; backspace, ^U and ^W edit it; ^C interrupts; ^D ends the input at the begin of a line.
 */

import { StringDecoder } from 'node:string_decoder';
import { PipeInput, type StandardInput } from './input.ts';
import type { Signals } from './signals.ts';

/** Characters of a line; more are ignored, as by the kernel. */
const LONGEST_LINE = 4095;
/** Characters of whole lines that wait to be read, as many as the kernel keeps, and that are handled in one turn. */
const ROOM = 4096;
const INTERRUPT = '\u0003';
/** Characters of an escape sequence. */
const LONGEST_ESCAPE = 32;

export class Terminal implements StandardInput {
  readonly #signals: Signals;
  readonly #echo: (text: string) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #resume: () => void;
  readonly #lines: PipeInput;
  readonly #decoder = new StringDecoder('utf8');
  #line: string[] = [];
  /** Within an escape sequence, as of the arrow keys: there is nothing that they could move. */
  #escape = '';
  /** What has been typed and not been looked at. */
  #typed = '';
  #typing = false;
  /** Whether the client waits for `resume`. */
  #held = false;
  /** What these keys write: a client may send very many in one message. */
  #echoed = '';
  /** Lines that are given once they are echoed; whether the process is interrupted then, or its input ends. */
  #given: Uint8Array[] = [];
  #interrupted = false;
  #ended = false;
  /** Bytes of the lines that wait to be read, and of those. */
  #waiting = 0;

  /**
   * `echo` resolves when more may be written; `failed` is told why it could not. `resume` is called when there is room
   * again for what is typed.
   */
  constructor(
    signals: Signals,
    echo: (text: string) => Promise<void>,
    failed: (error: unknown) => void,
    resume: () => void,
  ) {
    this.#signals = signals;
    this.#echo = echo;
    this.#failed = failed;
    this.#resume = resume;
    this.#lines = new PipeInput(signals, () => {});
  }

  push(bytes: Uint8Array): boolean {
    this.#typed += this.#decoder.write(bytes as Buffer);
    this.#type().catch(this.#failed);
    this.#held = this.#typed.length >= ROOM;
    return !this.#held;
  }

  end(): void {
    this.#lines.end();
  }

  async read(): Promise<Uint8Array | undefined> {
    const line = await this.#lines.read();
    this.#waiting -= line?.length ?? 0;
    this.#type().catch(this.#failed);
    return line;
  }

  /** As many keys as there is room for, and as the client reads what they write. */
  async #type(): Promise<void> {
    if (this.#typing) return;
    this.#typing = true;
    while (this.#typed !== '' && !this.#signals.killed) {
      if (this.#waiting >= ROOM) {
        // ^C passes by what nobody reads.
        const interrupt = this.#typed.lastIndexOf(INTERRUPT);
        if (interrupt < 0) break;
        this.#typed = this.#typed.slice(interrupt);
      }
      const keys = this.#typed.slice(0, ROOM);
      let done = 0;
      for (const character of keys) {
        if (this.#waiting >= ROOM && character !== INTERRUPT) break;
        this.#key(character);
        done += character.length;
      }
      this.#typed = this.#typed.slice(done);
      const echoed = this.#echoed;
      this.#echoed = '';
      if (echoed !== '') await this.#echo(echoed);
      for (const line of this.#given) this.#lines.push(line);
      this.#given = [];
      if (this.#interrupted) this.#signals.interrupt();
      this.#interrupted = false;
      if (this.#ended) this.#lines.end();
    }
    this.#typing = false;
    if (!this.#held || this.#typed.length >= ROOM) return;
    this.#held = false;
    this.#resume();
  }

  #key(character: string): void {
    if (this.#escape !== '') {
      this.#escape += character;
      const ended = this.#escape.length > 2 ? /[@-~]/.test(character) : character !== '[';
      if (ended || this.#escape.length > LONGEST_ESCAPE) this.#escape = '';
      return;
    }
    switch (character) {
      case '\u001b':
        this.#escape = character;
        return;
      case INTERRUPT:
        // What has been typed before is gone (termios(3), ISIG).
        this.#line = [];
        this.#given = [];
        this.#waiting = 0;
        this.#lines.clear();
        this.#echoed += '^C';
        this.#interrupted = true;
        return;
      case '\u0004':
        if (this.#line.length > 0) this.#give('');
        else this.#ended = true;
        return;
      case '\b':
      case '\u007f':
        this.#erase(1);
        return;
      case '\u0015':
        this.#erase(this.#line.length);
        return;
      case '\u0017': {
        let begin = this.#line.length;
        while (begin > 0 && /\s/.test(this.#line[begin - 1]!)) begin--;
        while (begin > 0 && /\S/.test(this.#line[begin - 1]!)) begin--;
        this.#erase(this.#line.length - begin);
        return;
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
        return;
    }
  }

  #give(end: string): void {
    const line = Buffer.from(this.#line.join('') + end);
    this.#line = [];
    this.#waiting += line.length;
    this.#given.push(line);
  }

  #erase(count: number): void {
    const gone = this.#line.splice(Math.max(0, this.#line.length - count));
    this.#echoed += '\b \b'.repeat(gone.length);
  }
}
