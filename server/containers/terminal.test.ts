/** A terminal alone: what a client that types very much, or does not read, costs. */

import { expect, test } from 'vitest';
import { Signals } from './signals.ts';
import { Terminal } from './terminal.ts';

function terminal() {
  const signals = new Signals();
  const written: string[] = [];
  let read: (() => void) | undefined;
  let reads = true;
  let resumed = 0;
  const tty = new Terminal(
    signals,
    async (text) => {
      written.push(text);
      if (!reads) await new Promise<void>((resolve) => (read = resolve));
    },
    (error) => {
      throw error;
    },
    () => (resumed += 1),
  );
  return {
    tty,
    signals,
    written,
    resumed: () => resumed,
    stopReading: () => (reads = false),
    readOn() {
      reads = true;
      read?.();
    },
    type: (text: string) => tty.push(Buffer.from(text)),
    line: async () => Buffer.from((await tty.read()) ?? []).toString(),
  };
}

test('what very many keys write is written a piece at a time, and in order', async () => {
  const { type, written, line } = terminal();
  type('abcdef\u0015'.repeat(10_000) + 'end\n');
  expect(await line()).toBe('end\n');
  const all = written.join('');
  expect(all.length).toBe(10_000 * (6 + 18) + 4);
  for (const piece of written) expect(piece.length).toBeLessThan(20_000);
});

test('^W takes the last word, however long the line is before it', async () => {
  const { type, line } = terminal();
  type(`${'a'.repeat(4000)} ` + 'b \u0017'.repeat(50_000) + 'c\n');
  expect(await line()).toBe(`${'a'.repeat(4000)} c\n`);
});

test('who does not read what is echoed cannot type on', async () => {
  const { type, written, stopReading, readOn, resumed, line } = terminal();
  stopReading();
  expect(type('a'.repeat(100))).toBe(true);
  expect(type('b'.repeat(100_000))).toBe(false);
  expect([written.length, resumed()]).toEqual([1, 0]);
  readOn();
  type('\n');
  expect(await line()).toHaveLength(4096);
  expect(resumed()).toBe(1);
});

test('lines that nobody reads wait up to what a kernel keeps; ^C passes by them', async () => {
  const { type, signals } = terminal();
  const waiting = signals.wait<void>(() => () => {});
  expect(type('true\n'.repeat(2000))).toBe(false);
  type('more\u0003');
  await expect(waiting).rejects.toThrow('interrupted');
});

test('nothing is echoed once the process is gone', () => {
  const { type, signals, written } = terminal();
  signals.kill();
  type('abc\n');
  expect(written).toEqual([]);
});
