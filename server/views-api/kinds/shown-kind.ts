/**
 * What views say of an object that they would not say of any. A kind has a file here if it has something to say: what
 * the search finds reads like the others otherwise, and a delete is told as it is of every kind.
 */

import type { Dependent, DependentFate } from '../../contract/views/objects.ts';
import type { ConfigType } from '../../model/config/types.ts';
import type { Kind, ValueOf } from '../../model/kinds.ts';
import type { Read } from '../../store/store.ts';
import type { ViewContext } from '../shared/view-context.ts';

export interface ShownKind<K extends Kind> {
  /** What the search calls it, where that is neither its name nor its address. */
  readonly label?: (read: Read, value: ValueOf<K>) => string | undefined;
  /** What the search says beside that; absent: where it stands. */
  readonly detail?: (read: Read, value: ValueOf<K>) => string;
  /** What it is, in the tree of what a delete does; absent: its kind. */
  readonly noun?: string;
  /** What a delete of it does besides: what it takes along, and what stays. */
  readonly consequences?: (deleting: Deleting, key: string, value: ValueOf<K>) => readonly Dependent[];
  /** All that a delete of it does, where that is not told by children and referrers. */
  readonly tree?: (context: ViewContext, value: ValueOf<K>) => Dependent;
  /** It goes with its parent; others keep their parent from going. */
  readonly goesWithParent?: boolean;
  /** The uuid of the object with which it goes: where that refers to something too, it alone is told. */
  readonly goesWith?: (value: ValueOf<K>) => string | undefined;
  /** How it is told that it keeps something from going. */
  readonly blocker?: (context: ViewContext, value: ValueOf<K>) => Dependent;
}

/** A delete that is told. */
export interface Deleting {
  readonly context: ViewContext;
  /** The tree of a config object that may go as well. */
  configTree(type: ConfigType, uuid: string): Dependent;
  /** The trees of what is in a namespace, each below what owns it. */
  content(deleting: Deleting, namespace: string): readonly Dependent[];
  /** Whether a machine (a pod, by its uid) goes in the same delete. */
  goes(machine: string | undefined): boolean;
}

/** Children listed by name; the rest is a number. */
const MAX_CHILDREN = 100;

export function node(
  kind: string,
  key: string,
  name: string,
  detail: string,
  fate: DependentFate,
  children: readonly Dependent[] = [],
  consequence?: string,
): Dependent {
  const shown = children.length > MAX_CHILDREN ? children.slice(0, MAX_CHILDREN) : children;
  return {
    kind,
    key,
    name,
    detail,
    fate,
    children: shown,
    ...(consequence === undefined ? {} : { consequence }),
    ...(shown.length < children.length ? { more: children.length - shown.length } : {}),
  };
}

/** Parts with a dot between them, less those that are absent. */
export function dotted(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
