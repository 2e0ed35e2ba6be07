/** Names, labels and annotations, with the rules and texts of k8s.io/apimachinery validation (RFC 1123, RFC 1035). */

import { invalidValue, required } from './causes.ts';
import { childIf, isDraft, text, type Draft, type DraftValue } from './draft.ts';
import type { Cause } from './kube-problem.ts';

export type NameForm = 'label' | 'subdomain' | 'dns1035';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const FORMS: {
  readonly [F in NameForm]: { readonly pattern: RegExp; readonly longest: number; readonly text: string };
} = {
  label: {
    pattern: new RegExp(`^${LABEL}$`),
    longest: 63,
    text: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  subdomain: {
    pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
    longest: 253,
    text: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${LABEL}(\\.${LABEL})*')`,
  },
  dns1035: {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    longest: 63,
    text: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
  },
};

const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const QUALIFIED_TEXT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const ANNOTATIONS_LIMIT = 262144;

export function nameCauses(field: string, name: string, form: NameForm): Cause[] {
  const { pattern, longest, text } = FORMS[form];
  const causes: Cause[] = [];
  if (name.length > longest) causes.push(invalidValue(field, name, `must be no more than ${longest} characters`));
  if (!pattern.test(name)) causes.push(invalidValue(field, name, text));
  return causes;
}

function keyCauses(field: string, key: string): Cause[] {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (prefix !== undefined) {
    if (prefix === '') return [invalidValue(field, key, 'prefix part must be non-empty')];
    if (!FORMS.subdomain.pattern.test(prefix)) return [invalidValue(field, key, `prefix part ${FORMS.subdomain.text}`)];
  }
  if (name === '')
    return [invalidValue(field, key, 'name part must be non-empty'), invalidValue(field, key, QUALIFIED_TEXT)];
  if (name.length > 63) return [invalidValue(field, key, 'name part must be no more than 63 characters')];
  return QUALIFIED.test(name) ? [] : [invalidValue(field, key, QUALIFIED_TEXT)];
}

/** Causes against a map of labels at `field`. */
export function labelCauses(field: string, labels: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    causes.push(...keyCauses(field, key));
    if (typeof value !== 'string') causes.push(invalidValue(`${field}.${key}`, value, 'a label value is a string'));
    else if (value.length > 63) causes.push(invalidValue(field, value, 'must be no more than 63 characters'));
    else if (value !== '' && !QUALIFIED.test(value)) causes.push(invalidValue(field, value, VALUE_TEXT));
  }
  return causes;
}

/** Causes against an object's annotations. */
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

/** Causes against an object's metadata. */
export function metadataCauses(metadata: Draft, form: NameForm): Cause[] {
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
  ];
}

/** Whoever owns is named in full, and at most one of them is the controller. */
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
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]} and ${controllers[1]}`,
      ),
    );
  return causes;
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

/** Characters of the base of a generated name at most: with its five letters the name is a DNS label (63). */
const BASE_LENGTH = 58;

/** A name that begins with `base`, cut so that it fits, as Kubernetes cuts it. */
export function generatedName(base: string, suffix: string): string {
  return base.slice(0, BASE_LENGTH) + suffix;
}

/** The five letters that Kubernetes puts behind a `generateName`, out of a random uuid. */
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
