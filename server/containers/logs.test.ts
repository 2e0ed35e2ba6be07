import { expect, test } from 'vitest';
import { PodLogs } from './logs.ts';

const texts = (logs: PodLogs, pod: string, after = 0): readonly string[] =>
  logs.linesAfter(pod, 'web', after).map(({ text }) => text);

test('keeps the last lines of each pod, of each container apart', () => {
  const logs = new PodLogs({ lines: 10, characters: 100_000 });
  for (let line = 0; line < 25; line++) logs.append('a', 'web', line, `line ${line}`);
  logs.append('a', 'side', 0, 'other');
  const kept = texts(logs, 'a');
  expect(kept.at(-1)).toBe('line 24');
  expect(kept.length).toBeGreaterThanOrEqual(5);
  expect(kept.length).toBeLessThanOrEqual(10);
  expect(texts(logs, 'a', 24)).toEqual(['line 24'].slice(0, texts(logs, 'a', 24).length));
  expect(logs.linesAfter('a', 'side', 0)).toHaveLength(1);
});

test('in all no more than so many characters: the pods that wrote longest ago lose theirs', () => {
  const logs = new PodLogs({ lines: 1000, characters: 10_000 });
  for (let pod = 0; pod < 100; pod++) logs.append(`pod-${pod}`, 'web', 0, 'x'.repeat(200));
  expect(texts(logs, 'pod-0')).toEqual([]);
  expect(texts(logs, 'pod-99')).toHaveLength(1);
  for (let line = 0; line < 100; line++) logs.append('one', 'web', 0, 'y'.repeat(5000));
  expect(texts(logs, 'one').length).toBeGreaterThan(0);
  expect(texts(logs, 'one').join('').length).toBeLessThanOrEqual(10_000);
});

test('goes with the pod, and tells who listens', () => {
  const logs = new PodLogs();
  let rung = 0;
  const stop = logs.listen('a', () => rung++);
  logs.append('a', 'web', 0, 'line');
  logs.append('b', 'web', 0, 'line');
  logs.remove('a');
  stop();
  logs.append('a', 'web', 0, 'line');
  expect(rung).toBe(2);
  expect(texts(logs, 'b')).toEqual(['line']);
});

test('a line has no characters that a terminal obeys, and is cut', () => {
  const logs = new PodLogs();
  logs.append('a', 'web', 0, `\u001b[2J${'x'.repeat(5000)}`);
  expect(texts(logs, 'a')).toEqual([`?[2J${'x'.repeat(1020)}`]);
});
