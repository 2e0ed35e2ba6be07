import { expect, test } from 'vitest';
import { Problem, toFieldErrors } from '../../data/problem.ts';
import { blank, faultsOf, fromRecord, oneMore, problemFields, toCreate, toUpdate } from './form-model.ts';

const PROJECT = 'default-domain:default-project';
const gateway = { key: '1', prefix: ' 10.1.0.0/16', nextHop: '10.0.0.9 ', communities: 'no-export, 64512:7' };
const form = (...routes: readonly (typeof gateway)[]) => ({ project: PROJECT, name: 'to-office', routes: [...routes] });
const service = { prefix: '10.2.0.0/16', next_hop: 'd:p:firewall', next_hop_type: 'service-instance' as const };
const stored = {
  uuid: 'u',
  fq_name: ['default-domain', 'default-project', 'to-office'],
  routes: { route: [service, { prefix: '0.0.0.0/0' }] },
};

test('a new table is one object with its routes', () => {
  expect(faultsOf(form(gateway), false)).toEqual({});
  expect(toCreate(form(gateway), 'u')).toEqual([
    {
      method: 'POST',
      path: '/config/route-tables',
      body: {
        'route-table': {
          uuid: 'u',
          fq_name: ['default-domain', 'default-project', 'to-office'],
          parent_type: 'project',
          routes: {
            route: [
              {
                next_hop_type: 'ip-address',
                prefix: '10.1.0.0/16',
                next_hop: '10.0.0.9',
                community_attributes: { community_attribute: ['no-export', '64512:7'] },
              },
            ],
          },
        },
      },
    },
  ]);
});

test('what was read is sent back, and nothing where nothing changed', () => {
  const read = fromRecord(stored);
  expect(faultsOf(read, true)).toEqual({});
  expect(toUpdate(read, stored, '"1"')).toEqual([]);
  const [first, second] = read.routes;
  expect(toUpdate({ ...read, routes: [{ ...first!, communities: '1:1' }, second!] }, stored, '"1"')).toEqual([
    {
      method: 'PUT',
      path: '/config/route-table/u',
      body: {
        'route-table': {
          routes: {
            route: [{ ...service, community_attributes: { community_attribute: ['1:1'] } }, { prefix: '0.0.0.0/0' }],
          },
        },
      },
      ifMatch: '"1"',
    },
  ]);
});

test('each fault stands at its field, with what would do', () => {
  expect(Object.keys(faultsOf(blank(''), false))).toEqual(['project', 'name', 'routes.1.prefix']);
  expect(faultsOf(form({ ...gateway, prefix: '10.1.2.3/16' }), false)).toMatchObject({
    'routes.1.prefix': { suggestion: '10.1.0.0/16' },
  });
  expect(Object.keys(faultsOf(form({ ...gateway, nextHop: '' }, { ...gateway, key: '2' }), false))).toEqual([
    'routes.1.nextHop',
  ]);
  expect(Object.keys(faultsOf(form(gateway, { ...gateway, key: '2' }), false))).toEqual(['routes.2.prefix']);
  const refused = new Problem({
    title: 'Bad Request',
    status: 400,
    errors: [
      { pointer: '/route-table/routes/route/1/next_hop', detail: 'no' },
      { pointer: '/route-table/routes/route/0/community_attributes/community_attribute/1', detail: 'nor that' },
    ],
  });
  const rows = form(gateway, { ...gateway, key: '7' });
  expect(toFieldErrors(refused, problemFields(rows))).toEqual({
    fields: { 'routes.7.nextHop': 'no', 'routes.1.communities': 'nor that' },
    rest: [],
  });
});

test('a further route has a key of its own', () => {
  expect(oneMore([{ ...gateway, key: '7' }, gateway]).map(({ key }) => key)).toEqual(['7', '1', '8']);
  expect(oneMore([])).toMatchObject([{ key: '1', prefix: '' }]);
});
