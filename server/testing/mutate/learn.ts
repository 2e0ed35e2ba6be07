/** What an answer tells of the objects that exist, so that lists need to be read rarely. */

import type { Answer } from './connection.ts';
import { isRemoved, type Inventory, type ServedKube } from './inventory.ts';
import { fieldsOf } from './refusal.ts';
import type { Step } from './step.ts';

/** A view's answer that is longer has nothing that a shorter one has not, characters. */
const LONGEST = 100_000;
/** Verbs whose refusal says which members a new object must not have. */
const MAKES = new Set(['create', 'POST']);
/** Words of a refusal that something is not there. */
const WANTED = /required|missing|give /i;
/** Members that are needed, whatever a refusal says of them. */
const NEEDED = new Set(['fq_name', 'kind', 'apiVersion', 'metadata', 'spec']);

export function learnFrom(
  inventory: Inventory,
  { about, sent, promises, object }: Step,
  { status, headers, text }: Answer,
): void {
  if (object !== undefined && (status === 404 || (object.deletes && status < 300))) {
    if (object.api === 'config') inventory.goneConfig(object.kind, object.name);
    else inventory.goneKube(object.kind, object.name, object.namespace);
  } else if (promises.kind === 'kube' && promises.single && status < 300) {
    const served = JSON.parse(text) as ServedKube;
    if (isRemoved(served.metadata)) inventory.goneKube(promises.of, served.metadata.name, served.metadata.namespace);
    else inventory.sawKube(promises.of, served);
  } else if (about.kind.startsWith('/views/') && status === 200 && sent.method === 'GET' && text.length < LONGEST) {
    inventory.sawView(sent.path.split('?')[0]!, JSON.parse(text));
  } else if (about.kind.startsWith('/views/') && status === 400) {
    const parameter = /The parameter (\w+): .*(is missing|received undefined)/.exec(text)?.[1];
    if (parameter !== undefined) inventory.needed(about.kind, parameter);
  } else if (
    MAKES.has(about.verb) &&
    about.damage.size === 0 &&
    status >= 400 &&
    headers['content-type']?.includes('json') === true
  ) {
    for (const { path, sentence } of fieldsOf(text, undefined)) {
      if (NEEDED.has(path.join('.'))) continue;
      if (WANTED.test(sentence)) inventory.wanted(about.kind, path);
      else inventory.refused(about.kind, path);
    }
  }
}
