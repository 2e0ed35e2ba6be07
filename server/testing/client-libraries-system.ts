/** The whole system for client libraries: the Kubernetes API at `/kube`, and over TLS by its kubeconfig. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { startProcess } from './real-process.ts';

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string } }[];
}

export interface ClientLibrariesSystem {
  readonly folder: string;
  /** `http://127.0.0.1:<port>/kube`. */
  readonly plain: string;
  /** The file that the system has written. */
  readonly kubeconfig: string;
  close(): Promise<void>;
}

export async function startForClientLibraries(): Promise<ClientLibrariesSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const data = join(folder, 'data');
  const system = startProcess(['--port', '0', '--no-console', '--data-dir', data]);
  const url = await system.ready;
  return {
    folder,
    plain: `${url}/kube`,
    kubeconfig: join(data, 'kubeconfig'),
    async close() {
      system.child.kill('SIGTERM');
      await system.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Wire {
  /** A kubeconfig whose requests take this way. */
  readonly kubeconfig: string;
  /** Cuts every connection; new ones are accepted again after `mend`. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** A way to the API that can be cut. */
export async function wireTo(kubeconfig: string, file: string): Promise<Wire> {
  const config = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const { cluster } = config.clusters[0]!;
  const target = new URL(cluster.server);
  const [port, host] = [Number(target.port), target.hostname];
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(port, host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  target.port = String((server.address() as AddressInfo).port);
  cluster.server = target.href.replace(/\/$/, '');
  writeFileSync(file, stringify(config));
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    kubeconfig: file,
    cut,
    mend: () => void (whole = true),
    close: () => {
      cut();
      server.close();
    },
  };
}
