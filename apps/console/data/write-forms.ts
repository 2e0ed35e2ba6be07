/** What a form would send, to be replayed: as `curl`, and what it says of the object. */

import { stringify } from 'yaml';
import { curlOf } from './commands.ts';
import { requestOf, type Write } from './writes.ts';

/** Nothing while there is nothing to send. Kubernetes' objects are read as YAML, those of the config API as JSON. */
export function writeForms(writes: readonly Write[]) {
  if (writes.length === 0) return [];
  const request = requestOf(writes);
  const body = request.path.startsWith('/kube/')
    ? { id: 'yaml', label: 'YAML', text: stringify(request.body) }
    : { id: 'json', label: 'JSON', text: JSON.stringify(request.body, null, 2) };
  return [{ id: 'curl', label: 'curl', text: curlOf(request) }, body];
}
