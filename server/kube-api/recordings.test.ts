/**
 * Replays what a real API server (v1.32.6) answered to real kubectl, and compares after blanking what differs from run
 * to run: uids, times, versions, drawn addresses and ports. What a recording presupposes is put into the store from
 * what its own GETs returned.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { draftOf, type Draft } from '../kube/draft.ts';
import { apiVersionOf } from '../model/kube/resources.ts';
import { kubeKey } from '../model/kube/types.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { parseKubePath } from './kube-path.ts';

interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly accept: string | null;
    readonly contentType: string | null;
    readonly body: unknown;
  };
  readonly response: { readonly status: number; readonly body: { readonly [field: string]: unknown } };
}
interface Recording {
  readonly command: string;
  readonly exchanges: readonly Exchange[];
}

const folder = fileURLToPath(new URL('./recordings/', import.meta.url));
const recordings = readdirSync(folder)
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(folder + file, 'utf8')) as Recording) }));

/** What differs from run to run, or is somebody else's: status is the controllers'. */
const BLANK = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'clusterIP',
  'clusterIPs',
  'nodePort',
  'description',
  'deletionGracePeriodSeconds',
]);

/** Why an exchange is not compared in full. Everything else is. */
const ONLY_STATUS: { readonly [file: string]: string } = {
  '28-get-deploy.json': 'rows of pods that controllers made',
  '31-get-nad.json': 'rows of objects made by other commands',
  '02-get-ns.json': 'rows of objects made by other commands',
  '41-get-svc-wide.json': 'rows of objects made by other commands',
  'C1-list-errors.json': 'the wording of two parse errors quotes Go; the too large version quotes the head',
};

/**
 * Here a deployment controller, a scheduler and a kubelet acted between the exchanges: their fields are not
 * compared.
 */
const CONTROLLERS_ACTED = [
  '59-rollout-restart.json',
  '81-bad-unknown-field-warn.json',
  '86-apply-mixed.json',
  'A1-run-pod.json',
  'B3-annotate-deploy.json',
  'B5-pod-create-with-networks.json',
  'B7-apply-update-containers.json',
  'B8-apply-view-last.json',
];
const CONTROLLERS_FIELDS = new Set([
  'status',
  'nodeName',
  'deployment.kubernetes.io/revision',
  'cells',
  'rows',
  'generation',
]);

const NOTHING: ReadonlySet<string> = new Set();

let server: TestingServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function blanked(value: unknown, further: ReadonlySet<string> = NOTHING): unknown {
  if (Array.isArray(value)) return value.map((item) => blanked(item, further));
  if (typeof value !== 'object' || value === null) return value;
  const kept: { [field: string]: unknown } = {};
  for (const [field, item] of Object.entries(value))
    if (!BLANK.has(field) && !further.has(field)) kept[field] = blanked(item, further);
  return kept;
}

/** Puts what the recording found there, once for each object, unless it makes the object itself. */
function seed({ store }: TestingServer, exchanges: readonly Exchange[]): void {
  const made = new Set<string>();
  const madeHere = new Set(
    exchanges
      .filter(({ request }) => request.method === 'POST' && request.path.startsWith('/api/v1/namespaces?'))
      .map(({ response }) => String((response.body['metadata'] as Draft)['name'])),
  );
  store.transact({ actor: 'test', source: 'system' }, (transaction) => {
    for (const { request, response } of exchanges) {
      const target = parseKubePath(request.path.split('?')[0]!);
      if (target === undefined) continue;
      if (
        target.namespace !== undefined &&
        target.namespace !== 'nosuchns' &&
        !madeHere.has(target.namespace) &&
        transaction.get('kube/Namespace', target.namespace) === undefined
      ) {
        transaction.put('kube/Namespace', target.namespace, {
          kind: 'Namespace',
          apiVersion: 'v1',
          metadata: {
            name: target.namespace,
            uid: `uid-${target.namespace}`,
            creationTimestamp: '2026-01-01T00:00:00Z',
            labels: { 'kubernetes.io/metadata.name': target.namespace },
          },
          spec: { finalizers: ['kubernetes'] },
          status: { phase: 'Active' },
        });
      }
      const body = response.body as Draft;
      if (target.name === undefined || target.subresource !== undefined) {
        if (request.method === 'POST')
          made.add(
            `${target.resource.kind} ` +
              `${kubeKey(target.namespace, String((body['metadata'] as Draft | undefined)?.['name']))}`,
          );
        continue;
      }
      const key = kubeKey(target.namespace, target.name);
      const id = `${target.resource.kind} ${key}`;
      if (made.has(id) || (body['kind'] === 'Status' && request.method !== 'DELETE' && response.status !== 409))
        continue;
      made.add(id);
      const object: Draft =
        body['kind'] === target.resource.kind
          ? draftOf(body)
          : {
              metadata: {
                name: target.name,
                ...(target.namespace === undefined ? {} : { namespace: target.namespace }),
                uid: 'u',
                creationTimestamp: 't',
              },
              ...(target.resource.kind === 'ConfigMap' ? {} : { spec: {} }),
            };
      if (response.status === 404) continue;
      delete (object['metadata'] as Draft)['resourceVersion'];
      // A namespace that is being deleted was active before.
      if (request.method === 'DELETE') {
        delete (object['metadata'] as Draft)['deletionTimestamp'];
        if (target.resource.kind === 'Namespace') object['status'] = { phase: 'Active' };
      }
      transaction.put(`kube/${target.resource.kind}`, key, {
        ...object,
        kind: target.resource.kind,
        apiVersion: apiVersionOf(target.resource.kind),
      } as never);
    }
  });
}

describe('what a real API server answered', () => {
  for (const recording of recordings) {
    test(`${recording.file}: ${recording.command.slice(0, 100)}`, async () => {
      server = await startTestingServer();
      const exists = recording.file.startsWith('11-');
      seed(server, recording.exchanges);
      if (exists)
        await server.call('POST', '/api/v1/namespaces', {
          kind: 'Namespace',
          apiVersion: 'v1',
          metadata: { name: 'ns-isolated' },
        });
      for (const { request, response } of recording.exchanges) {
        const answer = await server.call(request.method, request.path, request.body ?? undefined, {
          ...(request.accept === null ? {} : { accept: request.accept }),
          ...(request.contentType === null ? {} : { 'content-type': request.contentType }),
        });
        const where = `${request.method} ${request.path}`;
        expect({ where, status: answer.status }, answer.text.slice(0, 500)).toEqual({ where, status: response.status });
        const shown = (body: object) =>
          recording.file in ONLY_STATUS ? (body as Draft)['columnDefinitions'] : (body as Draft);
        const further = CONTROLLERS_ACTED.includes(recording.file) ? CONTROLLERS_FIELDS : NOTHING;
        expect(blanked(shown(answer.json), further), where).toEqual(blanked(shown(response.body), further));
      }
      expect(server.faults).toEqual([]);
    });
  }
});
