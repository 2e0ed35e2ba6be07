import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Problem } from '../data/problem.ts';
import { newQueryClient } from '../data/query-client.ts';
import type { Reading } from '../data/reading.ts';
import { page, type PageComponent } from './page.tsx';
import { patterns, pathTo } from './paths.ts';

/** A read with a given answer, which counts how often it is asked. */
function answering<T>(name: string, answer: () => Promise<T>) {
  const asked = { times: 0 };
  const reading: Reading<T> = {
    queryKey: [{ kinds: [] }, 'answer', name],
    queryFn: () => {
      asked.times += 1;
      return answer();
    },
    select: (kept) => kept as T,
    retry: false,
  };
  return { reading, asked };
}
const fails = (status: number, title: string) => () => Promise.reject(new Problem({ status, title }));

const place = { namespace: 'ns', name: 'web' };
const podPage = (
  row: Reading<{ node: string } | null>,
  more: { numbers?: Reading<number>; sessions?: Reading<number>; around?: true; stays?: boolean } = {},
) => {
  const { reading: known } = answering('known', async () => 64_512);
  return page('pod', {
    needs: () => ({ row, numbers: more.numbers ?? known }),
    wants: () => ({ sessions: more.sessions ?? known }),
    what: "the cluster's settings",
    object: {
      is: 'row',
      kind: 'kube/Pod',
      noun: 'pod',
      name: ({ namespace, name }) => `${namespace}/${name}`,
      all: { to: pathTo('pods'), label: 'Pods' },
      stays: more.stays,
    },
    Around: more.around && (({ children }) => <div>Beside {children}</div>),
    Page: ({ params, search, row: pod }) => <h1>{`${params.name} on ${pod.data.node}, ${search['tab']}`}</h1>,
  });
};

/** What is shown in the page's place with what is in the cache. */
async function drawn(Page: PageComponent, client: QueryClient): Promise<string> {
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path: patterns.pod as string, component: Page });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [pathTo('pod', place, { tab: 'history' })] }),
  });
  await router.load();
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
async function arrived(Page: PageComponent, client = new QueryClient()): Promise<string> {
  await Page.load!(client, place, {});
  return drawn(Page, client);
}

test('what a page needs is read on the way to it, once, and then it is drawn with it', async () => {
  const row = answering('row', async () => ({ node: 'worker-1' }));
  const numbers = answering('numbers', async () => 64_512);
  const sessions = answering('sessions', async () => 2);
  const Page = podPage(row.reading, { numbers: numbers.reading, sessions: sessions.reading });
  const client = newQueryClient();
  expect(await drawn(Page, client)).toContain('aria-busy="true"');
  expect(await arrived(Page, client)).toContain('web on worker-1, history');
  await Page.load(client, place, {});
  expect([row.asked.times, numbers.asked.times, sessions.asked.times]).toEqual([1, 1, 1]);
});

test('what changed since it was kept is read again on the way, so that a form begins with what is there', async () => {
  let node = 'worker-1';
  const row = answering('row', async () => ({ node }));
  const Page = podPage(row.reading, { stays: true });
  const client = newQueryClient();
  await arrived(Page, client);
  node = 'worker-2';
  await client.invalidateQueries({ queryKey: row.reading.queryKey });
  expect(await arrived(Page, client)).toContain('web on worker-2');
  expect(row.asked.times).toBe(2);
});

test('a read that fails is said by the page, with another try, and the way there ends', async () => {
  const row = answering('row', fails(500, 'Out of order'));
  const html = await arrived(podPage(row.reading));
  expect(html).toContain('Could not read pod ns/web.');
  expect(html).toContain('Retry');
  expect(row.asked.times).toBe(1);
});

test('needs besides the object are called what they are together', async () => {
  const row = answering('row', async () => ({ node: 'worker-1' }));
  const numbers = answering('numbers', fails(500, 'Out of order'));
  expect(await arrived(podPage(row.reading, { numbers: numbers.reading }))).toContain(
    'Could not read the cluster&#x27;s settings.',
  );
});

test('the page is drawn without what it only wants', async () => {
  const row = answering('row', async () => ({ node: 'worker-1' }));
  const sessions = answering('sessions', fails(500, 'Out of order'));
  expect(await arrived(podPage(row.reading, { sessions: sessions.reading }))).toContain('web on worker-1');
});

test.each([
  ['null', async () => null],
  ['404', fails(404, 'Not found')],
])('an object that is not there is said so: %s', async (_, answer: () => Promise<null>) => {
  const html = await arrived(podPage(answering('row', answer).reading));
  expect(html).toContain('There is no pod web');
  expect(html).not.toContain('Retry');
});

test('an object that is deleted while it is shown gives way, except to a form', async () => {
  let there = true;
  const { reading } = answering<{ node: string } | null>('row', () =>
    there ? Promise.resolve({ node: 'worker-1' }) : fails(404, 'Not found')(),
  );
  const client = new QueryClient();
  await arrived(podPage(reading), client);
  there = false;
  await client.fetchQuery({ ...reading, staleTime: 0 }).catch(() => undefined);
  expect(await drawn(podPage(reading), client)).toContain('There is no pod web');
  const form = await drawn(podPage(reading, { stays: true }), client);
  expect(form).toContain('web on worker-1');
  expect(form).toContain('was deleted meanwhile');
});

test('what is around a page is there while the page waits, and does not wait for it', async () => {
  const row = answering('row', () => new Promise<never>(() => undefined));
  const Page = podPage(row.reading, { around: true });
  const html = await arrived(Page);
  expect(html).toContain('Beside');
  expect(html).toContain('aria-busy="true"');
  expect(row.asked.times).toBe(1);
});
