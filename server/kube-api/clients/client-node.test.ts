/** The client library for Node: patches, watches, informers whose connections are cut, exec and logs. */

import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  Exec,
  KubeConfig,
  Log,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  Watch,
  type V1ConfigMap,
  type V1Status,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startForClientLibraries,
  wireTo,
  type ClientLibrariesSystem,
  type Wire,
} from '../../testing/client-libraries-system.ts';

let system: ClientLibrariesSystem;
beforeAll(async () => {
  system = await startForClientLibraries();
}, 60_000);
afterAll(() => system.close());

function configOf(way: 'plain' | 'kubeconfig'): KubeConfig {
  const config = new KubeConfig();
  if (way === 'kubeconfig') config.loadFromFile(system.kubeconfig);
  // Without TLS there is nothing to verify, and the library wants to be told so.
  else config.loadFromClusterAndUser({ name: 'c', server: system.plain, skipTLSVerify: true }, { name: 'u' });
  return config;
}

const as = (strategy: (typeof PatchStrategy)[keyof typeof PatchStrategy]) => setHeaderOptions('Content-Type', strategy);

describe.each(['plain', 'kubeconfig'] as const)('the client for Node (%s)', (way) => {
  const namespace = `node-${way}`;
  let config: KubeConfig;
  let core: CoreV1Api;
  beforeAll(async () => {
    config = configOf(way);
    core = config.makeApiClient(CoreV1Api);
    await core.createNamespace({ body: { metadata: { name: namespace } } });
  });
  afterAll(() => core.deleteNamespace({ name: namespace }));

  test('patches of each type', async () => {
    const apps = config.makeApiClient(AppsV1Api);
    const labels = { app: 'web' };
    const body = {
      metadata: { name: 'web' },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'c', image: 'one', ports: [{ containerPort: 80 }] }] },
        },
      },
    };
    await apps.createNamespacedDeployment({ namespace, body });
    const one = { name: 'web', namespace };
    const containers = [{ name: 'c', image: 'two' }];
    const strategic = { spec: { template: { spec: { containers } } } };
    const patched = await apps.patchNamespacedDeployment(
      { ...one, body: strategic },
      as(PatchStrategy.StrategicMergePatch),
    );
    expect(patched.spec!.template.spec!.containers[0]).toMatchObject({ image: 'two', ports: [{ containerPort: 80 }] });
    const merged = await apps.patchNamespacedDeployment({ ...one, body: strategic }, as(PatchStrategy.MergePatch));
    expect(merged.spec!.template.spec!.containers[0]!.ports).toBeUndefined();
    const json = [{ op: 'replace', path: '/spec/replicas', value: 1 }];
    const scaled = await apps.patchNamespacedDeployment({ ...one, body: json }, as(PatchStrategy.JsonPatch));
    expect(scaled.spec!.replicas).toBe(1);

    const custom = config.makeApiClient(CustomObjectsApi);
    const place = { group: 'k8s.cni.cncf.io', version: 'v1', namespace, plural: 'network-attachment-definitions' };
    const definition = {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: { name: 'vn', annotations: { 'opencontrail.org/cidr': '10.9.7.0/24' } },
      spec: { config: '{}' },
    };
    await custom.createNamespacedCustomObject({ ...place, body: definition });
    await expect(
      custom.patchNamespacedCustomObject({ ...place, name: 'vn', body: {} }, as(PatchStrategy.StrategicMergePatch)),
    ).rejects.toMatchObject({ code: 415 });
  });

  test('a watch begins after the list', async () => {
    const list = await core.listNamespacedConfigMap({ namespace });
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'watched' } } });
    const seen: string[] = [];
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const { resourceVersion } = list.metadata!;
    await new Promise<void>((resolve, reject) => {
      const noticed = (type: string, object: V1ConfigMap): void => {
        seen.push(`${type} ${object.metadata!.name}`);
        if (seen.length === 1) core.deleteNamespacedConfigMap({ name: 'watched', namespace }).catch(reject);
        else resolve();
      };
      new Watch(config).watch(path, { resourceVersion }, noticed, reject).catch(reject);
    });
    expect(seen).toEqual(['ADDED watched', 'DELETED watched']);
  });

  test('exec tells output and exit code, and a log is read', { timeout: 30_000 }, async () => {
    await core.createNamespacedPod({
      namespace,
      body: { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'ubuntu' }] } },
    });
    await expect
      .poll(async () => (await core.readNamespacedPod({ name: 'p', namespace })).status?.phase, { timeout: 20_000 })
      .toBe('Running');
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const command = ['sh', '-c', 'echo out; echo err >&2; exit 3'];
    const status = await new Promise<V1Status>((resolve, reject) => {
      new Exec(config).exec(namespace, 'p', 'c', command, stdout, stderr, null, false, resolve).catch(reject);
    });
    expect(status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
    expect(status.details!.causes).toEqual([{ reason: 'ExitCode', message: '3' }]);
    expect(String(stdout.read())).toBe('out\n');
    expect(String(stderr.read())).toContain('err\n');
    const log = new PassThrough();
    await new Log(config).log(namespace, 'p', 'c', log, {});
    expect(await text(log)).toMatch(/ready\n$/);
  });
});

describe('an informer', () => {
  const namespace = 'informed';
  let wire: Wire;
  afterAll(() => wire.close());

  test('misses nothing when its connection is cut', { timeout: 30_000 }, async () => {
    wire = await wireTo(system.kubeconfig, join(system.folder, 'cut.kubeconfig'));
    const direct = configOf('kubeconfig').makeApiClient(CoreV1Api);
    const config = new KubeConfig();
    config.loadFromFile(wire.kubeconfig);
    const core = config.makeApiClient(CoreV1Api);
    await direct.createNamespace({ body: { metadata: { name: namespace } } });
    const create = (name: string) => direct.createNamespacedConfigMap({ namespace, body: { metadata: { name } } });
    await create('a');
    await create('b');

    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const informer = makeInformer(config, path, () => core.listNamespacedConfigMap({ namespace }));
    const seen: string[] = [];
    for (const what of ['add', 'update', 'delete'] as const)
      informer.on(what, ({ metadata }: V1ConfigMap) => seen.push(`${what} ${metadata!.name}`));
    const names = () =>
      informer
        .list()
        .map(({ metadata }) => metadata!.name)
        .toSorted();
    await informer.start();
    await expect.poll(names).toEqual(['a', 'b']);
    await create('c');
    await expect.poll(() => seen).toContain('add c');

    const broken = new Promise((resolve) => informer.on('error', resolve));
    wire.cut();
    await broken;
    await direct.deleteNamespacedConfigMap({ name: 'a', namespace });
    await create('d');
    wire.mend();
    await informer.start();
    await expect.poll(names).toEqual(['b', 'c', 'd']);
    expect(seen.slice(3).toSorted()).toEqual(['add d', 'delete a']);
    await direct.deleteNamespacedConfigMap({ name: 'b', namespace });
    await expect.poll(names).toEqual(['c', 'd']);
    await informer.stop();
  });
});
