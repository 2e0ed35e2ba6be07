import { describe, expect, test } from 'vitest';
import { openApi } from '../../../../server/contract/endpoints/openapi.ts';
import { curlOfRead } from '../../data/commands.ts';
import { addressToTry, endpointsOf, found, shapeOf, structuresOf } from './endpoints.ts';

const document = openApi();
const rows = endpointsOf(document);
const paths = (typed: string) => found(rows, typed).map(({ path }) => path);

test('endpoints are found by words of path, sentence, answer and parameters', () => {
  expect(paths('')).toHaveLength(rows.length);
  expect(paths('lineage')).toEqual(['/views/floating-ips/{uuid}/lineage']);
  expect(paths('GATEWAY show')).toEqual(['/views/gateways/{id}/show']);
  expect(paths('quantum')).toEqual([]);
});

test('a request to try names what must be given', () => {
  const row = rows.find(({ path }) => path === '/views/gateways/{id}/show')!;
  expect(curlOfRead(addressToTry(row), 'http://127.0.0.1:9091')).toBe(
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

describe('what an answer is made of', () => {
  const fieldOf = (answer: string, structure: string, name: string) =>
    structuresOf(document, { structures: [answer] })
      .find((one) => one.name === structure)!
      .fields.find((one) => one.name === name);

  test('the answer first, then what its fields lead to, each once', () => {
    const names = structuresOf(document, { structures: ['SessionDetail'] }).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['SessionDetail', 'SessionRow', 'SessionEvent']);
    expect(names).toContain('NotificationFacts');
    expect(new Set(names).size).toBe(names.length);
    expect(structuresOf(document, { structures: ['DependentsTree'] }).map(({ name }) => name)).toEqual([
      'DependentsTree',
      'Dependent',
    ]);
  });

  test('fields, those of unnamed objects among them, in a few words', () => {
    expect(fieldOf('SessionDetail', 'SessionDetail', 'timeline')).toMatchObject({
      is: 'list of SessionEvent',
      optional: false,
      description: 'Oldest first.',
    });
    expect(fieldOf('SessionDetail', 'SessionDetail', 'changes[].actor')).toMatchObject({ is: 'text' });
    expect(fieldOf('SessionDetail', 'BgpSession', 'gracefulRestart.until')).toMatchObject({
      is: 'whole number',
      optional: true,
    });
    expect(fieldOf('AddressMap', 'AddressMap', 'subnet.family')?.is).toBe('4 | 6');
    expect(fieldOf('AddressMap', 'AddressMap', 'size')?.is).toBe('whole number | text');
    expect(fieldOf('TablePage', 'PodRow', 'labels')?.is).toBe('map to text');
    expect(fieldOf('TablePage', 'PodRow', 'owner')).toMatchObject({ is: 'KubeLink | object', optional: true });
    expect(fieldOf('Summary', 'Summary', 'bounds')?.is).toMatch(/^BoundShare by connections \| /);
    expect(fieldOf('HistoryPage', 'LeafChange', 'old')).toMatchObject({ is: 'anything', optional: true });
  });

  test('of what has several forms, the fields of all', () => {
    expect(fieldOf('SessionDetail', 'SessionTrouble', 'kind')).toMatchObject({ optional: false });
    expect(fieldOf('SessionDetail', 'SessionTrouble', 'kind')?.is).toContain('admin-down | listen-failed | refused');
    expect(fieldOf('SessionDetail', 'SessionTrouble', 'expected')).toMatchObject({ optional: true });
  });
});

test('what is no view is listed too: its events by their structure, a text by its type', () => {
  const of = (path: string) => rows.find((row) => row.path === path);
  expect(of('/live')).toMatchObject({ answer: 'LiveEvent', structures: ['LiveEvent'] });
  expect(structuresOf(document, of('/live')!).map(({ name }) => name)).toEqual([
    'LiveEvent',
    'LiveHello',
    'LiveChange',
    'LiveResync',
    'LiveBeat',
    'LiveName',
  ]);
  expect(of('/healthz')).toMatchObject({ answer: 'text/plain', structures: [] });
  expect(of('/kube/openapi/v3')).toMatchObject({ answer: 'application/json' });
});
