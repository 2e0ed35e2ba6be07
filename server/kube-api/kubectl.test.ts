/**
 * Real kubectl against the API. Where no kubectl is installed this prints so, loudly: the replay of recordings
 * (`recordings.test.ts`) is the gate that never skips.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Recorder } from '../events/recorder.ts';
import { updateStatus } from '../kube/operations.ts';
import { countingMint } from '../testing/in-memory-system.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';

/** Versions whose words are these. 1.28 wants an OpenAPI v2 document before it sends an object. */
const VERSIONS = ['1.28', '1.30', '1.31', '1.32', '1.33'];
const binaries = kubectlBinaries(VERSIONS);

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: webserver, labels: {app: webserver}}
spec:
  replicas: 1
  selector: {matchLabels: {app: webserver}}
  template:
    metadata: {labels: {app: webserver}}
    spec:
      containers:
      - {name: webserver, image: contrailk8sdayone/contrail-webserver, ports: [{containerPort: 80}]}
`;
const NAMESPACE =
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns-user-1, annotations: {"opencontrail.org/isolation": "true"}}\n';
const ATTACHMENT = `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: vn-left-1, namespace: ns-user-1, annotations: {"opencontrail.org/cidr": "10.10.10.0/24"}}
spec: {config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }'}
`;

describe.skipIf(binaries.length === 0)('real kubectl', () => {
  describe.each(binaries)('$version', ({ path }) => {
    let server: TestingServer;
    let recorder: Recorder;
    let home: string;
    beforeAll(async () => {
      server = await startTestingServer();
      recorder = new Recorder(server.events, server.store, countingMint());
      home = mkdtempSync(join(tmpdir(), 'kubectl-'));
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server: server.url } }],
        contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
        users: [{ name: 'u', user: {} }],
        'current-context': 'c',
      };
      writeFileSync(join(home, 'config'), JSON.stringify(config));
      for (const [name, text] of [
        ['deployment', DEPLOYMENT],
        ['namespace', NAMESPACE],
        ['attachment', ATTACHMENT],
      ] as const)
        writeFileSync(join(home, `${name}.yaml`), text);
    });
    afterAll(async () => {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    });

    /** What it printed, on both streams, and how it ended. */
    function kubectl(...parameters: string[]): Promise<string> {
      return new Promise((resolve) => {
        const child = execFile(
          path,
          parameters,
          {
            cwd: home,
            timeout: 30_000,
            env: { HOME: home, KUBECONFIG: join(home, 'config'), PATH: process.env['PATH'] ?? '' },
          },
          (_error, stdout, stderr) => {
            resolve(`${stdout}${stderr}[${child.exitCode}]`);
          },
        );
      });
    }

    test('create, apply, get, patch, scale, wait, delete', { timeout: 240_000 }, async () => {
      const deployment = 'ns-user-1/webserver';
      expect(await kubectl('version')).toContain('Server Version: v1.32');
      expect(await kubectl('create', '-f', 'namespace.yaml')).toBe('namespace/ns-user-1 created\n[0]');
      expect(await kubectl('create', '-f', 'namespace.yaml')).toBe(
        'Error from server (AlreadyExists): error when creating "namespace.yaml": namespaces "ns-user-1" already ' +
          'exists\n[1]',
      );
      expect(await kubectl('apply', '-n', 'ns-user-1', '-f', 'deployment.yaml')).toBe(
        'deployment.apps/webserver created\n[0]',
      );
      expect(await kubectl('apply', '-n', 'ns-user-1', '-f', 'deployment.yaml')).toBe(
        'deployment.apps/webserver unchanged\n[0]',
      );
      writeFileSync(join(home, 'deployment.yaml'), DEPLOYMENT.replace('webserver, ports', 'webserver:v3, ports'));
      expect(await kubectl('apply', '-n', 'ns-user-1', '-f', 'deployment.yaml')).toBe(
        'deployment.apps/webserver configured\n[0]',
      );
      expect(server.store.get('kube/Deployment', deployment)?.value.spec?.template.spec.containers[0]?.['image']).toBe(
        'contrailk8sdayone/contrail-webserver:v3',
      );
      expect(await kubectl('scale', '-n', 'ns-user-1', 'deployment/webserver', '--replicas=3')).toBe(
        'deployment.apps/webserver scaled\n[0]',
      );
      expect(await kubectl('get', 'deploy', '-n', 'ns-user-1')).toMatch(
        /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nwebserver +0\/3 +0 +0 +\d+s\n\[0\]$/,
      );
      const waiting = kubectl(
        'wait',
        '-n',
        'ns-user-1',
        '--for=condition=Available',
        'deployment/webserver',
        '--timeout=20s',
      );
      server.store.transact({ actor: 'test', source: 'controller:workloads' }, (transaction) => {
        updateStatus({ transaction, mint: { uuid: () => '' } }, 'Deployment', deployment, {
          conditions: [{ type: 'Available', status: 'True' }],
        });
      });
      expect(await waiting).toBe('deployment.apps/webserver condition met\n[0]');
      // From 1.32 on these come as protobuf.
      expect(await kubectl('create', 'namespace', 'ns-imperative')).toBe('namespace/ns-imperative created\n[0]');
      expect(
        await kubectl('create', 'configmap', 'cm', '-n', 'ns-imperative', '--from-literal=a=1', '--from-literal=b=2'),
      ).toBe('configmap/cm created\n[0]');
      expect(server.store.get('kube/ConfigMap', 'ns-imperative/cm')?.value.data).toEqual({ a: '1', b: '2' });
      expect(
        await kubectl(
          'create',
          'deployment',
          'web',
          '-n',
          'ns-imperative',
          '--image=nginx',
          '--port=80',
          '--replicas=0',
        ),
      ).toBe('deployment.apps/web created\n[0]');
      expect(server.store.get('kube/Deployment', 'ns-imperative/web')?.value.spec).toMatchObject({
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          spec: { containers: [{ name: 'nginx', image: 'nginx', ports: [{ containerPort: 80, protocol: 'TCP' }] }] },
        },
      });
      const there = ['-n', 'ns-imperative'];
      expect(await kubectl('create', 'secret', 'generic', 's', ...there, '--from-literal=a=b')).toBe(
        'secret/s created\n[0]',
      );
      expect(server.store.get('kube/Secret', 'ns-imperative/s')?.value).toMatchObject({
        type: 'Opaque',
        data: { a: 'Yg==' },
      });
      expect(await kubectl('create', 'sa', 'robot', ...there)).toBe('serviceaccount/robot created\n[0]');
      expect(await kubectl('create', 'quota', 'q', ...there, '--hard=pods=1,secrets=1')).toBe(
        'resourcequota/q created\n[0]',
      );
      expect(await kubectl('create', 'secret', 'generic', 't', ...there)).toMatch(
        /exceeded quota: q, requested: secrets=1, used: secrets=1, limited: secrets=1\n\[1\]$/,
      );
      expect(await kubectl('auth', 'can-i', 'create', 'pods')).toBe('yes\n[0]');
      expect(await kubectl('auth', 'whoami')).toMatch(/Username +operator\n/);
      expect(await kubectl('create', 'service', 'clusterip', 'web', '-n', 'ns-imperative', '--tcp=80:http')).toBe(
        'service/web created\n[0]',
      );
      expect(server.store.get('kube/Service', 'ns-imperative/web')?.value.spec).toMatchObject({
        type: 'ClusterIP',
        ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }],
        selector: { app: 'web' },
      });
      // A kind that is not served is refused by its address, in protobuf too.
      expect(await kubectl('create', 'ingress', 'i', '--rule=a/b=c:80')).toContain(
        'the server could not find the requested resource\n[1]',
      );
      expect(await kubectl('create', '-f', 'attachment.yaml')).toBe(
        'networkattachmentdefinition.k8s.cni.cncf.io/vn-left-1 created\n[0]',
      );
      expect(await kubectl('get', 'net-attach-def', '-A')).toMatch(
        /^NAMESPACE +NAME +AGE\nns-user-1 +vn-left-1 +\d+s\n/,
      );
      expect(await kubectl('explain', 'net-attach-def.spec')).toContain('config\t<string>');
      const explained = await kubectl('explain', 'pod.spec.containers');
      expect(explained).toMatch(/FIELD: containers <\[\]Container>\n+DESCRIPTION:\n {4}The containers of the pod/);
      expect(explained).toContain('  name\t<string> -required-\n    Name of the container');
      expect(await kubectl('explain', 'deployment.spec.template.spec.containers.resources')).toContain(
        '  limits\t<map[string]Quantity>\n',
      );
      expect(await kubectl('annotate', 'ns', 'ns-user-1', "opencontrail.org/fip-pool={'domain': 'x'}")).toBe(
        'namespace/ns-user-1 annotated\nWarning: metadata.annotations[opencontrail.org/fip-pool]: [project] not ' +
          'specified in fip-pool dict string\n[0]',
      );
      const [reason, message] = ['Scheduled', 'Successfully assigned ns-user-1/web to cent111'];
      const about = { kind: 'Deployment', namespace: 'ns-user-1', name: 'webserver', apiVersion: 'apps/v1' };
      const uid = server.store.get('kube/Deployment', deployment)!.value.metadata.uid;
      const told = { type: 'Normal', reason, message, component: 'default-scheduler' } as const;
      for (const time of [new Date(Date.now() - 60_000).toISOString(), new Date().toISOString()])
        recorder.write([{ ...told, about: { ...about, uid }, time }]);
      expect(await kubectl('get', 'events', '-n', 'ns-user-1')).toMatch(
        /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n\ds +Normal +Scheduled +deployment\/webserver +Successfully/,
      );
      expect(await kubectl('events', '-n', 'ns-user-1')).toMatch(/\ds \(x2 over \d+s\) +Normal +Scheduled +Depl/);
      expect(await kubectl('describe', 'deploy', 'webserver', '-n', 'ns-user-1')).toMatch(
        /Normal +Scheduled +\ds \(x2 over \d+s\) +default-scheduler +Successfully assigned/,
      );
      expect(await kubectl('delete', '-f', 'attachment.yaml')).toMatch(/"vn-left-1" deleted.*\n\[0\]$/);
      expect(await kubectl('delete', 'deploy', 'webserver', '-n', 'ns-user-1')).toMatch(
        /^deployment.apps "webserver" deleted.*\n\[0\]$/,
      );
      expect(await kubectl('get', 'all', '-n', 'ns-user-1')).toBe('No resources found in ns-user-1 namespace.\n[0]');
      expect(server.faults).toEqual([]);
    });
  });
});
