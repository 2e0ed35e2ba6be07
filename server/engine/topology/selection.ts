/** Why an object is not collapsed: it is selected, found, opened by the reader, or unhealthy. */

import type { Health } from '../../model/oper/topology-picture.ts';
import type { PictureRequest } from './facts.ts';
import { isUnhealthy } from './health.ts';

export interface Selection {
  /** Whether `text` (lower case) matches the reader's search. */
  found(text: string): boolean;
  /** Rank of an object: 0 may be collapsed. */
  pin(id: string, health: Health, opened: boolean, found: boolean): number;
  hits(): number;
  /** Whether the focus, or one of its neighbours, is among them. */
  near(things: readonly { readonly id: string }[]): boolean;
}

/** `near` are the ids of the focus's neighbours. */
export function selectionOf(request: PictureRequest, near: ReadonlySet<string>): Selection {
  const wanted = request.q?.trim().toLowerCase() ?? '';
  // Pods are checked one by one only if one of them is selected.
  const apart = new Set([request.focus ?? '', ...near].filter((id) => id.startsWith('pod:')));
  let hits = 0;
  return {
    found(text) {
      if (wanted === '' || !text.includes(wanted)) return false;
      hits++;
      return true;
    },
    pin(id, health, opened, found) {
      if (id === request.focus) return 5;
      if (isUnhealthy(health)) return 4;
      if (found) return 3;
      if (near.size > 0 && near.has(id)) return 2;
      return opened ? 1 : 0;
    },
    hits: () => hits,
    near: (things) => apart.size > 0 && things.some(({ id }) => apart.has(id)),
  };
}
