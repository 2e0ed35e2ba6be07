/**
 * What a journey gets: a system of its own for the file, a page at its address, the two APIs, and an accessibility
 * check.
 */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import { startSystem, type RunningSystem } from './system.ts';

type Body = { readonly [key: string]: unknown };

export interface Api {
  readonly url: string;
  /**
   * Creates or replaces each document of a YAML text through the Kubernetes API, into `namespace` where none is
   * named.
   */
  apply(yaml: string, namespace?: string): Promise<void>;
  get<T>(path: string): Promise<T>;
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: Body | readonly Body[],
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** uuid of a config object. */
  uuidOf(type: string, fqName: readonly string[]): Promise<string>;
  /** Asks until `done` says so, 10 s at most. */
  until<T>(path: string, done: (answer: T) => boolean): Promise<T>;
}

const PATHS: { readonly [kind: string]: (namespace: string) => string } = {
  Namespace: () => '/kube/api/v1/namespaces',
  Endpoints: (namespace) => `/kube/api/v1/namespaces/${namespace}/endpoints`,
  NetworkPolicy: (namespace) => `/kube/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
  Service: (namespace) => `/kube/api/v1/namespaces/${namespace}/services`,
  Pod: (namespace) => `/kube/api/v1/namespaces/${namespace}/pods`,
  Deployment: (namespace) => `/kube/apis/apps/v1/namespaces/${namespace}/deployments`,
  NetworkAttachmentDefinition: (namespace) =>
    `/kube/apis/k8s.cni.cncf.io/v1/namespaces/${namespace}/network-attachment-definitions`,
};

export function apiOf(url: string): Api {
  const send: Api['send'] = async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : text,
    };
  };
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(url + path, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url,
    send,
    get,
    async apply(yaml, namespace = 'default') {
      for (const document of parseAllDocuments(yaml)) {
        const object = document.toJSON() as { kind: string; metadata: { name: string; namespace?: string } };
        const path = PATHS[object.kind]!(object.metadata.namespace ?? namespace);
        const { status, body } = await send('POST', path, object);
        if (status !== 201)
          throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${JSON.stringify(body)}`);
      }
    },
    async uuidOf(type, fqName) {
      const { status, body } = await send('POST', '/config/fqname-to-id', { type, fq_name: fqName });
      if (status !== 200) throw new Error(`${type} ${fqName.join(':')}: ${status} ${JSON.stringify(body)}`);
      return (body as { uuid: string }).uuid;
    },
    async until<T>(path: string, done: (answer: T) => boolean) {
      for (let i = 0; i < 200; i++) {
        const answer = await get<T>(path);
        if (done(answer)) return answer;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(
        `${path} did not come to what was waited for within 10 s: ${JSON.stringify(await get(path)).slice(0, 2000)}`,
      );
    },
  };
}

interface WorkerFixtures {
  /** Gives the system of a journey file, stopping that of the file before. */
  readonly systemOf: (file: string, args: readonly string[]) => Promise<RunningSystem>;
}
interface TestFixtures {
  /** Options of `npm start` for the file's system: `test.use({ systemArgs: [...] })`. */
  readonly systemArgs: readonly string[];
  /** The file's system: its tests follow one another on it. */
  readonly system: RunningSystem;
  readonly api: Api;
  /** Fails on serious accessibility findings of the page as it is; `rules` instead of all. */
  readonly checkAccessibility: (page: Page, rules?: readonly string[]) => Promise<void>;
  /** Fails the test when the page threw. */
  readonly quietConsole: void;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  systemArgs: [[], { option: true }],
  systemOf: [
    async ({ browserName: _ }, use) => {
      let current: { readonly file: string; readonly system: RunningSystem } | undefined;
      const end = async () => {
        await current?.system.stop();
        current?.system.forget();
        current = undefined;
      };
      await use(async (file, args) => {
        if (current?.file !== file) {
          await end();
          current = { file, system: await startSystem({ args }) };
        }
        return current.system;
      });
      await end();
    },
    { scope: 'worker' },
  ],
  system: async ({ systemOf, systemArgs }, use, testInfo) => {
    await use(await systemOf(testInfo.file, systemArgs));
  },
  api: async ({ system }, use) => {
    await use(apiOf(system.url));
  },
  baseURL: async ({ system }, use) => {
    await use(system.url);
  },
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await use();
      expect(errors, 'uncaught errors of the page').toEqual([]);
    },
    { auto: true },
  ],
  checkAccessibility: async ({ browserName: _ }, use) => {
    await use(async (page, rules) => {
      const axe = new AxeBuilder({ page });
      const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('\n  ')}`,
        );
      expect(serious, 'serious accessibility findings').toEqual([]);
    });
  },
});
export { expect };
