/** A pool decision as conditions of the object that asks. */

import { suggestionSentence } from '../../../engine/floating-ip/pool-suggestion.ts';
import { formatFqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import type { RequestedPool } from '../pool-decisions.ts';
import { condition, unknownObject } from './evaluate.ts';

/** Only the steps at these levels: a mistake in another object's annotation is a condition of that object. */
export function poolConditions(row: RequestedPool, levels: readonly string[], who: string): readonly ObjectCondition[] {
  const found: ObjectCondition[] = [];
  for (const step of row.decision.trail) {
    if (!levels.includes(step.level)) continue;
    switch (step.outcome) {
      case 'missing':
        found.push(
          condition(
            'warning',
            'DanglingReference',
            'PoolNotFound',
            `Pool ${formatFqName(step.wanted)} is wanted by ${who} but does not exist. ` +
              `${suggestionSentence(step.suggestion)}`,
            [unknownObject('floating-ip-pool', step.wanted)],
          ),
        );
        break;
      case 'malformed':
        found.push(condition('error', 'Malformed', 'PoolAnnotationMalformed', step.sentence));
        break;
      case 'resolved-by-attachment':
        found.push(
          condition('info', 'PoolResolved', 'ResolvedByAttachment', step.sentence, [
            unknownObject('floating-ip-pool', step.pool),
          ]),
        );
        break;
      case 'resolved':
      case 'not-specified':
        break;
      default:
        throw new Error(`BUG: unknown step ${String(step satisfies never)}`);
    }
  }
  return found;
}
