/** One step of a run: a request, and what its answer is a promise of. */

import type { Random } from '../../engine/bgp/fuzz/random.ts';
import type { Sent } from './connection.ts';
import type { Damage } from './damage.ts';
import type { Inventory } from './inventory.ts';
import type { Surface } from './surface.ts';

export interface Step {
  readonly about: About;
  readonly sent: Sent;
  readonly promises: Promises;
  readonly object?: OneObject | undefined;
}

/** The one object that a request is about; when it is answered 404, that is not there. */
export interface OneObject {
  readonly api: 'config' | 'kube';
  readonly kind: string;
  /** A uuid in the config API. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly deletes: boolean;
}

/** What a step is, for the table of what was tried. */
export interface About {
  /** A type, a kind, a subresource (`Deployment/scale`) or a path. */
  readonly kind: string;
  readonly verb: string;
  readonly damage: ReadonlySet<Damage>;
}

/** `changes`: a success has certainly changed something; `rehearses`: it has certainly not. */
export type Promises =
  /** Nothing is changed, whatever is answered. */
  | { readonly kind: 'nothing' }
  /** A write of the config API; `type` when the answer is about one object, which its ETag is of. */
  | { readonly kind: 'config'; readonly type?: string; readonly uuid?: string; readonly changes?: boolean }
  /** A write of the Kubernetes API; `single` when the answer of a success is the object as stored. */
  | {
      readonly kind: 'kube';
      readonly of: string;
      readonly single: boolean;
      readonly changes?: boolean;
      readonly rehearses?: boolean;
    };

/** The running system as the mutation run knows it: its API, and the objects that it has. */
export interface TestedSystem {
  readonly surface: Surface;
  readonly inventory: Inventory;
}

export interface Hand extends TestedSystem {
  /** What was done to the body that is being made. */
  readonly did: Set<Damage>;
  readonly random: Random;
  /** Nothing is mutated: an item of a batch whose other items are to be reached. */
  readonly calm?: boolean;
}

/** A longer head of a request is refused before anybody sees it (Node: 16 KiB). */
const LONGEST_QUERY = 12_000;

/** A query string; values are encoded, lone surrogates become what an old client makes of them. */
export function queryOf(parameters: readonly (readonly [string, string])[]): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`.slice(
    0,
    LONGEST_QUERY,
  );
}

export function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}
