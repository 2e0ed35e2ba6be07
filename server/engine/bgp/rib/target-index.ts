/**
 * Finds the destinations whose best paths have a route target: those affected by a change of a peer's memberships (RFC
 * 4684), and the learned ones that a VRF imports. Destinations with the same attributes form a linked list, so that the
 * cost of a route does not depend on its number of targets.
 */

import type { AttributeSet } from './attribute-sets.ts';
import type { Carrier, Destination } from './paths.ts';

export interface TargetIndex {
  /** The best path of the destination changed. */
  moved(destination: Destination): void;
  destinations(target: string): Iterable<Destination>;
  /** Destinations with a learned best path. */
  learned(target: string): Iterable<Destination>;
  /** Hex keys. */
  targets(): Iterable<string>;
  readonly size: number;
}

export function createTargetIndex(): TargetIndex {
  const local = new Map<AttributeSet, Carrier>();
  const learned = new Map<AttributeSet, Carrier>();
  const byTarget = new Map<string, Set<Carrier>>();

  const carrierOf = (set: AttributeSet, isLocal: boolean): Carrier => {
    const carriers = isLocal ? local : learned;
    let carrier = carriers.get(set);
    if (carrier !== undefined) return carrier;
    carriers.set(set, (carrier = { set, local: isLocal, first: undefined, last: undefined }));
    for (const target of set.targets) {
      let those = byTarget.get(target);
      if (those === undefined) byTarget.set(target, (those = new Set()));
      those.add(carrier);
    }
    return carrier;
  };

  const forget = (carrier: Carrier): void => {
    (carrier.local ? local : learned).delete(carrier.set);
    for (const target of carrier.set.targets) {
      const those = byTarget.get(target);
      those?.delete(carrier);
      if (those?.size === 0) byTarget.delete(target);
    }
  };

  return {
    moved(destination) {
      const now = destination.best?.announcement;
      const before = destination.carrier;
      if (before !== undefined && before.set === now?.set && before.local === now.source.local) return;
      if (before !== undefined) {
        unlink(destination, before);
        if (before.first === undefined) forget(before);
      }
      if (now !== undefined && now.set.targets.length > 0) link(destination, carrierOf(now.set, now.source.local));
    },
    *destinations(target) {
      for (const carrier of byTarget.get(target) ?? []) yield* carried(carrier);
    },
    *learned(target) {
      for (const carrier of byTarget.get(target) ?? []) if (!carrier.local) yield* carried(carrier);
    },
    targets: () => byTarget.keys(),
    get size() {
      return byTarget.size + local.size + learned.size;
    },
  };
}

function* carried(carrier: Carrier): Iterable<Destination> {
  for (let destination = carrier.first; destination !== undefined; destination = destination.after) yield destination;
}

function link(destination: Destination, carrier: Carrier): void {
  destination.carrier = carrier;
  destination.before = carrier.last;
  if (carrier.last === undefined) carrier.first = destination;
  else carrier.last.after = destination;
  carrier.last = destination;
}

function unlink(destination: Destination, carrier: Carrier): void {
  const { before, after } = destination;
  if (before === undefined) carrier.first = after;
  else before.after = after;
  if (after === undefined) carrier.last = before;
  else after.before = before;
  destination.before = undefined;
  destination.after = undefined;
  destination.carrier = undefined;
}
