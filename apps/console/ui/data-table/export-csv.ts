import type { TableColumn } from './types.ts';

/** Quotes by RFC 4180, and neutralizes cells that a spreadsheet would read as a formula. */
export function csvCell(value: string): string {
  const safe = /^[=+@\t\r]/.test(value) || /^-[^\d]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const kept = columns.filter((column) => column.text !== undefined);
  const lines = [
    kept.map((column) => csvCell(column.header)),
    ...rows.map((row) => kept.map((column) => csvCell(column.text?.(row) ?? ''))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** Starts a download of the text. */
export function saveText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
