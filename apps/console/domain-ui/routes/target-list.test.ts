import { describe, expect, it } from 'vitest';
import { addTargets, readTargets, targetsError } from './target-list.ts';

describe('what may be typed or pasted', () => {
  it.each<[string, string[]]>([
    ['60100:100', ['target:60100:100']],
    ['target:60100:100', ['target:60100:100']],
    ['  TARGET:60100:100 ', ['target:60100:100']],
    [
      '60100:100, 60100:101;60100:102\n192.168.0.204:5',
      ['target:60100:100', 'target:60100:101', 'target:60100:102', 'target:192.168.0.204:5'],
    ],
    ['target:60100:100target:60100:101', ['target:60100:100', 'target:60100:101']],
    ['', []],
  ])('%j', (typed, texts) => {
    expect(readTargets(typed)).toEqual(texts.map((text) => ({ text })));
  });

  it.each(['60100', '60100:x', '0:5', '60100:99999999999', 'ten:five'])('%s is kept and marked', (typed) => {
    const [chip] = readTargets(typed);
    expect(chip?.text).toBe(typed);
    expect(chip?.error).toContain(typed);
    expect(targetsError(['target:60100:100', typed])).toBe(chip?.error);
  });
});

it('adds what is new, once, by identity', () => {
  expect(addTargets(['target:60100:100'], '60100:100 60100:101 target:60100:101')).toEqual([
    'target:60100:100',
    'target:60100:101',
  ]);
  expect(addTargets(['target:65546:5'], '1.10:5')).toEqual(['target:65546:5']);
});
