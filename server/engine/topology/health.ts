/** Health of objects, and of nodes that represent several objects. */

import type { Health } from '../../model/oper/topology-picture.ts';

const SEVERITY: { readonly [H in Health]: number } = { ok: 0, unknown: 1, busy: 2, warn: 3, bad: 4 };

/** Higher is worse. */
export function severity(health: Health): number {
  return SEVERITY[health];
}

/** The worse of two. */
export function worse(a: Health, b: Health): Health {
  return severity(a) >= severity(b) ? a : b;
}

/** States that must not be hidden by collapsing: `warn` and `bad`. */
export function isUnhealthy(health: Health): boolean {
  return health === 'warn' || health === 'bad';
}
