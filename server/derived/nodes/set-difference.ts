/** Symmetric differences. Whatever both sides have has not changed, and nobody has to be notified of it. */

/** Elements of one set only. */
export function symmetricDifference<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): readonly T[] {
  return [...[...a].filter((element) => !b.has(element)), ...[...b].filter((element) => !a.has(element))];
}

/** Elements of one list only; both are sorted and have no repetitions. */
export function* symmetricDifferenceSorted(
  a: readonly string[],
  b: readonly string[],
): Generator<string, void, undefined> {
  let [left, right] = [0, 0];
  while (left < a.length || right < b.length) {
    const one = a[left];
    const other = b[right];
    if (one === other) {
      left += 1;
      right += 1;
    } else if (other === undefined || (one !== undefined && one < other)) {
      yield one!;
      left += 1;
    } else {
      yield other;
      right += 1;
    }
  }
}
