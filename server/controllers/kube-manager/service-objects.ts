/** Which service an object was made for, and the names of reconciliations: `<namespace>/<name>/<uid>`. */

import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { ConfigRecord } from '../../model/config/types.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { kubeSourceOf, stamp } from './kube-source.ts';

type Service = KubeObjectOf<'Service'>;

/** The service that a name means: one of that name with another uid is another service. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export function keyOfService({ namespace, name, uid }: ServiceName): string {
  return `${namespace}/${name}/${uid}`;
}

export function nameOfService({ metadata }: Service): ServiceName {
  return { namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid };
}

export function parseServiceKey(key: string): ServiceName {
  const [namespace = '', name = '', uid = ''] = key.split('/');
  return { namespace, name, uid };
}

const UID = 'k8s_uuid';

/** The annotations of what is made for a service. */
export function stampOf(names: ClusterNames, { namespace, name, uid }: ServiceName, extras = {}) {
  return stamp(names, { kind: 'Service', namespace, name }, { [UID]: uid, ...extras });
}

/** Undefined for objects that were not made for a service. */
export function serviceOfObject(names: ClusterNames, record: ConfigRecord): ServiceName | undefined {
  const source = kubeSourceOf(names, record);
  const uid = annotationOf(record, UID);
  return source?.kind === 'Service' && uid !== undefined
    ? { namespace: source.namespace, name: source.name, uid }
    : undefined;
}
