/** Real kubectl with what connects to a pod: `exec` and `logs`. Where none is installed this prints so, loudly. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';
import { kubectlAt, type Kubectl } from '../testing/kubectl-run.ts';
import { runningPod } from '../testing/running-pod.ts';

const binaries = kubectlBinaries(['1.30', '1.31', '1.32', '1.33']);
/** They speak SPDY alone. */
const older = kubectlBinaries(['1.27', '1.28', '1.29']);

describe.skipIf(binaries.length === 0)('real kubectl', () => {
  describe.each(binaries)('$version', ({ path }) => {
    let server: TestingServer;
    let kubectl: Kubectl;
    beforeAll(async () => {
      server = await startTestingServer();
      runningPod(server.store, { name: 'web' });
      runningPod(server.store, { name: 'short' });
      kubectl = kubectlAt(path, server.url);
      // Who comes first is told that this is modelled.
      server.containers.told('127.0.0.1');
    });
    afterAll(async () => {
      kubectl.close();
      await server.close();
    });

    test('logs', { timeout: 60_000 }, async () => {
      const { uid } = server.store.get('kube/Pod', 'default/web')!.value.metadata;
      server.containers.logs.append(uid, 'web', Date.parse('2026-11-30T09:00:00Z'), 'GET /');
      expect(await kubectl.run(['logs', 'web', '--tail=1', '--timestamps'])).toEqual({
        code: 0,
        stdout: '2026-11-30T09:00:00.000000000Z GET /\n',
        stderr: '',
      });
      expect((await kubectl.run(['logs', 'web', '--all-containers'])).stdout).toMatch(/^started container web /);
      const following = kubectl.run(['logs', '-f', 'short', '--tail=1']);
      await expect.poll(() => server.bounds.figures().streams.held).toBe(1);
      await server.call('DELETE', '/api/v1/namespaces/default/pods/short');
      expect(await following).toEqual({ code: 0, stdout: 'ready\n', stderr: '' });
    });

    test('exec', { timeout: 60_000 }, async () => {
      expect(await kubectl.run(['exec', '-i', 'web', '--', 'cat'], 'hello\n')).toEqual({
        code: 0,
        stdout: 'hello\n',
        stderr: '',
      });
      expect(await kubectl.run(['exec', 'web', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
        code: 3,
        stdout: 'out\n',
        stderr: 'err\ncommand terminated with exit code 3\n',
      });
      expect(await kubectl.run(['exec', 'web', '--', 'nosuchcmd'])).toMatchObject({ code: 127, stdout: '' });
      expect(await kubectl.run(['exec', 'web', '-c', 'x', '--', 'true'])).toEqual({
        code: 1,
        stdout: '',
        stderr: 'Error from server (BadRequest): container x is not valid for pod web\n',
      });
      expect((await kubectl.run(['attach', 'web'])).stderr).toContain('attach is not served here: ');
      expect((await kubectl.run(['port-forward', 'web', '18080:80'])).stderr).toContain('port-forward is not served');
    });
  });
});

describe.skipIf(older.length === 0)('an older kubectl', () => {
  test.each(older)('$version is told which one is needed', async ({ path }) => {
    const server = await startTestingServer();
    runningPod(server.store, { name: 'web' });
    const kubectl = kubectlAt(path, server.url);
    expect(await kubectl.run(['exec', 'web', '--', 'true'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Error from server (BadRequest): SPDY is not spoken here: kubectl exec needs kubectl 1.30 or newer, which ' +
        'speaks WebSocket (and KUBECTL_REMOTE_COMMAND_WEBSOCKETS must not be false)\n',
    });
    kubectl.close();
    await server.close();
  });
});
