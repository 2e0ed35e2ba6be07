/** The health of an object, as the topology shows it. */

import type { ObjectCondition } from '../../model/oper/condition.ts';
import type { Health } from '../../model/oper/topology-picture.ts';

export interface WithHealth {
  readonly health: Health;
  /** Sentences; empty when ok. */
  readonly reasons: readonly string[];
}

export const FINE: WithHealth = { health: 'ok', reasons: [] };

/** The worst severity of the conditions; information counts as healthy. */
export function healthOf(conditions: readonly ObjectCondition[], otherwise: WithHealth = FINE): WithHealth {
  const troubles = conditions.filter((condition) => condition.severity !== 'info');
  if (troubles.length === 0) return otherwise;
  return {
    health: troubles.some((condition) => condition.severity === 'error') ? 'bad' : 'warn',
    reasons: troubles.slice(0, 5).map((condition) => condition.message),
  };
}
