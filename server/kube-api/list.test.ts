/** Paged lists by the hundred: what one client keeps open does not end another's list. */

import { beforeEach, afterEach, expect, test } from 'vitest';
import { Bounds } from '../http/bounds.ts';
import type { Client } from '../http/shares.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { parseKubePath } from './kube-path.ts';
import { ContinueExpired, Lists, type ListPage } from './list.ts';
import { selectionOf } from './selection.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(() => server.close());

const { resource } = parseKubePath('/api/v1/configmaps')!;
const COUNT = 20;

function setup(totals: { readonly lists?: number } = {}) {
  for (let index = 0; index < COUNT; index++) {
    server.store.transact({ actor: 'test', source: 'system' }, (transaction) =>
      transaction.put('kube/ConfigMap', `default/c-${String(index).padStart(2, '0')}`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: `c-${String(index).padStart(2, '0')}`,
          namespace: 'default',
          uid: `u-${index}`,
          creationTimestamp: '2026-01-01T00:00:00Z',
        },
        data: {},
      }),
    );
  }
  let time = 0;
  const lists = new Lists(server.store, () => time);
  const bounds = new Bounds(totals);
  const page = (client: Client, query: string): ListPage =>
    lists.page(selectionOf(resource, undefined, new URLSearchParams()), new URLSearchParams(query), client, bounds);
  const next = (client: Client, before: ListPage, limit: number): ListPage =>
    page(client, `limit=${limit}&continue=${before.meta.continue}`);
  return { page, next, bounds, lists, pass: (ms: number) => void (time += ms) };
}

const client = (address = 'a'): Client => ({ address, connection: {} });
const names = ({ records }: ListPage): string[] => records.map(({ key }) => key.slice(-2));

test('a thousand lists at a time can each be continued', () => {
  const { page, next, bounds } = setup();
  const clients = Array.from({ length: 10 }, () => client());
  const begun = Array.from({ length: 1000 }, (_, index) => page(clients[index % 10]!, 'limit=5'));
  for (const [index, first] of begun.entries()) {
    const second = next(clients[index % 10]!, first, 5);
    expect([names(first)[0], names(second)[0], second.meta.remainingItemCount]).toEqual(['00', '05', 10]);
    expect(names(next(clients[index % 10]!, second, 50))).toHaveLength(10);
  }
  expect(bounds.figures().lists.held).toBe(0);
});

test('a connection that begins lists without end displaces its own', () => {
  // Each list costs 84; a connection may hold ten of them.
  const { page, next, bounds } = setup({ lists: 84 * 10 * 8 });
  const [greedy, other] = [client(), client()];
  const mine = page(other, 'limit=5');
  const begun = Array.from({ length: 500 }, () => page(greedy, 'limit=1'));
  expect(bounds.figures().lists.held).toBe(84 * 10);
  expect(names(next(other, mine, 5))).toEqual(['05', '06', '07', '08', '09']);
  expect(() => next(greedy, begun[0]!, 1)).toThrow(ContinueExpired);
  expect(names(next(greedy, begun.at(-1)!, 1))).toEqual(['01']);
});

test('a token goes on with its own list only, at the revision of that list', () => {
  const { page, bounds, lists } = setup();
  const one = client();
  const first = page(one, 'limit=5');
  const token = JSON.parse(Buffer.from(first.meta.continue!, 'base64url').toString()) as object;
  const forged = (change: object): string => Buffer.from(JSON.stringify({ ...token, ...change })).toString('base64url');
  const elsewhere = (path: string, query: string): ListPage => {
    const { resource: wanted, namespace } = parseKubePath(path)!;
    const asked = new URLSearchParams(query);
    return lists.page(selectionOf(wanted, namespace, asked), asked, one, bounds);
  };
  for (const [path, query] of [
    ['/api/v1/pods', ''],
    ['/api/v1/namespaces/default/configmaps', ''],
    ['/api/v1/configmaps', '&labelSelector=app'],
  ] as const) {
    expect(() => elsewhere(path, `limit=5&continue=${first.meta.continue}${query}`)).toThrow(
      /invalid continue token: it goes on with another list/,
    );
  }
  for (const rv of [1e300, -2, 1.5])
    expect(page(one, `limit=5&continue=${forged({ rv })}`).meta.resourceVersion).toBe(first.meta.resourceVersion);
});

test('what expired goes on from the head with the token it is given', () => {
  const { page, next, pass } = setup();
  const one = client();
  const first = page(one, 'limit=5');
  pass(5 * 60_000 + 1);
  let token = '';
  try {
    next(one, first, 5);
  } catch (error) {
    if (error instanceof ContinueExpired) token = error.token;
  }
  expect(names(page(one, `limit=5&continue=${token}`))[0]).toBe('05');
});
