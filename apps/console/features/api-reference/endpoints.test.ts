import { expect, test } from 'vitest';
import { openApi } from '../../../../server/contract/endpoints/openapi.ts';
import { curlOf, endpointsOf, found, shapeOf } from './endpoints.ts';

const rows = endpointsOf(openApi());
const paths = (typed: string) => found(rows, typed).map(({ path }) => path);

test('endpoints are found by words of path, sentence, answer and parameters', () => {
  expect(paths('')).toHaveLength(rows.length);
  expect(paths('lineage')).toEqual(['/views/floating-ips/{uuid}/lineage']);
  expect(paths('GATEWAY show')).toEqual(['/views/gateways/{id}/show']);
  expect(paths('quantum')).toEqual([]);
});

test('a request to try names what must be given', () => {
  const row = rows.find(({ path }) => path === '/views/gateways/{id}/show')!;
  expect(curlOf('http://127.0.0.1:9091', row)).toBe(
    "curl 'http://127.0.0.1:9091/views/gateways/<id>/show?command=<command>'",
  );
});

test('what a parameter may be is said in a few words', () => {
  const of = (path: string, name: string) =>
    shapeOf(rows.find((row) => row.path === path)!.parameters.find((one) => one.name === name)!);
  expect(of('/views/topology', 'level')).toBe('cluster | projects | vrfs | pods');
  expect(of('/views/topology', 'limit')).toBe('whole number');
  expect(of('/views/tables/{noun}', 'filter')).toBe('text, may be repeated');
  expect(of('/views/search', 'q')).toBe('text, 300 characters at most');
  expect(of('/views/vrfs/{id}', 'id')).toBe('text');
});
