/** Quantities in objects: the canonical text that is kept, and why one is invalid. */

import { formatQuantity, isWhole, parseQuantity } from '../model/kube/quantity.ts';
import { invalidValue } from './causes.ts';
import { setField, type Draft } from './draft.ts';
import { badRequest, type Cause } from './kube-problem.ts';

const FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/**
 * Replaces the quantities of a list of resources by their canonical texts. 400 for one that is none, as of a field of
 * the wrong type.
 */
export function canonicalQuantities(kind: string, list: Draft | undefined): void {
  for (const [resource, value] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(String(value));
    if (quantity === undefined) throw badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${FORM}`);
    setField(list!, resource, formatQuantity(quantity));
  }
}

/** Why an amount is no valid amount of things: negative, or of a countable thing and not whole. */
export function amountCauses(field: string, value: unknown, countable: boolean): Cause[] {
  const quantity = parseQuantity(String(value));
  if (quantity === undefined) return [];
  if (quantity.nano < 0n) return [invalidValue(field, value, 'must be greater than or equal to 0')];
  return countable && !isWhole(quantity) ? [invalidValue(field, value, 'must be an integer')] : [];
}
