/** The row that a key moves to from `index` in a table of `count` rows; undefined if the key does not move. */
export function rowKeyTarget(key: string, index: number, count: number): number | undefined {
  const within = (to: number) => Math.max(0, Math.min(count - 1, to));
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index - 1);
    case 'PageDown':
      return within(index + 15);
    case 'PageUp':
      return within(index - 15);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    default:
      return undefined;
  }
}
