/** The file `kubeconfig` in the data directory: where the Kubernetes API is, and by which authority it is known. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { writePrivately } from './identity.ts';

const NAME = 'overlay-console';

/** Writes it unless it says so already, so that what somebody set in it stays. Returns its path. */
export function writeKubeconfig(directory: string, server: string, authority: string): string {
  const file = resolve(join(directory, 'kubeconfig'));
  const trusted = Buffer.from(authority).toString('base64');
  if (!names(file, server, trusted)) writePrivately(file, textOf(server, trusted));
  return file;
}

function names(file: string, server: string, trusted: string): boolean {
  try {
    const { clusters } = parse(readFileSync(file, 'utf8')) as { readonly clusters: readonly Cluster[] };
    const ours = clusters.find(({ name }) => name === NAME)?.cluster;
    return ours?.server === server && ours['certificate-authority-data'] === trusted;
  } catch {
    // There is none, or it is none.
    return false;
  }
}

interface Cluster {
  readonly name?: unknown;
  readonly cluster?: { readonly server?: unknown; readonly 'certificate-authority-data'?: unknown };
}

function textOf(server: string, trusted: string): string {
  return `# Written at a start of Overlay Console when its address or its certificate authority is another.
apiVersion: v1
kind: Config
clusters:
- name: ${NAME}
  cluster:
    server: ${server}
    certificate-authority-data: ${trusted}
contexts:
- name: ${NAME}
  context:
    cluster: ${NAME}
    user: operator
current-context: ${NAME}
users:
- name: operator
  user:
    # No secret: nobody has to log in. Without a token kubectl asks for a user name over TLS.
    token: operator
`;
}
