/**
 * `fieldSelector=metadata.name=web,status.phase!=Failed`: the fields by which objects can be selected, and no
 * others.
 */

import { badRequest } from '../kube/kube-problem.ts';
import type { KubeResource } from '../model/kube/resources.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import { own } from '../model/own.ts';

type FieldOf = (object: AnyKubeObject) => string;

const COMMON: { readonly [field: string]: FieldOf } = {
  'metadata.name': (object) => object.metadata.name,
  'metadata.namespace': (object) => object.metadata.namespace ?? '',
};
const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const OWN: { readonly [K in KubeKind]?: { readonly [field: string]: FieldOf } } = {
  Namespace: { 'status.phase': (object) => asText((object.status as { phase?: string } | undefined)?.phase) },
  Pod: {
    'spec.nodeName': podField('spec', 'nodeName'),
    'spec.restartPolicy': podField('spec', 'restartPolicy'),
    'spec.schedulerName': podField('spec', 'schedulerName'),
    'spec.serviceAccountName': podField('spec', 'serviceAccountName'),
    'spec.hostNetwork': (object) => asText(partOf(object, 'spec')['hostNetwork'] ?? false),
    'status.phase': podField('status', 'phase'),
    'status.podIP': podField('status', 'podIP'),
    'status.nominatedNodeName': podField('status', 'nominatedNodeName'),
  },
  Node: { 'spec.unschedulable': (object) => asText(partOf(object, 'spec')['unschedulable'] ?? false) },
  Service: { 'spec.clusterIP': podField('spec', 'clusterIP'), 'spec.type': podField('spec', 'type') },
};

function partOf(object: AnyKubeObject, part: 'spec' | 'status'): { readonly [field: string]: unknown } {
  return (object[part] as { readonly [field: string]: unknown } | undefined) ?? {};
}

function podField(part: 'spec' | 'status', field: string): FieldOf {
  return (object) => asText(partOf(object, part)[field]);
}

export interface FieldSelector {
  matches(object: AnyKubeObject): boolean;
  /** The value a field must have, where the selector demands one: lets a reader use an index. */
  readonly equal: ReadonlyMap<string, string>;
}

/** 400 for a field that cannot be selected by. */
export function parseFieldSelector(resource: KubeResource, text: string): FieldSelector {
  const equal = new Map<string, string>();
  const terms: ((object: AnyKubeObject) => boolean)[] = [];
  for (const term of text.split(',')) {
    if (term === '') continue;
    const found = /^(.+?)(!=|==|=)(.*)$/.exec(term);
    if (found === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field = '', operator = '', value = ''] = found;
    const read = own(COMMON, field) ?? own(OWN[resource.kind], field);
    if (read === undefined) {
      const group = resource.group === '' ? '' : resource.group;
      throw badRequest(
        `Unable to find "${group}/${resource.version}, Resource=${resource.plural}" that match label selector ` +
          `"", field selector "${text}": field label not supported: ${field}`,
      );
    }
    if (operator === '!=') terms.push((object) => read(object) !== value);
    else {
      equal.set(field, value);
      terms.push((object) => read(object) === value);
    }
  }
  return { equal, matches: (object) => terms.every((term) => term(object)) };
}
