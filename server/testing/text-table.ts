/** Tables as `kubectl` prints them: upper-case headings, columns three blanks apart, nothing at the end of a line. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['No resources found.'];
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) =>
    headings
      .map((_, column) => (line[column] ?? '').padEnd(widths[column]!))
      .join('   ')
      .trimEnd(),
  );
}
