/**
 * Where a key leads in the mega menu. Entries are numbered column by column; `columns` says how many each
 * has. −1 is the search field; undefined means that the key does nothing here.
 */
export function neighbour(
  key: string,
  at: number,
  columns: readonly number[],
  labels: readonly string[],
): number | undefined {
  const starts = columns.map((_, index) => columns.slice(0, index).reduce((sum, count) => sum + count, 0));
  const column = starts.findLastIndex((start) => start <= at);
  const row = at - (starts[column] ?? 0);
  const total = labels.length;
  switch (key) {
    case 'ArrowDown':
      return Math.min(total - 1, at + 1);
    case 'ArrowUp':
      return at - 1;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const to = column + (key === 'ArrowRight' ? 1 : -1);
      const count = columns[to];
      return count === undefined ? at : (starts[to] ?? 0) + Math.min(row, count - 1);
    }
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default: {
      if (!/^[a-z]$/i.test(key)) return undefined;
      for (let step = 1; step <= total; step += 1) {
        const to = (at + step) % total;
        if (labels[to]?.toLowerCase().startsWith(key.toLowerCase())) return to;
      }
      return undefined;
    }
  }
}
