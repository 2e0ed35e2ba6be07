/** `fieldSelector=metadata.name=web,status.phase!=Failed`, for a fixed set of fields. */

import { badRequest } from '../kube/kube-problem.ts';
import type { ServedResource } from '../model/kube/resources.ts';
import type { AnyKubeObject } from '../model/kube/types.ts';
import { own } from '../model/own.ts';
import type { FieldOf } from './kinds/served-kind.ts';
import { fieldAsStored } from './second-form.ts';
import { SERVED_KINDS } from './served-kinds.ts';

const COMMON: { readonly [field: string]: FieldOf } = {
  'metadata.name': (object) => object.metadata.name,
  'metadata.namespace': (object) => object.metadata.namespace ?? '',
};

export interface FieldSelector {
  matches(object: AnyKubeObject): boolean;
  /** The value that the selector requires of a field, if any: lets a reader use an index. */
  readonly equal: ReadonlyMap<string, string>;
}

/** 400 for a field that is not selectable. */
export function parseFieldSelector(resource: ServedResource, text: string): FieldSelector {
  const equal = new Map<string, string>();
  const terms: ((object: AnyKubeObject) => boolean)[] = [];
  for (const term of text.split(',')) {
    if (term === '') continue;
    const found = /^(.+?)(!=|==|=)(.*)$/.exec(term);
    if (found === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field = '', operator = '', value = ''] = found;
    const stored = fieldAsStored(resource, field);
    const read = own(COMMON, stored) ?? own(SERVED_KINDS[resource.kind].fields, stored);
    if (read === undefined) {
      const group = resource.group === '' ? '' : resource.group;
      throw badRequest(
        `Unable to find "${group}/${resource.version}, Resource=${resource.plural}" that match label selector ` +
          `"", field selector "${text}": field label not supported: ${field}`,
      );
    }
    if (operator === '!=') terms.push((object) => read(object) !== value);
    else {
      equal.set(stored, value);
      terms.push((object) => read(object) === value);
    }
  }
  return { equal, matches: (object) => terms.every((term) => term(object)) };
}
