/** Shell commands shown on pages: equivalents of the page's reads and writes. */

import { TABLES, type TableNoun } from '../../../server/contract/views/tables.ts';
import { joined } from '../../../server/engine/quoting/quoted.ts';
import { shell } from '../../../server/engine/quoting/shell.ts';
import { isConfigType, type ConfigType } from '../../../server/model/config/types.ts';
import { KUBE_RESOURCES } from '../../../server/model/kube/resources.ts';
import { isKubeKind } from '../../../server/model/kube/types.ts';
import { viewAddress } from './views.ts';
import { contentTypeOf, type Write } from './writes.ts';

/** A text to copy, with its label. */
type WrittenForm = { readonly id: string; readonly label: string; readonly text: string };

/** A write. */
export function curlOf(write: Write, origin: string = location.origin): string {
  const pieces = [shell`curl -X ${write.method} ${`${origin}${write.path}`}`];
  if (write.ifMatch !== undefined) pieces.push(shell`-H ${`If-Match: ${write.ifMatch}`}`);
  if (write.body !== undefined)
    pieces.push(shell`-H ${`Content-Type: ${contentTypeOf(write)}`}`, shell`-d ${JSON.stringify(write.body, null, 2)}`);
  return joined('shell', pieces, ' \\\n  ').text;
}

/** A read. */
export const curlOfRead = (path: string, origin: string = location.origin): string =>
  shell`curl ${`${origin}${path}`}`.text;

const server = (): string => `${location.origin}/kube`;

export const kubectlApply = (namespace: string): string =>
  shell`kubectl --server ${server()} -n ${namespace} apply -f manifest.yaml`.text;

/** An object in the config API. */
export const readForms = (type: ConfigType, uuid: string): readonly WrittenForm[] => [
  { id: 'curl', label: 'curl', text: curlOfRead(`/config/${type}/${uuid}`) },
];

/** The objects of a list through their standard API, and the list itself. */
export function listForms(noun: TableNoun, search: URLSearchParams): readonly WrittenForm[] {
  const list = { id: 'list', label: 'This list', text: curlOfRead(viewAddress('table', { noun }, search)) };
  const [kind = ''] = TABLES[noun].madeFrom;
  if (isConfigType(kind))
    return [{ id: 'config', label: 'Config API', text: curlOfRead(`/config/${kind}s?detail=true`) }, list];
  const name = kind.replace(/^kube\//, '');
  if (!isKubeKind(name)) return [list];
  const { plural, namespaced } = KUBE_RESOURCES[name];
  const all = namespaced ? shell` -A` : shell``;
  const text = shell`kubectl --server ${server()} get ${plural}${all} -o wide`.text;
  return [{ id: 'kubectl', label: 'kubectl', text }, list];
}
