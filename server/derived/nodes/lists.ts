/**
 * Lists of rows that mostly have one element, or none. `[]` with a `push` reserves room for 17: at 100,000 rows with
 * five lists each that would waste 70 MB.
 */
export const NONE: readonly never[] = [];

/** Adds an element in place, or begins the list. */
export function withOne<T>(list: T[] | undefined, element: T): T[] {
  if (list === undefined) return [element];
  list.push(element);
  return list;
}
