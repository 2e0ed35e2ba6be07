/**
 * The chapter typed, with real kubectl against a fresh lab: each command prints what the chapter prints, and its pools
 * are those that it promises.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';
import { kubectlShell, type KubectlShell, type Printed } from '../testing/kubectl-shell.ts';
import { startProcess, type RealProcess } from '../testing/real-process.ts';
import { differences, translated, type Known } from './chapter/compare.ts';
import { CHAPTER_MANIFESTS, chapterCommands } from './chapter/transcript.ts';

const PROJECT = ['default-domain', 'k8s-ns-user-1'];
const dict = (network: string, name: string): string =>
  `{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': '${network}', 'name': '${name}'}`;
/** What kubectl says itself, on the same terminal, of a ping without an answer: the chapter has cut it off. */
const EXIT_CODE = 'command terminated with exit code ';
const CTRL_C = '\x03';

const [binary] = kubectlBinaries(['1.32']);

describe.skipIf(binary === undefined)('the chapter, typed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chapter-'));
  let system: RealProcess;
  let url: string;
  let shell: KubectlShell;
  beforeAll(async () => {
    cpSync(CHAPTER_MANIFESTS, folder, { recursive: true });
    const data = join(folder, 'data');
    const global = dict('vn-global-default', 'pool-global-default');
    system = startProcess(['--port', '0', '--no-console', '--data-dir', data, '--public-fip-pool', global]);
    url = await system.ready;
    shell = kubectlShell(binary!.path, join(data, 'kubeconfig'), folder);
  }, 60_000);
  afterAll(async () => {
    system.child.kill('SIGTERM');
    await system.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  test('prints what the chapter prints, column by column', { timeout: 120_000 }, async () => {
    const known: Known = new Map();
    for (const { command, printed } of chapterCommands()) {
      const line = translated(command, known);
      const { stdout, stderr, exit } = await (command.includes(' exec -it ') ? ping(line, printed) : shell.run(line));
      const here = stdout.split('\n').filter((each) => each !== '' && !each.startsWith(EXIT_CODE));
      // Of some commands the chapter does not show what they print.
      const differs = printed === undefined || printed.length === 0 ? [] : differences(printed, here, known);
      const failed = exit !== 0 && !command.includes(' ping ');
      expect({ command, differs, failed }, stderr).toEqual({ command, differs: [], failed: false });
    }
  });

  /** Who pings looks at what comes, and ends it. */
  function ping(line: string, chapter: readonly string[] = []): Promise<Printed> {
    const answers = chapter.some((each) => each.includes('seq=0'));
    return shell.type(line, answers ? /seq=0.*\n/ : /data bytes.*\n/, CTRL_C);
  }

  async function create(type: string, body: object): Promise<void> {
    const answer = await fetch(`${url}/config/${type}s`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [type]: body }),
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
  }

  async function createPool(network: string, pool: string, prefix: string): Promise<void> {
    await create('virtual-network', {
      fq_name: [...PROJECT, network],
      parent_type: 'project',
      network_ipam_refs: [
        {
          to: ['default-domain', 'default-project', 'default-network-ipam'],
          attr: { ipam_subnets: [{ subnet: { ip_prefix: prefix, ip_prefix_len: 24 } }] },
        },
      ],
    });
    await create('floating-ip-pool', { fq_name: [...PROJECT, network, pool] });
  }

  const externalIp = async (namespace: string, service: string): Promise<string> => {
    const allocated = `kubectl wait -n ${namespace} --for=condition=FloatingIPAllocated svc/${service} --timeout=10s`;
    expect(await shell.run(allocated)).toMatchObject({ exit: 0 });
    const { stdout } = await shell.run(`kubectl get svc ${service} -n ${namespace}`);
    const [header, row] = stdout.split('\n').map((line) => line.trim().split(/ +/));
    return row![header!.indexOf('EXTERNAL-IP')]!;
  };

  test(
    'its pools are those that it promises: of the object, of the namespace, of the cluster',
    { timeout: 60_000 },
    async () => {
      const apply = (yaml: string, ...more: readonly string[]) =>
        shell.run(`kubectl apply ${more.join(' ')} -f - <<'end'\n${yaml}\nend`);
      const service = (name: string, annotations = '') =>
        `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${annotations}` +
        'spec: {type: LoadBalancer, ports: [{port: 8888, targetPort: 80}], selector: {app: webserver}}';
      const namespace = (name: string, pool: string) =>
        `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n` +
        `  annotations:\n    opencontrail.org/fip-pool: "${pool}"`;

      expect(await shell.run('kubectl apply -f ns-user-1-default-pool.yaml')).toMatchObject({
        stdout: 'namespace/ns-user-1 created\n',
        exit: 0,
      });
      await createPool('vn-ns-default', 'pool-ns-default', '101.101.101.0');
      await createPool('vn-public-1', 'pool-public-1', '102.102.102.0');
      await createPool('vn-global-default', 'pool-global-default', '103.103.103.0');
      await createPool('vn-dev', 'pool-dev', '104.104.104.0');
      await createPool('vn-sales', 'pool-sales', '105.105.105.0');
      expect(await shell.run('kubectl apply -f service-web-lb-pool-public-1.yaml -n ns-user-1')).toMatchObject({
        stdout: 'service/service-web-lb-pool-public-1 created\n',
      });
      await apply(service('web'), '-n ns-user-1');
      await apply(
        `${namespace('dev', dict('vn-dev', 'pool-dev'))}\n---\n${namespace('sales', dict('vn-sales', 'pool-sales'))}`,
      );
      await shell.run('kubectl create namespace test-only');
      for (const each of ['dev', 'sales', 'test-only']) await apply(service('web'), `-n ${each}`);
      await apply(
        service(
          'dev-webservice',
          `  annotations:\n    opencontrail.org/fip-pool: "${dict('vn-sales', 'pool-sales')}"\n`,
        ),
        '-n dev',
      );
      expect({
        'ns-user-1/service-web-lb-pool-public-1': await externalIp('ns-user-1', 'service-web-lb-pool-public-1'),
        'ns-user-1/web': await externalIp('ns-user-1', 'web'),
        'dev/web': await externalIp('dev', 'web'),
        'sales/web': await externalIp('sales', 'web'),
        'test-only/web': await externalIp('test-only', 'web'),
        'dev/dev-webservice': await externalIp('dev', 'dev-webservice'),
      }).toEqual({
        'ns-user-1/service-web-lb-pool-public-1': '102.102.102.252',
        'ns-user-1/web': '101.101.101.252',
        'dev/web': '104.104.104.252',
        'sales/web': '105.105.105.252',
        'test-only/web': '103.103.103.252',
        'dev/dev-webservice': '105.105.105.251',
      });
    },
  );
});
