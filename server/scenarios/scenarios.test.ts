import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playScenario } from '../testing/scenario.ts';

const scenarios = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.scenario'));

describe('the chapter, as transcripts', () => {
  it.each(scenarios)('%s', (file) => {
    const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
    expect(playScenario(text)).toBe(text);
  });
});
