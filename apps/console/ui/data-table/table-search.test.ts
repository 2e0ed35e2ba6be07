import { describe, expect, it } from 'vitest';
import {
  nextSort,
  parseFilters,
  parseSort,
  printFilters,
  readTableState,
  tableQuery,
  writeTableState,
} from './table-search.ts';

describe('table state in the address', () => {
  const cases: [string, Record<string, string>][] = [
    ['nothing said', {}],
    ['text', { q: 'webserver' }],
    ['digits stay text', { q: '101.101' }],
    ['descending', { sort: '-project' }],
    ['a route target as filter value', { filter: 'routeTarget:target:60100:100' }],
    ['two filters in order', { filter: 'scope:Isolated,state:Programmed' }],
    ['system objects too', { system: 'true' }],
    ['third page', { after: 'k8s-vn-left-1', page: '3' }],
  ];
  it.each(cases)('%s survives reading and writing', (_name, search) => {
    expect(writeTableState(readTableState(search))).toEqual(search);
  });

  it('does not write the default sort', () => {
    const fallback = { id: 'name', desc: false };
    expect(readTableState({}, fallback).sort).toEqual(fallback);
    expect(writeTableState(readTableState({}, fallback), fallback)).toEqual({});
    expect(writeTableState(readTableState({ sort: '-name' }, fallback), fallback)).toEqual({ sort: '-name' });
  });

  it.each([
    ['', {}],
    ['state', {}],
    [':x', {}],
    ['state:', {}],
    ['rt:60100:100', { rt: '60100:100' }],
    ['a:100%', { a: '100%' }],
    ['a:1%2C2,b:3', { a: '1,2', b: '3' }],
  ])('reads filter %j', (text, filters) => {
    expect(parseFilters(text)).toEqual(filters);
  });

  it('keeps commas and colons inside a value', () => {
    const filters = { rt: '60100:100,60100:101' };
    expect(parseFilters(printFilters(filters))).toEqual(filters);
  });

  it('a page number without its cursor is the first page', () => {
    expect(readTableState({ page: '4' })).toMatchObject({ page: 1, after: undefined });
  });

  it('goes round: ascending, descending, default', () => {
    expect(nextSort(undefined, 'name')).toEqual({ id: 'name', desc: false });
    expect(nextSort(parseSort('name'), 'name')).toEqual({ id: 'name', desc: true });
    expect(nextSort(parseSort('-name'), 'name')).toBeUndefined();
    expect(nextSort(parseSort('-name'), 'project')).toEqual({ id: 'project', desc: false });
  });

  it('asks the server in the same words', () => {
    expect(
      tableQuery(readTableState({ q: 'a b', sort: '-name', filter: 'state:Idle' }), {
        project: 'k8s-ns-user-1',
      }).toString(),
    ).toBe('q=a+b&sort=-name&filter=state%3AIdle&project=k8s-ns-user-1&limit=100');
  });
});
