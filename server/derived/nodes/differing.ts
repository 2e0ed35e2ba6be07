/** Elements of one set only. */
export function differing<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): readonly T[] {
  return [...[...a].filter((element) => !b.has(element)), ...[...b].filter((element) => !a.has(element))];
}
