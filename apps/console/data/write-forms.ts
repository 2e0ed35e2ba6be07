/** The writes of a form in forms to replay: as `curl`, and as the object's text. */

import { stringify } from 'yaml';
import { curlOf } from './commands.ts';
import { requestOf, type Write } from './writes.ts';

/** Nothing if there is nothing to send. Kubernetes objects are shown as YAML, config objects as JSON. */
export function writeForms(writes: readonly Write[]) {
  if (writes.length === 0) return [];
  const request = requestOf(writes);
  const body = request.path.startsWith('/kube/')
    ? { id: 'yaml', label: 'YAML', text: stringify(request.body) }
    : { id: 'json', label: 'JSON', text: JSON.stringify(request.body, null, 2) };
  return [{ id: 'curl', label: 'curl', text: curlOf(request) }, body];
}
