/** One YAML document (1.2, core schema) as a JSON value within a budget; aliases are followed, and count each time. */

import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { refused, shortened, type Budget } from '../../engine/budget/budget.ts';
import { weigh } from '../../engine/budget/weigh.ts';
import type { Json } from '../../model/json.ts';

/** Aliases (`*name`) of a document at most. */
const MOST_ALIASES = 1_000;

/** Refuses with a `Problem`. A text without a document is null. */
export function readYamlText(text: string, budget: Budget): Json {
  let value: unknown;
  try {
    value = load(text, { schema: CORE_SCHEMA, maxDepth: budget.depth, maxAliases: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason.startsWith('expected a document')) return null;
    const at = error.mark === undefined ? '' : ` at line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
    throw refused(`the body is not YAML as it is read here${at}: ${shortened(error.reason)}`);
  }
  weigh(value, budget);
  return value as Json;
}
