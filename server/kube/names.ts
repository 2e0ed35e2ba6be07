/** Validates object metadata; the rules for names are those of `engine/validation/kube-name.ts`. */

import { kubeNameFaults, labelKeyFaults, labelValueFault, type NameForm } from '../engine/validation/kube-name.ts';
import { forbiddenField, invalidValue, required } from './causes.ts';
import { childIf, isDraft, text, type Draft, type DraftValue } from './draft.ts';
import type { Cause } from './kube-problem.ts';

/** Bytes, as in Kubernetes. */
const ANNOTATIONS_LIMIT = 262_144;

/** Faults of a name at `field`. */
export function nameCauses(field: string, name: string, form: NameForm): Cause[] {
  return kubeNameFaults(name, form).map(({ sentence }) => invalidValue(field, name, sentence));
}

function keyCauses(field: string, key: string): Cause[] {
  return labelKeyFaults(key).map(({ sentence }) => invalidValue(field, key, sentence));
}

/** Faults of a map of labels at `field`. */
export function labelCauses(field: string, labels: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    causes.push(...keyCauses(field, key));
    if (typeof value !== 'string') causes.push(invalidValue(`${field}.${key}`, value, 'a label value is a string'));
    else {
      const fault = labelValueFault(value);
      if (fault !== undefined) causes.push(invalidValue(field, value, fault.sentence));
    }
  }
  return causes;
}

/** Faults of an object's annotations. */
export function annotationCauses(annotations: Draft | undefined): Cause[] {
  const field = 'metadata.annotations';
  const causes: Cause[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    causes.push(...keyCauses(field, key.toLowerCase()));
    if (typeof value !== 'string')
      causes.push(invalidValue(`${field}.${key}`, value, 'an annotation value is a string: put it in quotes'));
    else size += key.length + value.length;
  }
  if (size > ANNOTATIONS_LIMIT)
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`,
      field,
    });
  return causes;
}

/** The finalizers allowed without a domain prefix; an object of a custom kind may have any. */
const STANDARD_FINALIZERS: ReadonlySet<unknown> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** Faults of a list of finalizers at `field`. */
export function finalizerCauses(field: string, finalizers: DraftValue | undefined, custom: boolean): Cause[] {
  if (!Array.isArray(finalizers)) return [];
  const causes: Cause[] = [];
  finalizers.forEach((finalizer, index) => {
    if (typeof finalizer !== 'string') return;
    causes.push(...keyCauses(field, finalizer));
    if (!custom && !finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer))
      causes.push(
        invalidValue(
          `${field}[${index}]`,
          finalizer,
          'name is neither a standard finalizer name nor is it fully qualified',
        ),
      );
  });
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    causes.push(invalidValue(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  return causes;
}

/** Faults of finalizers added while the object is being deleted. */
export function newFinalizerCauses(finalizers: DraftValue | undefined, before: DraftValue | undefined): Cause[] {
  const held = new Set(Array.isArray(before) ? before : []);
  const added = Array.isArray(finalizers) ? [...new Set(finalizers)].filter((finalizer) => !held.has(finalizer)) : [];
  if (added.length === 0) return [];
  const list = added.map((finalizer) => JSON.stringify(finalizer)).sort();
  return [
    forbiddenField(
      'metadata.finalizers',
      'no new finalizers can be added if the object is being deleted, found new finalizers ' +
        `[]string{${list.join(', ')}}`,
    ),
  ];
}

/** Faults of an object's metadata; `custom`: its kind is not built into Kubernetes. */
export function metadataCauses(metadata: Draft, form: NameForm, custom: boolean): Cause[] {
  const name = metadata['name'];
  const causes =
    typeof name === 'string' && name !== ''
      ? nameCauses('metadata.name', name, form)
      : [required('metadata.name', 'name or generateName is required')];
  return [
    ...causes,
    ...labelCauses('metadata.labels', childIf(metadata, 'labels')),
    ...annotationCauses(childIf(metadata, 'annotations')),
    ...ownerCauses(metadata['ownerReferences']),
    ...finalizerCauses('metadata.finalizers', metadata['finalizers'], custom),
  ];
}

/** Each owner reference must be complete, and at most one of them the controller. */
function ownerCauses(owners: DraftValue | undefined): Cause[] {
  const field = 'metadata.ownerReferences';
  if (!Array.isArray(owners)) return [];
  const causes: Cause[] = [];
  const controllers: string[] = [];
  owners.forEach((owner, index) => {
    const part = (name: string): string => (isDraft(owner) ? (text(owner, name) ?? '') : '');
    if (part('apiVersion') === '')
      causes.push(invalidValue(`${field}[${index}].apiVersion`, '', 'version must not be empty'));
    for (const name of ['kind', 'name', 'uid'])
      if (part(name) === '') causes.push(invalidValue(`${field}[${index}].${name}`, '', 'must not be empty'));
    if (isDraft(owner) && owner['controller'] === true) controllers.push(part('name'));
  });
  if (controllers.length > 1)
    causes.push(
      invalidValue(
        field,
        controllers,
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]} ` +
          `and ${controllers[1]}`,
      ),
    );
  return causes;
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
/** Letters that `generateName` appends, as in Kubernetes. */
const SUFFIX_LENGTH = 5;

/** Maximum length of the base of a generated name: with the five-letter suffix the name is a DNS label (63). */
const BASE_LENGTH = 58;

/** A name that begins with `base`, truncated as Kubernetes does. */
export function generatedName(base: string, suffix: string): string {
  return base.slice(0, BASE_LENGTH) + suffix;
}

/** The five-letter suffix that Kubernetes appends to `generateName`, from a random uuid. */
export function generatedSuffix(uuid: string): string {
  const digits = uuid.replaceAll('-', '');
  let number = 0;
  for (let at = 0; at < 32; at += 8) number = (number ^ Number.parseInt(digits.slice(at, at + 8), 16)) >>> 0;
  let suffix = '';
  for (let count = 0; count < SUFFIX_LENGTH; count++) {
    suffix += SUFFIX_LETTERS[number % SUFFIX_LETTERS.length]!;
    number = Math.floor(number / SUFFIX_LETTERS.length);
  }
  return suffix;
}
