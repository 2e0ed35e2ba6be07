/** The thread in which long YAML is read: text in, JSON as bytes (or a refusal) out. */

import { parentPort } from 'node:worker_threads';
import type { Budget } from '../../engine/budget/budget.ts';
import { Problem, type ProblemFacts } from '../../model/problem.ts';
import { readYamlText } from './yaml-text.ts';

export interface YamlTask {
  readonly text: string;
  readonly budget: Budget;
}

export type YamlAnswer =
  | { readonly json: Uint8Array<ArrayBuffer> }
  | { readonly refusal: ProblemFacts }
  | { readonly fault: string };

function answer({ text, budget }: YamlTask): YamlAnswer {
  try {
    return { json: new TextEncoder().encode(JSON.stringify(readYamlText(text, budget))) };
  } catch (error) {
    if (error instanceof Problem)
      return { refusal: { status: error.status, reason: error.reason, detail: error.detail } };
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: YamlTask) => {
  const said = answer(task);
  parentPort?.postMessage(said, 'json' in said ? [said.json.buffer] : []);
});
