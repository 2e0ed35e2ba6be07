/**
 * Which nodes and edges are selected, near the selection, found, or in the tab order. Kept outside React's state, so
 * that a click renders only the few nodes that change.
 */

import { useSyncExternalStore } from 'react';
import type { PathVerdict } from '../../../../server/model/oper/topology-picture.ts';

export type Mark = '' | 'on' | 'near' | 'dim';

/** The step of the selected path that an edge or a node shows. */
export interface StepMark {
  readonly number: number;
  readonly verdict: PathVerdict;
}

export interface Marking {
  readonly selected: string | undefined;
  /** What stays bright while something is selected: ids of nodes and edges. */
  readonly near: ReadonlySet<string>;
  /** Steps of the selected path by their edges, or nodes where a step has no edge. */
  readonly steps: ReadonlyMap<string, StepMark>;
  readonly hits: ReadonlySet<string>;
  /** The one node in the tab order. */
  readonly tab: string | undefined;
}

export const NO_MARKS: Marking = {
  selected: undefined,
  near: new Set(),
  steps: new Map(),
  hits: new Set(),
  tab: undefined,
};

class Marks {
  #now: Marking = NO_MARKS;
  readonly #listeners = new Set<() => void>();

  set(next: Marking): void {
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `mark hit tab number verdict` of one node or edge as a string, so that equal strings mean unchanged. */
  of(id: string): string {
    const { selected, near, steps, hits, tab } = this.#now;
    const step = steps.get(id);
    const mark: Mark = selected === undefined ? '' : id === selected ? 'on' : near.has(id) ? 'near' : 'dim';
    const hit = hits.has(id) ? 'hit' : '';
    return `${mark} ${hit} ${tab === id ? 'tab' : ''} ${step?.number ?? ''} ${step?.verdict ?? ''}`;
  }
}

export const marks = new Marks();

export function useMark(id: string): {
  readonly mark: Mark;
  readonly hit: boolean;
  readonly tab: boolean;
  readonly step: StepMark | undefined;
} {
  const word = useSyncExternalStore(marks.subscribe, () => marks.of(id));
  const [mark, hit, tab, number, verdict] = word.split(' ');
  return {
    mark: mark as Mark,
    hit: hit === 'hit',
    tab: tab === 'tab',
    step:
      number === undefined || number === '' ? undefined : { number: Number(number), verdict: verdict as PathVerdict },
  };
}

/** Whether bodies are compact. All nodes change together when the zoom crosses the threshold, and only then. */
class CompactSwitch {
  #now = false;
  readonly #listeners = new Set<() => void>();

  set(next: boolean): void {
    if (next === this.#now) return;
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): boolean => this.#now;
}

export const compactness = new CompactSwitch();
export const useCompact = (): boolean => useSyncExternalStore(compactness.subscribe, compactness.read);
