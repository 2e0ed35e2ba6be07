/**
 * Which things are selected, beside the selected, found, or in the tab order. Kept beside React's state, so that a click
 * draws the few nodes that change rather than all.
 */
import { useSyncExternalStore } from 'react';

export type Mark = '' | 'on' | 'near' | 'dim';

export interface Marking {
  readonly selected: string | undefined;
  /** What stays bright while something is selected: ids of nodes and edges. */
  readonly near: ReadonlySet<string>;
  readonly hits: ReadonlySet<string>;
  /** The one node in the tab order. */
  readonly tab: string | undefined;
}

export const NO_MARKS: Marking = { selected: undefined, near: new Set(), hits: new Set(), tab: undefined };

export class Marks {
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

  /** `mark hit tab` of one thing as a word, so that equal means unchanged. */
  of(id: string): string {
    const { selected, near, hits, tab } = this.#now;
    const mark: Mark = selected === undefined ? '' : id === selected ? 'on' : near.has(id) ? 'near' : 'dim';
    return `${mark} ${hits.has(id) ? 'hit' : ''} ${tab === id ? 'tab' : ''}`;
  }
}

export const marks = new Marks();

export function useMark(id: string): { readonly mark: Mark; readonly hit: boolean; readonly tab: boolean } {
  const word = useSyncExternalStore(marks.subscribe, () => marks.of(id));
  const [mark, hit, tab] = word.split(' ');
  return { mark: mark as Mark, hit: hit === 'hit', tab: tab === 'tab' };
}

/** Whether bodies are compact. All nodes change together when the zoom crosses the threshold, and only then. */
export class CompactSwitch {
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
