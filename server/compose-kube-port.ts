/** The Kubernetes API at the root of a port of its own, over TLS, and the kubeconfig for it. Wiring only. */

import type { Server } from 'node:https';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { createFairKubeServer } from './http/admission.ts';
import { identify } from './http/authenticate.ts';
import { within, type Bounds } from './http/bounds.ts';
import { guard } from './http/guard.ts';
import type { Lab } from './lab/chapter.ts';
import type { Timers } from './model/timers.ts';
import { Refused } from './settings/refused.ts';
import type { Settings } from './settings/settings.ts';
import { certifiedNames, keepRenewed, readyCertificates, type Certificates } from './tls/certificates.ts';
import { writeKubeconfig } from './tls/kubeconfig.ts';

/** The port that clients of Kubernetes expect. */
const USUAL_PORT = 6443;

export interface KubePort {
  /** `https://127.0.0.1:6443`. */
  readonly url: string;
  /** The path of the file. */
  readonly kubeconfig: string;
  readonly server: Server;
  /** Ends what it does beside serving. */
  close(): void;
}

export interface KubePortParts {
  readonly settings: Pick<Settings, 'kubeApiPort' | 'port' | 'host' | 'dataDirectory'>;
  readonly lab: Lab;
  readonly names: ReadonlySet<string>;
  readonly bounds: Bounds;
  readonly kube: RequestHandler;
  readonly notFound: RequestHandler;
  readonly lastResort: ErrorRequestHandler;
  readonly listen: (server: Server, port: number) => Promise<string>;
  readonly clock: () => number;
  readonly timers: Timers;
  readonly report: (error: unknown) => void;
}

/**
 * Listens, unless it is not wanted. Throws `Refused` when the port that was asked for is taken, or when a certificate
 * in the data directory cannot be read.
 */
export async function openKubePort(parts: KubePortParts): Promise<KubePort | undefined> {
  const { settings, bounds, names, clock } = parts;
  const { host, dataDirectory } = settings;
  const wanted = wantedPort(settings, parts.lab);
  if (wanted === undefined) return undefined;
  const certified = certifiedNames(names);
  const renew = (): Promise<Certificates> => readyCertificates(dataDirectory, certified, clock());
  const certificates = await renew().catch((error: Error) => {
    throw new Refused(error.message);
  });
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(guard(names), within(bounds), identify('kube'), parts.kube, parts.notFound, parts.lastResort);
  const server = createFairKubeServer(bounds, app, certificates.serving);
  const listening = await parts.listen(server, wanted.port).catch((error: unknown) => {
    if (wanted.asked || wanted.port === 0) throw error;
    return parts.listen(server, 0);
  });
  const url = addressOf(listening, host);
  const kubeconfig = writeKubeconfig(dataDirectory, url, certificates.authority);
  const close = keepRenewed(
    certificates,
    parts.timers,
    renew,
    ({ serving, authority }) => {
      server.setSecureContext(serving);
      writeKubeconfig(dataDirectory, url, authority);
    },
    parts.report,
  );
  return { url, kubeconfig, server, close };
}

function wantedPort(
  { kubeApiPort, port }: KubePortParts['settings'],
  lab: Lab,
): { readonly port: number; readonly asked: boolean } | undefined {
  if (kubeApiPort === 'none') return undefined;
  if (kubeApiPort !== undefined) return { port: kubeApiPort, asked: true };
  if (lab.controlNodes.length === 0) return undefined;
  return { port: port === 0 ? 0 : USUAL_PORT, asked: false };
}

/** Where a client of this machine finds what listens at every address. */
function addressOf(listening: string, host: string): string {
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : undefined;
  const { port, host: authority } = new URL(listening);
  return `https://${here === undefined ? authority : `${here}:${port}`}`;
}
