/**
 * Scenarios: transcripts as text. `$ command` lines (a YAML body between `<<yaml` and `yaml`), under each the answer as
 * it is printed; `#` begins a comment, `##` a heading. A run gives the same text with the answers as they are, so that
 * a test compares two texts and a failure reads as a diff.
 */

import { stateFaults } from '../kube/whole-state.ts';
import { createInMemorySystem, type SystemOptions } from './in-memory-system.ts';
import { runCommand, type ScenarioState } from './scenario-commands.ts';

interface Step {
  readonly lines: readonly string[];
  readonly command?: string;
  readonly body?: string;
}

/** Comments, headings and blank lines as they are; commands with their bodies; answers left out. */
function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith('$ ')) {
      const heredoc = / <<(\w+)$/.exec(line);
      if (heredoc === null) steps.push({ lines: [line], command: line.slice(2) });
      else {
        const end = lines.indexOf(heredoc[1]!, i);
        if (end < 0) throw new Error(`the body of "${line}" has no end`);
        steps.push({
          lines: lines.slice(i, end + 1),
          command: line.slice(2, heredoc.index),
          body: lines.slice(i + 1, end).join('\n'),
        });
        i = end;
      }
    } else if (line.startsWith('#') || line === '') steps.push({ lines: [line] });
  }
  return steps;
}

/** Options in the first line, as `# system: lab=none KUBERNETES_CLUSTER_NAME=c1`. */
function optionsOf(text: string): SystemOptions {
  const words = /^# system:(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  const pairs = Object.fromEntries(
    words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const { lab, ...config } = pairs;
  return { config, lab: lab === 'none' ? 'none' : 'chapter' };
}

/** The transcript with the answers as they are. */
export function playScenario(text: string): string {
  const state: ScenarioState = { system: createInMemorySystem(optionsOf(text)), names: new Map() };
  const played: string[] = [];
  for (const step of stepsOf(text)) {
    played.push(...step.lines);
    if (step.command !== undefined) played.push(...runCommand(state, step.command, step.body));
  }
  // What this product has made could be exported and imported again.
  const [fault] = stateFaults(state.system.store);
  if (fault !== undefined) throw new Error(`An import would refuse what the scenario has made: ${fault}`);
  return played.join('\n');
}
