/** Health of a thing as the topology draws it. */

import type { ObjectCondition } from '../../model/oper/condition.ts';
import type { Health } from '../../model/oper/topology-picture.ts';

export interface Judged {
  readonly health: Health;
  /** Sentences; empty when ok. */
  readonly reasons: readonly string[];
}

export const FINE: Judged = { health: 'ok', reasons: [] };

/** Errors are bad, warnings warn, information is neither. */
export function judged(conditions: readonly ObjectCondition[], otherwise: Judged = FINE): Judged {
  const troubles = conditions.filter((condition) => condition.severity !== 'info');
  if (troubles.length === 0) return otherwise;
  return {
    health: troubles.some((condition) => condition.severity === 'error') ? 'bad' : 'warn',
    reasons: troubles.slice(0, 5).map((condition) => condition.message),
  };
}
