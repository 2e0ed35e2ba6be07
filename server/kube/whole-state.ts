/** Checks a whole imported state: Kubernetes objects against the rules of their kinds and against each other. */

import { configFaults } from '../config/operations/whole-state.ts';
import { kubeKindOf, KUBE_RESOURCES } from '../model/kube/resources.ts';
import { KUBE_KINDS, kubeKey } from '../model/kube/types.ts';
import type { Read } from '../store/store.ts';
import { child, draftOf } from './draft.ts';
import { metadataCauses } from './names.ts';
import { KIND_RULES } from './rule-table.ts';

/** The check stops after this many faults. */
const MOST = 50;

/** Sentences that name object and field, for Kubernetes and config objects; empty if the state is valid. */
export function stateFaults(read: Read): string[] {
  const faults = [...configFaults(read)];
  const uids = new Map<string, string>();
  for (const kind of KUBE_KINDS) {
    for (const { key, value } of read.scan(`kube/${kind}`)) {
      const name = `${kind} ${key}`;
      if (kubeKindOf(kind).apart === true) faults.push(`${name}: this kind is kept apart, and is no part of a state`);
      const { metadata } = value;
      if (kubeKey(metadata.namespace, metadata.name) !== key)
        faults.push(`${name}: metadata.name and metadata.namespace are not those under which it is kept`);
      const other = uids.get(metadata.uid);
      if (other !== undefined) faults.push(`${name}: metadata.uid ${metadata.uid} is that of ${other} too`);
      uids.set(metadata.uid, name);
      if (KUBE_RESOURCES[kind].namespaced !== (metadata.namespace !== undefined))
        faults.push(
          `${name}: metadata.namespace ` +
            `${metadata.namespace === undefined ? 'is missing' : 'is given, but the kind has none'}`,
        );
      else if (metadata.namespace !== undefined && read.get('kube/Namespace', metadata.namespace) === undefined)
        faults.push(`${name}: metadata.namespace: there is no namespace ${metadata.namespace}`);
      const rules = KIND_RULES[kind];
      const draft = draftOf(value);
      for (const cause of [
        ...metadataCauses(child(draft, 'metadata'), rules.nameForm, KUBE_RESOURCES[kind].custom),
        ...rules.causes(draft, undefined),
      ])
        faults.push(`${name}: ${cause.field === undefined ? '' : `${cause.field}: `}${cause.message}`);
      if (faults.length >= MOST) return faults;
    }
  }
  return faults;
}
