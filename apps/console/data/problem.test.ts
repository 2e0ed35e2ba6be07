import { describe, expect, it } from 'vitest';
import { Problem, readProblem, toFieldErrors } from './problem.ts';

describe('reading what the server refused with', () => {
  it.each<[string, unknown, string]>([
    [
      'problem+json',
      { title: 'Bad Request', detail: 'Subnet 10.32.0.0/12 overlaps 10.32.0.0/16.' },
      'Subnet 10.32.0.0/12 overlaps 10.32.0.0/16.',
    ],
    [
      'a Kubernetes Status',
      { kind: 'Status', message: 'namespaces "ns-user-1" already exists' },
      'namespaces "ns-user-1" already exists',
    ],
    ['plain text', 'No such network', 'No such network'],
    ['an HTML page', '<html>', 'Conflict'],
    ['nothing', undefined, 'Conflict'],
  ])('%s', (_name, body, message) => {
    expect(readProblem(409, 'Conflict', body)).toMatchObject({ status: 409, message });
  });

  it('takes the causes of a Kubernetes Status as items', () => {
    const problem = readProblem(422, '', {
      message: 'invalid',
      details: { causes: [{ field: 'metadata.name', message: 'must be lower case' }] },
    });
    expect(problem.body.errors).toEqual([{ pointer: '/metadata/name', detail: 'must be lower case' }]);
  });
});

it.each<[string, unknown, string]>([
  [
    'a Kubernetes Status',
    { reason: 'AlreadyExists', message: 'pods "web" already exists', details: { name: 'web', kind: 'pods' } },
    '/metadata/name',
  ],
  [
    'problem+json',
    { reason: 'AlreadyExists', detail: 'exists', blocking: [{ kind: 'route-table', key: 'u', name: 'd:p:web' }] },
    '/route-table/fq_name',
  ],
])('a name that is taken is told at the name: %s', (_name, body, pointer) => {
  expect(readProblem(409, 'Conflict', body).body.errors).toEqual([{ pointer, detail: 'web already exists' }]);
});

describe('finding the field', () => {
  const fields = {
    '/virtual-network/route_target_list': 'both',
    '/virtual-network/network_ipam_refs/*/attr/ipam_subnets/*/subnet': 'subnets',
    '/virtual-network/display_name': 'name',
    '/a~1b': 'slash',
  } as const;
  const at = (...errors: { pointer?: string; detail: string }[]) =>
    toFieldErrors(new Problem({ title: 'Bad Request', status: 400, errors }), fields);

  it.each([
    ['/virtual-network/route_target_list/route_target/2', 'both'],
    ['/virtual-network/network_ipam_refs/0/attr/ipam_subnets/1/subnet/ip_prefix', 'subnets'],
    ['#/virtual-network/display_name', 'name'],
    ['/a~1b', 'slash'],
  ])('%s belongs to %s', (pointer, field) => {
    expect(at({ pointer, detail: 'wrong' })).toEqual({ fields: { [field]: 'wrong' }, rest: [] });
  });

  it('joins two items of one field, keeps the others', () => {
    expect(
      at(
        { pointer: '/virtual-network/display_name', detail: 'One.' },
        { pointer: '/virtual-network/display_name/0', detail: 'Two.' },
        { pointer: '/other', detail: 'Else.' },
        { detail: 'All.' },
      ),
    ).toEqual({ fields: { name: 'One. Two.' }, rest: ['Else.', 'All.'] });
  });

  it('without items the message itself is to be shown', () => {
    expect(toFieldErrors(new Problem({ title: 'Conflict', status: 409, detail: 'In use.' }), fields)).toEqual({
      fields: {},
      rest: ['In use.'],
    });
  });
});
