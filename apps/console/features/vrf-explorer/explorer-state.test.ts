import { describe, expect, it } from 'vitest';
import type { VrfTree } from '../../../../server/contract/views/vrfs.ts';
import { changed, readExplorerState, routeParameters, writeExplorerState } from './search-state.ts';
import { treeLines } from './tree-lines.ts';

describe('explorer state in the address', () => {
  it.each([
    [{}, {}],
    [
      { form: 'vpn', after: 'n100', page: '3' },
      { form: 'vpn', after: 'n100', page: '3' },
    ],
    [
      { prefix: '10.0.0.5', source: 'leaked', route: 'x', tree: 'web' },
      { prefix: '10.0.0.5', source: 'leaked', route: 'x', tree: 'web' },
    ],
    [{ form: 'bogus', family: 'ipx', source: 'mars', page: '9' }, {}],
  ])('%j reads and writes', (search, written) => {
    expect(writeExplorerState(readExplorerState(search))).toEqual(written);
  });

  it('goes to the first page and drops the selection when other routes are listed', () => {
    const state = readExplorerState({ after: 'n100', page: '2', route: 'x' });
    expect(writeExplorerState(changed(state, { prefix: '10.0.0.0/8' }))).toEqual({ prefix: '10.0.0.0/8' });
    expect(writeExplorerState(changed(state, { route: 'y' }))).toEqual({ after: 'n100', page: '2', route: 'y' });
    expect(routeParameters(state).toString()).toBe('after=n100&limit=100');
  });
});

describe('tree', () => {
  const row = (project: string, name: string, imports: string[] = []) => ({
    id: `${project}/${name}`,
    name,
    fqName: `default-domain:${project}:${name}`,
    project,
    imports,
    exports: [],
    routes: 0,
    isolated: false,
    shared: false,
  });
  const tree = {
    projects: [
      { project: 'a', vrfs: [row('a', 'k8s-web-network', ['target:60100:100']), row('a', 'db')] },
      { project: 'b', vrfs: [row('b', 'cache')] },
    ],
    total: 3,
    revision: 1,
  } as unknown as VrfTree;
  const told = (filter: string, closed: string[] = []) =>
    treeLines(tree, filter, new Set(closed))
      .map((line) => (line.kind === 'project' ? `[${line.project}]` : line.row.name))
      .join(' ');
  it.each([
    ['', [], '[a] k8s-web-network db [b] cache'],
    ['', ['a'], '[a] [b] cache'],
    ['60100:100', ['a'], '[a] k8s-web-network'],
    ['b cache', [], '[b] cache'],
    ['nothing', [], ''],
  ] as const)('%j with %j closed', (filter, closed, lines) => expect(told(filter, [...closed])).toBe(lines));
});
