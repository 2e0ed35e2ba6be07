import { expect, it } from 'vitest';
import { csvCell, toCsv } from './export-csv.ts';

it.each([
  ['10.32.0.0/12', '10.32.0.0/12'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['=1+1', "'=1+1"],
  ['-5', '-5'],
  ['-cmd', "'-cmd"],
  ['', ''],
])('%j becomes %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it('exports only columns with a text', () => {
  const columns = [
    { id: 'name', header: 'Network', cell: () => null, text: (row: { name: string }) => row.name },
    { id: 'state', header: 'State', cell: () => null },
  ];
  expect(toCsv(columns, [{ name: 'k8s-default-pod-network' }])).toBe('Network\r\nk8s-default-pod-network\r\n');
});
